import type { Clock } from '../base/clock.ts';
import { systemClock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { Random } from '../base/random.ts';
import { systemRandom } from '../base/random.ts';
import type { DatabaseOptions } from '../session/options.ts';

/** What `GraphLite.open` takes; every option has a default. */
export interface OpenOptions {
  /** The match mode of patterns that name none. Default 'DIFFERENT EDGES'. */
  readonly matchMode?: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  /** Where nulls stand in ascending order. Default 'last'. */
  readonly nullOrdering?: 'last' | 'first';
  /** Refuse what ISO/IEC 39075 does not have. Default false. */
  readonly strict?: boolean;
  /** Open without the right to write; nothing is created. Default false. */
  readonly readOnly?: boolean;
  /** 'relaxed' acknowledges commits before they are durable. Default 'full'. */
  readonly durability?: 'full' | 'relaxed';
  /** 'manual' leaves checkpoints to `checkpoint()` and `close()`. Default 'auto'. */
  readonly checkpoint?: 'auto' | 'manual';
  /** 'bigint' hands out every exact integer as a bigint. Default 'auto'. */
  readonly integers?: 'auto' | 'bigint';
  /** 'decimal' hands out every exact decimal as a decimal object. Default 'auto'. */
  readonly decimals?: 'auto' | 'decimal';
  /** For the intermediate results of one statement. Default 2 GiB. */
  readonly memoryLimitBytes?: number;
  /** How long a writer waits for its turn. Default 10,000. */
  readonly lockTimeoutMs?: number;
  /** How long an open transaction may stand unused: it is rolled back then. Default 300,000. */
  readonly idleTransactionTimeoutMs?: number;
  /** For statements that are given no time-out of their own. Default Infinity. */
  readonly timeoutMs?: number;
  /** What SESSION_USER gives in the sessions of this database object. */
  readonly user?: string;
  /** For tests. */
  readonly clock?: Clock;
  /** For tests. */
  readonly random?: Random;
  /** For tests: which executor runs, instead of a choice by cost. */
  readonly executor?: 'auto' | 'interpreter' | 'compiler';
  /** For tests: rewrites that the planner leaves out. */
  readonly disabledRewrites?: Iterable<string>;
}

/** Every option, so that `readonly` is not passed over in silence where `readOnly` is meant. */
const KNOWN: Readonly<Record<keyof OpenOptions, true>> = {
  matchMode: true,
  nullOrdering: true,
  strict: true,
  readOnly: true,
  durability: true,
  checkpoint: true,
  integers: true,
  decimals: true,
  memoryLimitBytes: true,
  lockTimeoutMs: true,
  idleTransactionTimeoutMs: true,
  timeoutMs: true,
  user: true,
  clock: true,
  random: true,
  executor: true,
  disabledRewrites: true,
};

const CHOICES = {
  matchMode: ['DIFFERENT EDGES', 'REPEATABLE ELEMENTS'],
  nullOrdering: ['last', 'first'],
  durability: ['full', 'relaxed'],
  checkpoint: ['auto', 'manual'],
  integers: ['auto', 'bigint'],
  decimals: ['auto', 'decimal'],
  executor: ['auto', 'interpreter', 'compiler'],
} as const;

/** A positive number, or nothing; Infinity is one. */
export function milliseconds<K extends string>(
  name: K,
  given: Readonly<Partial<Record<K, number | undefined>>>,
): number | undefined {
  const value: unknown = given[name];
  if (value === undefined || (typeof value === 'number' && value > 0)) return value;
  throw new GqlError(
    '22G03',
    `option ${name}: ${JSON.stringify(value)} is no time in milliseconds`,
    {
      hint: 'Give a number above 0, or Infinity.',
    },
  );
}

/** Checks what a caller without types may have passed, and fills in the defaults. */
export function databaseOptions(given: OpenOptions): DatabaseOptions {
  for (const name of Object.keys(given)) checkSpelling(name);
  for (const name of Object.keys(CHOICES) as (keyof typeof CHOICES)[]) {
    const value = given[name];
    const allowed: readonly string[] = CHOICES[name];
    if (value !== undefined && !allowed.includes(value)) {
      throw new GqlError('22G03', `option ${name}: ${JSON.stringify(value)} is not a choice`, {
        hint: `Choose ${allowed.map((choice) => `'${choice}'`).join(' or ')}.`,
      });
    }
  }
  return {
    clock: given.clock ?? systemClock,
    random: given.random ?? systemRandom,
    matchMode: given.matchMode ?? 'DIFFERENT EDGES',
    nullOrdering: given.nullOrdering ?? 'last',
    strict: given.strict ?? false,
    readOnly: given.readOnly ?? false,
    durability: given.durability ?? 'full',
    checkpoint: given.checkpoint ?? 'auto',
    integers: given.integers ?? 'auto',
    decimals: given.decimals ?? 'auto',
    memoryLimitBytes: given.memoryLimitBytes ?? 2 ** 31,
    lockTimeoutMs: given.lockTimeoutMs ?? 10_000,
    idleTransactionTimeoutMs: milliseconds('idleTransactionTimeoutMs', given) ?? 300_000,
    timeoutMs: milliseconds('timeoutMs', given) ?? Infinity,
    executor: given.executor ?? 'auto',
    disabledRewrites: new Set(given.disabledRewrites),
  };
}

/** A name that is near none is let be: another version may know it. */
function checkSpelling(name: string): void {
  if (Object.hasOwn(KNOWN, name)) return;
  const near = nearest(name, Object.keys(KNOWN));
  if (near === undefined) return;
  throw new GqlError('22G03', `there is no option ${name}`, { hint: `did you mean ${near}?` });
}
