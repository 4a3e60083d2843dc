import { describe, expect, it } from 'vitest';
import { WriterQueue } from './writer-queue.ts';

describe('the queue of writers', () => {
  it('serves in the order of asking', async () => {
    const queue = new WriterQueue();
    const order: number[] = [];
    const first = queue.tryAcquire();
    const writers = [1, 2, 3].map(async (n) => {
      const lease = await queue.acquire({ timeoutMs: Infinity });
      order.push(n);
      lease.release();
    });
    first?.release();
    await Promise.all(writers);
    expect(order).toEqual([1, 2, 3]);
    expect(queue.held).toBe(false);
  });

  it('never lets one in who does not wait while others do', () => {
    const queue = new WriterQueue();
    const lease = queue.tryAcquire();
    void queue.acquire({ timeoutMs: Infinity });
    lease?.release();
    expect(queue.tryAcquire()).toBeUndefined();
  });

  it('gives up after the time-out with 55006, and the next in line gets its turn', async () => {
    const queue = new WriterQueue();
    const lease = queue.tryAcquire();
    const late = queue.acquire({ timeoutMs: 5 });
    const patient = queue.acquire({ timeoutMs: Infinity });
    await expect(late).rejects.toMatchObject({ gqlstatus: '55006' });
    lease?.release();
    (await patient).release();
    expect(queue.held).toBe(false);
  });

  it('leaves the queue when its signal aborts', async () => {
    const queue = new WriterQueue();
    const lease = queue.tryAcquire();
    const controller = new AbortController();
    const waiting = queue.acquire({ timeoutMs: Infinity, signal: controller.signal });
    controller.abort();
    await expect(waiting).rejects.toMatchObject({ gqlstatus: '57014' });
    lease?.release();
    expect(queue.held).toBe(false);
  });

  it('releases once, however often it is asked to', () => {
    const queue = new WriterQueue();
    const lease = queue.tryAcquire();
    lease?.release();
    const other = queue.tryAcquire();
    lease?.release();
    expect(queue.held).toBe(true);
    other?.release();
  });
});
