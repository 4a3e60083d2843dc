import { limits } from '../base/limits.ts';
import type { Executable, Execution, Row } from '../execution/executable.ts';
import { nextTurn } from './interruption.ts';
import { outcomeOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { BoundQuery } from './plans/bound-query.ts';
import type { RunContext } from './run-context.ts';
import type { EngineSession, Request } from './session.ts';
import { viewOf } from './view.ts';

/** Runs a query that only reads to its end before anything else happens. */
export function readToEnd(session: EngineSession, request: Request, query: BoundQuery): Outcome {
  const { clock } = session.database.options;
  const startedMs = clock.monotonicMs();
  const reader = session.readerOf(query.graph);
  const executable = query.executable(reader, session.readerOf);
  const context = session.runs.context(request, query, reader, session);
  const rows = runToEnd(executable, context);
  return outcomeOf(query.latestPlan, rows, context, clock.monotonicMs() - startedMs);
}

export function runToEnd(executable: Executable, context: RunContext): Row[] {
  if (executable.runToEnd !== undefined) return executable.runToEnd(context);
  const execution = executable.start(context);
  while (!execution.advance(Infinity));
  return execution.takeRows();
}

/** The same, giving the host a turn between slices. */
export async function readInSlices(
  session: EngineSession,
  request: Request,
  query: BoundQuery,
): Promise<Outcome> {
  const { clock } = session.database.options;
  const startedMs = clock.monotonicMs();
  const { readerOf } = session;
  const reader = readerOf(query.graph);
  const context = session.runs.context(request, query, reader, session);
  context.checkpoint();
  const executable = query.executable(reader, readerOf);
  const plan = query.plan(reader, readerOf);
  const execution = executable.start(context);
  // Most queries end within the first slice and need neither a snapshot nor a turn of the host.
  const rows = execution.advance(FIRST_SLICE_UNITS)
    ? execution.takeRows()
    : await finishInSlices(session, { request, query, executable, execution }, context);
  return outcomeOf(plan, rows, context, clock.monotonicMs() - startedMs);
}

interface SlicedRun {
  readonly request: Request;
  readonly query: BoundQuery;
  readonly executable: Executable;
  readonly execution: Execution;
}

/**
 * Compiled code is bound to the flat state: when a commit or an open write comes between two
 * slices, the run starts over on the interpreter, which reads the snapshot in either mode.
 */
async function finishInSlices(
  session: EngineSession,
  run: SlicedRun,
  started: RunContext,
): Promise<Row[]> {
  const { request, query } = run;
  const { checkpoint } = started;
  const { clock } = session.database.options;
  const view = viewOf(session.database.store, session.transaction);
  let { execution } = run;
  let context = started;
  let compiled = run.executable.executor === 'compiler';
  const { layoutVersion } = context.reader;
  let units: number = FIRST_SLICE_UNITS;
  try {
    for (;;) {
      await nextTurn();
      session.assertOpen();
      session.transaction?.use();
      checkpoint();
      const reader = view.readerOf(query.graph);
      const isFlat = view.isUnchanged(query.graph) && reader.layoutVersion === layoutVersion;
      if (compiled && !isFlat) {
        compiled = false;
        context = session.runs.context(request, query, reader, view);
        // The time that it has had counts.
        context.checkpoint = checkpoint;
        execution = query.interpreted(reader, view.readerOf).start(context);
      }
      session.runs.move(context, query, view);
      const before = clock.monotonicMs();
      if (execution.advance(units)) return execution.takeRows();
      units = nextSliceUnits(units, clock.monotonicMs() - before);
    }
  } finally {
    view.release();
  }
}

/** Doubles or halves the slice until it takes about `limits.cooperativeSliceMs`. */
function nextSliceUnits(units: number, tookMs: number): number {
  if (tookMs > 2 * limits.cooperativeSliceMs) return Math.max(MINIMUM_SLICE_UNITS, units / 2);
  return tookMs < limits.cooperativeSliceMs / 2 ? units * 2 : units;
}

/** Rows as they come, a slice at a time; ending the iteration ends the query. */
export async function* streamRows(
  session: EngineSession,
  request: Request,
): AsyncGenerator<Row, void, undefined> {
  session.assertUsable(request);
  const query = session.bind(request.query);
  if (!query.readsOnly) {
    yield* (await session.run(request)).rows;
    return;
  }
  const { database, runs } = session;
  // The sync comes after the view, so that it covers all that the view shows.
  const view = viewOf(database.store, session.transaction);
  try {
    if (database.owesSync) await database.flushed();
    const reader = view.readerOf(query.graph);
    const context = runs.context(request, query, reader, view);
    const execution = query.interpreted(reader, view.readerOf).start(context);
    let done = false;
    while (!done) {
      done = execution.advance(STREAM_SLICE_UNITS);
      yield* execution.takeRows();
      if (done) break;
      await nextTurn();
      session.assertOpen();
      session.transaction?.use();
      context.checkpoint();
      runs.move(context, query, view);
    }
  } catch (error) {
    throw session.diagnosedIn(error, request.query);
  } finally {
    view.release();
  }
}

const FIRST_SLICE_UNITS = limits.cooperativeWorkUnits;
const MINIMUM_SLICE_UNITS = 1_024;
/** Small, so that the first rows of a stream come soon and little is held. */
const STREAM_SLICE_UNITS = 1_024;
