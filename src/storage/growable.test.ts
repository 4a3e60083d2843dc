import { describe, expect, it } from 'vitest';
import { capacityFor, IntStack, resized, withRoomFor } from './growable.ts';

describe('withRoomFor', () => {
  it('keeps an array that is large enough', () => {
    const array = new Int32Array(10);
    expect(withRoomFor(array, 10)).toBe(array);
  });

  it('copies into a larger array of the same type', () => {
    const larger = withRoomFor(Float64Array.of(1.5, 2.5), 3);
    expect(larger).toBeInstanceOf(Float64Array);
    expect([larger[0], larger[1], larger[2]]).toEqual([1.5, 2.5, 0]);
  });
});

describe('resized', () => {
  it('cuts off what does not fit', () => {
    expect(resized(Int32Array.of(1, 2, 3), 2)).toEqual(Int32Array.of(1, 2));
  });
});

describe('capacityFor', () => {
  it.each([
    [0, 1, 64],
    [64, 65, 256],
    [4096, 4097, 8192],
    [100, 100, 100],
  ])('grows %i for %i to %i', (current, needed, capacity) => {
    expect(capacityFor(current, needed)).toBe(capacity);
  });
});

describe('IntStack', () => {
  it('gives items back in reverse order, then −1', () => {
    const stack = new IntStack();
    for (let i = 0; i < 100; i++) stack.push(i);
    expect([stack.pop(), stack.pop(), stack.length, stack.at(3)]).toEqual([99, 98, 98, 3]);
    expect(stack.takeAll()).toHaveLength(98);
    expect([stack.length, stack.pop()]).toEqual([0, -1]);
  });
});
