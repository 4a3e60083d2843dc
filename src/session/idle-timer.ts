import type { Clock } from '../base/clock.ts';

/**
 * Tells when something has not been used for a while. The host's timer only wakes it up: what
 * counts is the injected clock, so that a test can let the time pass.
 */
export class IdleTimer {
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #expire: () => void;
  #usedMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(clock: Clock, timeoutMs: number, expire: () => void) {
    this.#clock = clock;
    this.#timeoutMs = timeoutMs;
    this.#expire = expire;
    this.#usedMs = clock.monotonicMs();
    this.#wakeUpIn(timeoutMs);
  }

  /** It is used: the time starts anew. */
  touch(): void {
    this.#usedMs = this.#clock.monotonicMs();
  }

  get isUp(): boolean {
    return this.#leftMs <= 0;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  get #leftMs(): number {
    return this.#usedMs + this.#timeoutMs - this.#clock.monotonicMs();
  }

  #wakeUpIn(ms: number): void {
    if (!Number.isFinite(ms)) return;
    const wait = Math.min(Math.max(Math.ceil(ms), SHORTEST_WAIT_MS), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      if (this.isUp) this.#expire();
      // It expires no second time; what keeps it from doing so now is a use that goes on.
      if (this.#timer !== undefined) this.#wakeUpIn(this.#leftMs);
    }, wait);
    // A program may end although a transaction was left open. Browsers' timers are numbers.
    (this.#timer as { unref?: () => void }).unref?.();
  }
}

const SHORTEST_WAIT_MS = 1;
/** The host's timers fire at once beyond this, which is some 25 days. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
