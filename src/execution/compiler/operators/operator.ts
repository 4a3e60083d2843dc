import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor, FunctionScope } from '../scope.ts';
import type { Store } from '../store.ts';
import type { Block } from '../source/block.ts';

/** An operator that needs all its input before it gives anything. */
export interface Breaker {
  readonly comment: string;
  readonly input: PhysicalOperator;
  /**
   * Whether it gives rows even where its input leads nowhere, which the layout may show: then
   * nothing is ever collected, and the types of what would be kept are not known.
   */
  readonly givesWithoutInput: boolean;
  /** Takes an input row. */
  collect(cursor: Cursor): void;
  /** Writes what follows the last row; returns an expression for the number of results. */
  finish(fn: FunctionScope, block: Block): string;
  /** Goes on with result number `index`. */
  emit(cursor: Cursor, index: string, consume: Consume): void;
}

/** How a breaker is made: what it keeps goes to `store`, what it must not keep is in `outside`. */
export interface BreakerSite {
  readonly gen: Generator;
  readonly store: Store;
  readonly outside: Cursor;
}
