import { invalidReference } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import type { ExecutionContext } from '../execution/executable.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { Value } from '../values/value.ts';
import type { DatabaseOptions } from './options.ts';

export interface RunSettings {
  readonly options: DatabaseOptions;
  readonly timeZone: string;
  readonly toHost: (value: Value) => unknown;
  readonly readerOf: (graph: number) => GraphReader;
  readonly checkpoint: () => void;
}

/**
 * What one run of a plan may use. The request's time and the set of statuses are made on first use:
 * most queries need neither, and a look-up takes a fraction of a microsecond.
 */
export class RunContext implements ExecutionContext {
  reader: GraphReader;
  readonly writer?: GraphWrite;
  readonly parameters: readonly Value[];
  readonly memoryLimitBytes: number;
  readonly timeZone: string;
  readonly random: Random;
  toHost: (value: Value) => unknown;
  readonly readerOf: (graph: number) => GraphReader;
  readonly checkpoint: () => void;
  readonly #options: DatabaseOptions;
  #requestTimeNs: bigint | undefined;
  #statuses: Set<string> | undefined;

  constructor(
    reader: GraphReader,
    writer: GraphWrite | undefined,
    parameters: readonly Value[],
    settings: RunSettings,
  ) {
    this.reader = reader;
    if (writer !== undefined) this.writer = writer;
    this.parameters = parameters;
    this.#options = settings.options;
    this.memoryLimitBytes = settings.options.memoryLimitBytes;
    this.random = settings.options.random;
    this.timeZone = settings.timeZone;
    this.toHost = settings.toHost;
    this.readerOf = settings.readerOf;
    this.checkpoint = settings.checkpoint;
  }

  get requestTimeNs(): bigint {
    return (this.#requestTimeNs ??= this.#options.clock.nowNs());
  }

  get statuses(): Set<string> {
    return (this.#statuses ??= new Set());
  }

  /** The conditions raised, without making the set. */
  raised(): readonly string[] {
    return this.#statuses === undefined ? NO_STATUSES : [...this.#statuses];
  }

  callProcedure(name: string): never {
    throw invalidReference(`there is no procedure "${name}"`);
  }
}

const NO_STATUSES: readonly string[] = [];
