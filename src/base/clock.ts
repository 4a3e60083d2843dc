/**
 * The one source of time. Everything that needs the time is handed a `Clock`, so that a test can
 * stand still or jump; a test of the architecture refuses the host's functions anywhere else.
 */
export interface Clock {
  /** Nanoseconds since 1970-01-01T00:00:00Z. Steps back when the host's clock is set back. */
  nowNs(): bigint;
  /** Milliseconds, with a fraction, since some fixed moment. Never steps back: for durations. */
  monotonicMs(): number;
}

export const systemClock: Clock = {
  // Hosts give the wall clock in whole milliseconds; a finer one would only look precise.
  nowNs: () => BigInt(Date.now()) * NANOSECONDS_PER_MILLISECOND,
  monotonicMs: () => performance.now(),
};

/** A clock that moves only when it is told to, for tests and for reproducible runs. */
export class ManualClock implements Clock {
  #nowNs: bigint;
  #monotonicMs = 0;

  /** `startNs` is the wall time it starts at, in nanoseconds since 1970. */
  constructor(startNs = 0n) {
    this.#nowNs = startNs;
  }

  nowNs(): bigint {
    return this.#nowNs;
  }

  monotonicMs(): number {
    return this.#monotonicMs;
  }

  /** Lets time pass, on the wall and off it. Fractions below a nanosecond are lost. */
  advance(byMs: number): void {
    if (!(byMs >= 0)) throw new RangeError(`a clock cannot advance by ${byMs} ms`);
    this.#monotonicMs += byMs;
    this.#nowNs += BigInt(Math.round(byMs * Number(NANOSECONDS_PER_MILLISECOND)));
  }

  /** Sets the wall time alone, as an administrator does, backwards too. */
  setNow(nowNs: bigint): void {
    this.#nowNs = nowNs;
  }
}

const NANOSECONDS_PER_MILLISECOND = 1_000_000n;
