import type { GraphReader } from '../graph/reader.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { Value } from '../values/value.ts';
import type { Random } from '../base/random.ts';

/** What one run of a plan may use. `reader` is replaced by the session between slices. */
export interface ExecutionContext {
  reader: GraphReader;
  /** Other graphs in the same state of the database; replaced with `reader`. */
  readerOf: (graph: number) => GraphReader;
  /** Present where the plan writes. */
  readonly writer?: GraphWrite | undefined;
  /** The same for other graphs. */
  readonly writerOf?: ((graph: number) => GraphWrite) | undefined;
  /** By parameter index, already converted and checked to be there. */
  readonly parameters: readonly Value[];
  /** Nanoseconds since the epoch of the request: all CURRENT_… functions agree. */
  readonly requestTimeNs: bigint;
  readonly timeZone: string;
  readonly random: Random;
  /** Who the session belongs to; undefined where nobody has logged in. */
  readonly user?: string | undefined;
  readonly memoryLimitBytes: number;
  /** Turns engine values into what the API hands out (see values/host.ts). */
  readonly toHost: (value: Value) => unknown;
  /** Completion conditions such as 01G11 are added here. */
  readonly statuses: Set<string>;
  /**
   * Called every `limits.cooperativeWorkUnits` units of work inside an uninterruptible stretch;
   * throws 57014 when the statement was cancelled or is past its deadline.
   */
  readonly checkpoint: () => void;
  /** Runs a named procedure (CALL name(…)); rows by column name. */
  readonly callProcedure: (
    name: string,
    args: readonly Value[],
  ) => Iterable<Readonly<Record<string, Value>>>;
  /** Runs a function of the host program. */
  readonly callFunction: (name: string, args: readonly Value[]) => Value;
}

/** A row as the user sees it: a plain object by column name. */
export type Row = Record<string, unknown>;

/** One run. `advance` does about `units` units of work and says whether it is done. */
export interface Execution {
  advance(units: number): boolean;
  /** Rows finished so far, handed over: the next call gives later ones. */
  takeRows(): Row[];
}

/** A plan made runnable by one of the executors. */
export interface Executable {
  readonly executor: 'interpreter' | 'compiler';
  /**
   * Starts a run. The compiler's needs a flat reader (`raw` present) of the layout that it was
   * bound to; the interpreter's takes any, and lets the session replace it between slices.
   */
  start(context: ExecutionContext): Execution;
  /** The whole run in one call, where that is cheaper than `start` and `advance`. */
  readonly runToEnd?: (context: ExecutionContext) => Row[];
}
