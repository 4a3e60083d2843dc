import { GqlError } from '../base/errors.ts';

/** The right to write, until `release`. */
export interface WriterLease {
  release(): void;
}

export interface WaitLimits {
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Hands the one right to write to those who ask for it, in the order of asking. A waiter leaves the
 * queue when its time is up or its signal aborts.
 */
export class WriterQueue {
  #held = false;
  readonly #waiting: (() => void)[] = [];

  get held(): boolean {
    return this.#held;
  }

  /** The lease, or undefined where somebody holds it or waits for it. Never waits. */
  tryAcquire(): WriterLease | undefined {
    if (this.#held || this.#waiting.length > 0) return undefined;
    return this.#grant();
  }

  async acquire(wait: WaitLimits): Promise<WriterLease> {
    return this.tryAcquire() ?? this.#enqueue(wait);
  }

  #enqueue(wait: WaitLimits): Promise<WriterLease> {
    return new Promise((resolve, reject) => {
      let timer: ReturnType<typeof setTimeout> | undefined;
      const settle = (): void => {
        clearTimeout(timer);
        wait.signal?.removeEventListener('abort', giveUp);
      };
      const granted = (): void => {
        settle();
        resolve(this.#grant());
      };
      const leave = (error: GqlError): void => {
        const at = this.#waiting.indexOf(granted);
        if (at < 0) return;
        this.#waiting.splice(at, 1);
        settle();
        reject(error);
      };
      const giveUp = (): void => {
        leave(cancelled());
      };
      this.#waiting.push(granted);
      if (Number.isFinite(wait.timeoutMs)) {
        timer = setTimeout(
          () => {
            leave(writerBusy(wait.timeoutMs));
          },
          Math.min(wait.timeoutMs, LONGEST_TIMER_MS),
        );
      }
      if (wait.signal?.aborted === true) giveUp();
      else wait.signal?.addEventListener('abort', giveUp);
    });
  }

  #grant(): WriterLease {
    this.#held = true;
    let released = false;
    return {
      release: () => {
        if (released) return;
        released = true;
        this.#held = false;
        this.#waiting.shift()?.();
      },
    };
  }
}

/** The host's timers fire at once beyond this, which is some 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** 57014: the caller changed its mind. */
export function cancelled(): GqlError {
  return new GqlError('57014', 'the statement was cancelled');
}

/** 55006 for one who does not wait, or has waited long enough. */
export function writerBusy(waitedMs: number): GqlError {
  const waited = waitedMs > 0 ? ` and did not finish within ${waitedMs} ms` : '';
  return new GqlError('55006', `another transaction is writing${waited}`, {
    hint:
      waitedMs > 0
        ? 'Raise lockTimeoutMs, or look for a transaction that was left open.'
        : 'querySync never waits: use query, or finish the other transaction first.',
  });
}
