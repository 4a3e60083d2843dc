import type { Clock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import type { RequestOptions } from './options.ts';
import { cancelled } from './writer-queue.ts';

/** What to call now and then while a request runs: throws 57014 when it has to stop. */
export type Checkpoint = () => void;

/** Where there is no time-out, and nobody to cancel it. */
export const NEVER: Checkpoint = () => undefined;

export function checkpointFor(
  clock: Clock,
  request: RequestOptions | undefined,
  defaultTimeoutMs: number,
): Checkpoint {
  const signal = request?.signal;
  const timeoutMs = request?.timeoutMs ?? defaultTimeoutMs;
  if (signal === undefined && timeoutMs === Infinity) return NEVER;
  const deadline = clock.monotonicMs() + timeoutMs;
  return () => {
    if (signal?.aborted === true) throw cancelled();
    if (clock.monotonicMs() > deadline) {
      throw timedOut(timeoutMs);
    }
  };
}

/** 57014: the request's own time is up. */
export function timedOut(timeoutMs: number): GqlError {
  return new GqlError('57014', `the statement took longer than ${timeoutMs} ms`, {
    hint: 'Raise timeoutMs, or give the plan less to do: see EXPLAIN.',
  });
}

/** Lets the host run what is waiting, input and timers included. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve, 0);
  });
}
