import type { Random } from '../base/random.ts';
import type { ExecutionContext } from '../execution/executable.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { Value } from '../values/value.ts';
import type { EngineSession } from './session.ts';
import type { DatabaseOptions } from './options.ts';

export interface RunSettings {
  readonly options: DatabaseOptions;
  readonly timeZone: string;
  readonly toHost: (value: Value) => unknown;
  readonly readerOf: (graph: number) => GraphReader;
  readonly writerOf: ((graph: number) => GraphWrite) | undefined;
  readonly checkpoint: () => void;
  /** For what procedures are told. */
  readonly session: EngineSession;
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
  readonly user: string | undefined;
  readonly random: Random;
  toHost: (value: Value) => unknown;
  readerOf: (graph: number) => GraphReader;
  readonly writerOf?: (graph: number) => GraphWrite;
  readonly checkpoint: () => void;
  readonly #settings: RunSettings;
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
    this.#settings = settings;
    this.memoryLimitBytes = settings.options.memoryLimitBytes;
    this.random = settings.options.random;
    this.timeZone = settings.timeZone;
    this.user = settings.session.state.user;
    this.toHost = settings.toHost;
    this.readerOf = settings.readerOf;
    if (settings.writerOf !== undefined) this.writerOf = settings.writerOf;
    this.checkpoint = settings.checkpoint;
  }

  get requestTimeNs(): bigint {
    return (this.#requestTimeNs ??= this.#settings.options.clock.nowNs());
  }

  get statuses(): Set<string> {
    return (this.#statuses ??= new Set());
  }

  /** The conditions raised, without making the set. */
  raised(): readonly string[] {
    return this.#statuses === undefined ? NO_STATUSES : [...this.#statuses];
  }

  callProcedure(name: string, args: readonly Value[]): Iterable<Readonly<Record<string, Value>>> {
    const { session, toHost } = this.#settings;
    const { database } = session;
    const { readerOf } = this;
    const host = { database, session, catalog: session.catalog, readerOf };
    return database.registry.call(name, args, host, toHost);
  }

  callFunction(name: string, args: readonly Value[]): Value {
    const { session, toHost } = this.#settings;
    return session.database.registry.evaluate(name, args, toHost);
  }
}

const NO_STATUSES: readonly string[] = [];
