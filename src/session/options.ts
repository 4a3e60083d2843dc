import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';

/** What a database is opened with, every default filled in. */
export interface DatabaseOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly matchMode: 'DIFFERENT EDGES' | 'REPEATABLE ELEMENTS';
  /** Where nulls stand in ascending order. */
  readonly nullOrdering: 'last' | 'first';
  /** Refuse what ISO/IEC 39075 does not have. */
  readonly strict: boolean;
  readonly integers: 'auto' | 'bigint';
  readonly decimals: 'auto' | 'decimal';
  /** Refuse writes; on disk, create nothing and take no lock. */
  readonly readOnly: boolean;
  /** 'relaxed' acknowledges a commit before it is durable; a crash may undo the last ones. */
  readonly durability: 'full' | 'relaxed';
  /** 'auto' takes one when the log has grown, between writes. */
  readonly checkpoint: 'auto' | 'manual';
  /** For the intermediate results of one statement. */
  readonly memoryLimitBytes: number;
  /** How long a writer waits for its turn; Infinity waits for ever. */
  readonly lockTimeoutMs: number;
  /** How long an explicit transaction may stand unused; Infinity leaves it open for ever. */
  readonly idleTransactionTimeoutMs: number;
  /** For statements that are given no time-out of their own. */
  readonly timeoutMs: number;
  /** 'auto' chooses by cost and count of runs; the others are for tests that compare them. */
  readonly executor: 'auto' | 'interpreter' | 'compiler';
  /**
   * Names of rewrites that the planner leaves out, for tests that compare plans. 'lift-literals':
   * texts that differ in literals share no plan.
   */
  readonly disabledRewrites: ReadonlySet<string>;
}

/** What one request may set. */
export interface RequestOptions {
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}
