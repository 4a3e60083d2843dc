import type { Random } from '../base/random.ts';
import type { ExecutionContext } from '../execution/executable.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { Value } from '../values/value.ts';
import type { EngineSession } from './session.ts';
import type { ReadState } from './view.ts';

/** What a run is made of. */
export interface RunParts {
  readonly reader: GraphReader;
  /** What it reads, `reader` included. */
  readonly state: ReadState;
  /** Where it writes. */
  readonly writer?: GraphWrite;
  readonly writerOf?: (graph: number) => GraphWrite;
  readonly checkpoint: () => void;
}

/**
 * What one run of a plan may use. The request's time and the set of statuses are made on first use:
 * most queries need neither, and a look-up takes a fraction of a microsecond.
 */
export class RunContext implements ExecutionContext {
  reader: GraphReader;
  /** Moves on where the run is held over turns of the host. */
  state: ReadState;
  toHost: (value: Value) => unknown;
  readonly parameters: readonly Value[];
  readonly #session: EngineSession;
  readonly #parts: RunParts;
  #requestTimeNs: bigint | undefined;
  #statuses: Set<string> | undefined;

  constructor(
    session: EngineSession,
    parts: RunParts,
    parameters: readonly Value[],
    toHost: (value: Value) => unknown,
  ) {
    this.reader = parts.reader;
    this.state = parts.state;
    this.toHost = toHost;
    this.parameters = parameters;
    this.#session = session;
    this.#parts = parts;
  }

  get readerOf(): (graph: number) => GraphReader {
    return this.state.readerOf;
  }

  get writer(): GraphWrite | undefined {
    return this.#parts.writer;
  }

  get writerOf(): ((graph: number) => GraphWrite) | undefined {
    return this.#parts.writerOf;
  }

  get checkpoint(): () => void {
    return this.#parts.checkpoint;
  }

  get memoryLimitBytes(): number {
    return this.#session.database.options.memoryLimitBytes;
  }

  get random(): Random {
    return this.#session.database.options.random;
  }

  get timeZone(): string {
    return this.#session.state.timeZone;
  }

  get user(): string | undefined {
    return this.#session.state.user;
  }

  get requestTimeNs(): bigint {
    return (this.#requestTimeNs ??= this.#session.database.options.clock.nowNs());
  }

  get statuses(): Set<string> {
    return (this.#statuses ??= new Set());
  }

  /** The conditions raised, without making the set. */
  raised(): readonly string[] {
    return this.#statuses === undefined ? NO_STATUSES : [...this.#statuses];
  }

  callProcedure(name: string, args: readonly Value[]): Iterable<Readonly<Record<string, Value>>> {
    const session = this.#session;
    const { database } = session;
    const { catalog, readerOf } = this.state;
    const host = { database, session, catalog, readerOf };
    return database.registry.call(name, args, host, this.toHost);
  }

  callFunction(name: string, args: readonly Value[]): Value {
    return this.#session.database.registry.evaluate(name, args, this.toHost);
  }
}

const NO_STATUSES: readonly string[] = [];
