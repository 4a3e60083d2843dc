import type { Random } from '../base/random.ts';
import type { ExecutionContext } from '../execution/executable.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { Value } from '../values/value.ts';
import { NEVER } from './interruption.ts';
import type { EngineSession } from './session.ts';
import type { ReadState } from './view.ts';

/**
 * What one run of a plan may use. The request's time and the set of statuses are made on first use:
 * most queries need neither, and a look-up takes a fraction of a microsecond.
 */
export class RunContext implements ExecutionContext {
  reader: GraphReader;
  /** Moves on where the run is held over turns of the host. */
  state: ReadState;
  readonly parameters: readonly Value[];
  checkpoint = NEVER;
  /** Where it writes. */
  writer: GraphWrite | undefined;
  writerOf: ((graph: number) => GraphWrite) | undefined;
  readonly #session: EngineSession;
  #toHost: ((value: Value) => unknown) | undefined;
  #requestTimeNs: bigint | undefined;
  #statuses: Set<string> | undefined;

  constructor(
    session: EngineSession,
    reader: GraphReader,
    state: ReadState,
    parameters: readonly Value[],
  ) {
    this.reader = reader;
    this.state = state;
    this.parameters = parameters;
    this.#session = session;
  }

  get readerOf(): (graph: number) => GraphReader {
    return this.state.readerOf;
  }

  /** Made on first use: most writes return nothing. */
  get toHost(): (value: Value) => unknown {
    return (this.#toHost ??= this.#session.runs.toHost(this.reader, this.state));
  }

  set toHost(convert: (value: Value) => unknown) {
    this.#toHost = convert;
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
