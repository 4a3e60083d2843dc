import type { GraphReader } from '../graph/reader.ts';
import type { Value } from '../values/value.ts';
import { HostConverter } from './host-values.ts';
import { checkpointFor } from './interruption.ts';
import type { Checkpoint } from './interruption.ts';
import type { Graphs } from './kept-value.ts';
import { bindParameters } from './parameters.ts';
import type { BoundQuery } from './plans/bound-query.ts';
import { RunContext } from './run-context.ts';
import type { EngineSession, Request } from './session.ts';
import type { ReadState, View } from './view.ts';

/** Makes what the runs of a session need: time-out, parameters, conversion of results. */
export class RunMaker {
  readonly #session: EngineSession;
  #converter: HostConverter | undefined;

  constructor(session: EngineSession) {
    this.#session = session;
  }

  checkpoint(request: Request): Checkpoint {
    const { database, timeoutMs } = this.#session;
    return checkpointFor(database.options.clock, request.options, timeoutMs);
  }

  /** For a run on the graph that `reader` shows in that state of the database. */
  context(request: Request, query: BoundQuery, reader: GraphReader, state: ReadState): RunContext {
    const parameters = this.parameters(request, query, state);
    const context = new RunContext(this.#session, reader, state, parameters);
    context.checkpoint = this.checkpoint(request);
    return context;
  }

  /** Most sessions have no parameters of their own, and need nothing made for them. */
  parameters(request: Request, { program }: BoundQuery, state: ReadState): readonly Value[] {
    const values = this.#session.state.parameters;
    const session = values.size === 0 ? undefined : { values, graphs: graphsOf(state) };
    return bindParameters(program, request.parameters, session, request.query.literals);
  }

  /** Elements are copied out of the same state as everything else. */
  move(context: RunContext, { graph }: BoundQuery, view: View): void {
    context.reader = view.readerOf(graph);
    context.state = view;
    context.toHost = this.toHost(context.reader, view);
  }

  /** How values of that state are handed out. */
  toHost(reader: GraphReader, state: ReadState): (value: Value) => unknown {
    let converter = this.#converter;
    if (converter?.isFor(reader, state) !== true) {
      converter = new HostConverter(reader, state, this.#session.database.options);
      this.#converter = converter;
    }
    return converter.convert;
  }
}

/** Those that are in that state. */
export function graphsOf(state: ReadState): Graphs {
  return (graph) => (state.catalog.graph(graph) === undefined ? undefined : state.readerOf(graph));
}
