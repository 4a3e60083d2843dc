import { GqlError } from '../../base/errors.ts';
import type { Value } from '../../values/value.ts';
import { NodeValue, EdgeValue, PathValue, RecordValue, Float } from '../../values/value.ts';
import { isList } from '../../values/family.ts';

/**
 * What one run holds in its breakers (sorts, groups, searches), by estimate. Whoever keeps
 * something charges it; past the limit the run fails with 53200 instead of taking the host down.
 */
export class MemoryAccount {
  #limitBytes: number;
  #usedBytes = 0;
  /** Counts the runs: what was charged in an earlier one is forgotten. */
  epoch = 0;

  constructor(limitBytes: number) {
    this.#limitBytes = limitBytes;
  }

  get usedBytes(): number {
    return this.#usedBytes;
  }

  charge(bytes: number): void {
    this.#usedBytes += bytes;
    if (this.#usedBytes > this.#limitBytes) throw outOfMemory(this.#limitBytes);
  }

  release(bytes: number): void {
    this.#usedBytes -= bytes;
  }

  /** For the next run. */
  reset(limitBytes: number): void {
    this.#limitBytes = limitBytes;
    this.#usedBytes = 0;
    this.epoch++;
  }
}

/** What one breaker holds, so that it can give all of it back when it starts over. */
export class Holding {
  readonly #account: MemoryAccount;
  #bytes = 0;
  #epoch = -1;

  constructor(account: MemoryAccount) {
    this.#account = account;
  }

  charge(bytes: number): void {
    if (this.#epoch !== this.#account.epoch) {
      this.#epoch = this.#account.epoch;
      this.#bytes = 0;
    }
    this.#bytes += bytes;
    this.#account.charge(bytes);
  }

  clear(): void {
    if (this.#epoch === this.#account.epoch) this.#account.release(this.#bytes);
    this.#bytes = 0;
  }
}

export function outOfMemory(limitBytes: number): GqlError {
  return new GqlError('53200', `the query needs more than its ${limitBytes} bytes of memory`, {
    hint: 'narrow the query or raise memoryLimitBytes',
  });
}

/** Bytes that a value holds on the heap beyond the place it stands in. */
export function heapBytes(value: Value): number {
  switch (typeof value) {
    case 'string':
      return 24 + value.length;
    case 'number':
    case 'boolean':
      return 0;
    case 'bigint':
      return 24;
    default:
      return value === null ? 0 : objectBytes(value);
  }
}

function objectBytes(value: object): number {
  if (value instanceof NodeValue || value instanceof EdgeValue || value instanceof Float) return 32;
  if (isList(value as Value)) return listBytes(value as readonly Value[]);
  if (value instanceof RecordValue) return 48 + listBytes(value.values);
  if (value instanceof PathValue) return 48 + 8 * (value.nodes.length + value.edges.length);
  if (value instanceof Uint8Array) return 96 + value.byteLength;
  return 96;
}

/** Long lists are judged by their first elements. */
function listBytes(list: readonly Value[]): number {
  const seen = Math.min(list.length, SAMPLE);
  let bytes = 0;
  for (let i = 0; i < seen; i++) bytes += heapBytes(list[i] ?? null);
  return 16 + list.length * 8 + (seen === 0 ? 0 : (bytes / seen) * list.length);
}

const SAMPLE = 16;
