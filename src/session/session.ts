import { GqlError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import type { Executable, Execution, Row } from '../execution/executable.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { GraphSnapshot, WriteTransaction } from '../graph/store.ts';
import type { PhysicalPlan } from '../planner/plan/operator.ts';
import type { Value } from '../values/value.ts';
import { runCatalogClause } from './catalog-clauses.ts';
import type { Database } from './database.ts';
import { explainRows } from './explain.ts';
import { HostConverter } from './host-values.ts';
import { checkpointFor, nextTurn, timedOut } from './interruption.ts';
import type { Checkpoint } from './interruption.ts';
import type { RequestOptions } from './options.ts';
import { NO_CHANGES, changesSince, columnsOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { bindParameters } from './parameters.ts';
import type { HostParameters } from './parameters.ts';
import { located } from './prepared-query.ts';
import type { PreparedQuery } from './prepared-query.ts';
import { RunContext } from './run-context.ts';
import { SessionTransaction, hasEnded, noTransaction } from './session-transaction.ts';
import { writerBusy } from './writer-queue.ts';
import type { WriterLease } from './writer-queue.ts';

/** One request: what to run and with what. */
export interface Request {
  readonly query: PreparedQuery;
  readonly parameters?: HostParameters | undefined;
  readonly options?: RequestOptions | undefined;
  /** The transaction whose object it comes through, where `transaction(fn)` handed one out. */
  readonly within?: SessionTransaction | undefined;
}

/**
 * One caller's state: transaction, session parameters, time zone. The engine below it is
 * synchronous; the asynchronous methods here wait for the writer's turn and give the host a turn
 * between slices of a long read.
 */
export class EngineSession {
  readonly database: Database;
  readonly parameters = new Map<string, Value>();
  readonly timeZone = 'UTC';
  /** True while a function given to `transaction(…)` runs on this session. */
  functionTransaction = false;
  #transaction: SessionTransaction | undefined;
  #isClosed = false;
  #converter: HostConverter | undefined;
  #converterReader: GraphReader | undefined;

  constructor(database: Database) {
    this.database = database;
  }

  get transaction(): SessionTransaction | undefined {
    return this.#transaction;
  }

  /** Runs to the end before it returns; fails with 55006 where it would have to wait. */
  runSync(request: Request): Outcome {
    this.#assertUsable(request);
    try {
      const outcome = this.#runNow(request);
      if (this.database.owesSync) this.database.flushSync();
      return outcome;
    } catch (error) {
      throw located(error, request.query.text);
    }
  }

  async run(request: Request): Promise<Outcome> {
    this.#assertUsable(request);
    try {
      const outcome = await this.#runInTurn(request);
      if (this.database.owesSync) await this.database.flushed();
      return outcome;
    } catch (error) {
      throw located(error, request.query.text);
    }
  }

  #runNow(request: Request): Outcome {
    if (request.query.readsOnly) return this.#readToEnd(request);
    this.#refuseInsideOthersTransaction(request);
    return this.#command(request, this.#leaseNow(request));
  }

  async #runInTurn(request: Request): Promise<Outcome> {
    if (request.query.readsOnly) return this.#readInSlices(request);
    this.#refuseInsideOthersTransaction(request);
    let lease = await this.#lease(request);
    // The transaction that had the writer may have ended meanwhile.
    while (lease === undefined && this.#needsWriter(request)) lease = await this.#lease(request);
    return this.#command(request, lease);
  }

  /** Rows as they come, a slice at a time; ending the iteration ends the query. */
  async *stream(request: Request): AsyncGenerator<Row, void, undefined> {
    if (!request.query.readsOnly) {
      yield* (await this.run(request)).rows;
      return;
    }
    this.#assertUsable(request);
    // The sync comes after the view, so that it covers all that the view shows.
    const view = this.#view();
    try {
      if (this.database.owesSync) await this.database.flushed();
      const reader = view.reader();
      const checkpoint = this.#checkpoint(request);
      const context = this.#context(reader, undefined, request, checkpoint);
      const execution = request.query.interpreted(reader).start(context);
      let done = false;
      while (!done) {
        done = execution.advance(STREAM_SLICE_UNITS);
        yield* execution.takeRows();
        if (done) break;
        await nextTurn();
        this.assertOpen();
        checkpoint();
        this.#move(context, view.reader());
      }
    } catch (error) {
      throw located(error, request.query.text);
    } finally {
      view.release();
    }
  }

  /** Opens a transaction; with a lease it holds the writer from the start. */
  begin(readOnly: boolean, lease?: { release(): void }): SessionTransaction {
    if (this.#transaction !== undefined) {
      throw new GqlError('25G01', 'a transaction is already open in this session', {
        hint: 'End it with COMMIT or ROLLBACK first.',
      });
    }
    this.#transaction = new SessionTransaction(this.database, readOnly, lease);
    return this.#transaction;
  }

  commit(): void {
    const open = this.#transaction ?? noTransaction('COMMIT');
    this.#transaction = undefined;
    open.commit();
  }

  rollback(): void {
    const open = this.#transaction ?? noTransaction('ROLLBACK');
    this.#transaction = undefined;
    open.rollback();
  }

  planOf(query: PreparedQuery): PhysicalPlan {
    return query.plan(this.#reader());
  }

  /** Rolls back what is open; the session is of no use afterwards. */
  close(): void {
    if (this.#transaction !== undefined) this.rollback();
    this.#isClosed = true;
  }

  assertOpen(): void {
    this.database.assertOpen();
    if (!this.#isClosed) return;
    throw new GqlError('08000', 'the session is closed', { hint: 'Open another one.' });
  }

  #assertUsable(request: Request): void {
    this.assertOpen();
    if (request.within !== undefined && request.within !== this.#transaction) throw hasEnded();
  }

  // — reads

  #readToEnd(request: Request): Outcome {
    const clock = this.database.options.clock;
    const startedMs = clock.monotonicMs();
    const reader = this.#reader();
    const executable = request.query.executable(reader);
    const context = this.#context(reader, undefined, request, this.#checkpoint(request));
    const rows = runToEnd(executable, context);
    return this.#outcome(request.query.plan(reader), rows, context, startedMs);
  }

  async #readInSlices(request: Request): Promise<Outcome> {
    const clock = this.database.options.clock;
    const startedMs = clock.monotonicMs();
    const checkpoint = this.#checkpoint(request);
    checkpoint();
    const reader = this.#reader();
    const context = this.#context(reader, undefined, request, checkpoint);
    const executable = request.query.executable(reader);
    const plan = request.query.plan(reader);
    const execution = executable.start(context);
    // Most queries end within the first slice and need neither a snapshot nor a turn of the host.
    if (execution.advance(FIRST_SLICE_UNITS)) {
      return this.#outcome(plan, execution.takeRows(), context, startedMs);
    }
    const run: SlicedRun = { request, executable, execution, context, checkpoint };
    const rows = await this.#finishInSlices(run);
    return this.#outcome(plan, rows, context, startedMs);
  }

  /**
   * Compiled code is bound to the flat state: when a commit or an open write comes between two
   * slices, the run starts over on the interpreter, which reads the snapshot in either mode.
   */
  async #finishInSlices(run: SlicedRun): Promise<Row[]> {
    const view = this.#view();
    let { execution, context } = run;
    let compiled = run.executable.executor === 'compiler';
    const layoutVersion = context.reader.layoutVersion;
    let units: number = FIRST_SLICE_UNITS;
    try {
      for (;;) {
        await nextTurn();
        this.assertOpen();
        run.checkpoint();
        const reader = view.reader();
        if (compiled && (!view.unchanged() || reader.layoutVersion !== layoutVersion)) {
          compiled = false;
          context = this.#context(reader, undefined, run.request, run.checkpoint);
          execution = run.request.query.interpreted(reader).start(context);
        }
        this.#move(context, reader);
        const before = this.database.options.clock.monotonicMs();
        if (execution.advance(units)) return execution.takeRows();
        const tookMs = this.database.options.clock.monotonicMs() - before;
        units = nextSliceUnits(units, tookMs);
      }
    } finally {
      view.release();
    }
  }

  /** What this session reads: its own write, its transaction's snapshot, or the latest state. */
  #reader(): GraphReader {
    const open = this.#transaction;
    return open === undefined ? this.database.store.current() : open.reader();
  }

  /** The same, held over turns of the host. */
  #view(): View {
    const open = this.#transaction;
    if (open !== undefined) {
      const reader = (): GraphReader => {
        if (open.isEnded) throw hasEnded();
        return open.reader();
      };
      return { reader, unchanged: () => false, release: () => undefined };
    }
    const snapshot = this.database.store.snapshot();
    return {
      reader: () => snapshot.reader(),
      unchanged: () => isFlat(snapshot, this.database),
      release: () => {
        snapshot.release();
      },
    };
  }

  // — writes and commands

  #command(request: Request, lease: { release(): void } | undefined): Outcome {
    const { transaction, session, sessionClose } = request.query.program;
    let unused = lease;
    let opened = false;
    try {
      // Both may have changed while the writer was waited for.
      this.#assertUsable(request);
      if (session.length > 0 || sessionClose) {
        throw new GqlError('0A000', 'session commands are not supported yet');
      }
      if (transaction?.start !== undefined) {
        this.begin(transaction.start.readOnly === true);
        opened = true;
      }
      const outcome = this.#runInTransaction(request, () => {
        const taken = unused;
        unused = undefined;
        return taken;
      });
      if (transaction?.end === 'COMMIT') this.commit();
      if (transaction?.end === 'ROLLBACK') this.rollback();
      return outcome;
    } catch (error) {
      // A transaction that this very program opened does not outlive its failure.
      if (opened && this.#transaction !== undefined) this.rollback();
      throw error;
    } finally {
      unused?.release();
    }
  }

  #runInTransaction(request: Request, lease: () => { release(): void } | undefined): Outcome {
    const { program } = request.query;
    if (program.explain !== undefined) return this.#explain(request);
    if (program.query === undefined && program.catalog.length === 0) return EMPTY_OUTCOME;
    if (!program.writes && program.catalog.length === 0) return this.#readToEnd(request);
    const open = this.#transaction;
    if (open !== undefined) return open.statement((write) => this.#write(request, write), lease);
    // An implicit transaction: one statement, committed when it succeeds.
    const implicit = new SessionTransaction(this.database, false, lease());
    try {
      const outcome = implicit.statement((write) => this.#write(request, write), lease);
      implicit.commit();
      return outcome;
    } catch (error) {
      implicit.rollback();
      throw error;
    }
  }

  #write(request: Request, write: WriteTransaction): Outcome {
    const startedMs = this.database.options.clock.monotonicMs();
    const checkpoint = this.#checkpoint(request);
    checkpoint();
    const before = { ...write.counts };
    for (const clause of request.query.program.catalog) runCatalogClause(clause, write);
    if (request.query.program.query === undefined) return EMPTY_OUTCOME;
    const reader = write.reader;
    const context = this.#context(reader, write, request, checkpoint);
    const rows = runToEnd(request.query.executable(reader), context);
    const outcome = this.#outcome(request.query.plan(reader), rows, context, startedMs);
    return { ...outcome, changes: changesSince(before, write.counts) };
  }

  #explain(request: Request): Outcome {
    if (request.query.program.explain === 'PROFILE') {
      throw new GqlError('0A000', 'PROFILE is not supported yet', { hint: 'EXPLAIN is.' });
    }
    const plan = request.query.plan(this.#reader());
    return { ...EMPTY_OUTCOME, ...explainRows(plan), omitted: false };
  }

  #needsWriter(request: Request): boolean {
    const { writes, catalog, explain } = request.query.program;
    if (explain !== undefined || (!writes && catalog.length === 0)) return false;
    return this.#transaction?.holdsWriter !== true;
  }

  #leaseNow(request: Request): { release(): void } | undefined {
    if (!this.#needsWriter(request)) return undefined;
    const lease = this.database.writers.tryAcquire();
    if (lease === undefined) throw writerBusy(0);
    return lease;
  }

  async #lease(request: Request): Promise<{ release(): void } | undefined> {
    if (!this.#needsWriter(request)) return undefined;
    const open = this.#transaction;
    if (open === undefined) return this.#waitForWriter(request);
    await open.takeWriter(() => this.#waitForWriter(request));
    return undefined;
  }

  async #waitForWriter(request: Request): Promise<WriterLease> {
    const { timeoutMs = Infinity, signal } = request.options ?? {};
    const { lockTimeoutMs } = this.database.options;
    const wait = { timeoutMs: Math.min(timeoutMs, lockTimeoutMs), signal };
    try {
      return await this.database.writers.acquire(wait);
    } catch (error) {
      const isBusy = error instanceof GqlError && error.gqlstatus === '55006';
      throw isBusy && timeoutMs < lockTimeoutMs ? timedOut(timeoutMs) : error;
    }
  }

  /** Inside `transaction(fn)` a write must go through what `fn` was given. */
  #refuseInsideOthersTransaction(request: Request): void {
    if (request.within !== undefined) return;
    const inside = this.database.scope.isInside || this.functionTransaction;
    const { writes, catalog, transaction } = request.query.program;
    const commands = transaction?.start !== undefined || transaction?.end !== undefined;
    if (!inside || (!writes && catalog.length === 0 && !commands)) return;
    throw new GqlError('25000', 'this write bypasses the transaction that it runs inside of', {
      hint: 'Inside transaction(async (tx) => …) write with tx.query, not with db or session.',
    });
  }

  // — what a run needs

  #checkpoint(request: Request): Checkpoint {
    return checkpointFor(this.database.options.clock, request.options);
  }

  #context(
    reader: GraphReader,
    writer: WriteTransaction | undefined,
    request: Request,
    checkpoint: Checkpoint,
  ): RunContext {
    const { program } = request.query;
    const parameters = bindParameters(program, request.parameters, this.parameters);
    return new RunContext(reader, writer, parameters, {
      options: this.database.options,
      timeZone: this.timeZone,
      toHost: this.#toHost(reader),
      checkpoint,
    });
  }

  /** Elements are copied out of the same state as everything else. */
  #move(context: RunContext, reader: GraphReader): void {
    context.reader = reader;
    context.toHost = this.#toHost(reader);
  }

  #toHost(reader: GraphReader): (value: Value) => unknown {
    if (this.#converter === undefined || this.#converterReader !== reader) {
      this.#converter = new HostConverter(reader, this.database.options);
      this.#converterReader = reader;
    }
    return this.#converter.convert;
  }

  #outcome(plan: PhysicalPlan, rows: Row[], context: RunContext, startedMs: number): Outcome {
    return {
      rows,
      columns: columnsOf(plan),
      omitted: plan.columns === undefined,
      statuses: context.raised(),
      changes: NO_CHANGES,
      elapsedMs: this.database.options.clock.monotonicMs() - startedMs,
    };
  }
}

interface View {
  reader(): GraphReader;
  /** Whether the state is still the flat one that compiled code may go on with. */
  unchanged(): boolean;
  release(): void;
}

interface SlicedRun {
  readonly request: Request;
  readonly executable: Executable;
  readonly execution: Execution;
  readonly context: RunContext;
  readonly checkpoint: Checkpoint;
}

const FIRST_SLICE_UNITS = limits.cooperativeWorkUnits;
/** Small, so that the first rows of a stream come soon and little is held. */
const STREAM_SLICE_UNITS = 1_024;

const EMPTY_OUTCOME: Outcome = {
  rows: [],
  columns: [],
  omitted: true,
  statuses: [],
  changes: NO_CHANGES,
  elapsedMs: 0,
};

function runToEnd(executable: Executable, context: RunContext): Row[] {
  if (executable.runToEnd !== undefined) return executable.runToEnd(context);
  const execution = executable.start(context);
  while (!execution.advance(Infinity));
  return execution.takeRows();
}

function isFlat(snapshot: GraphSnapshot, database: Database): boolean {
  return snapshot.version === database.store.version && snapshot.reader().raw !== undefined;
}

/** Doubles or halves the slice until it takes about `limits.cooperativeSliceMs`. */
function nextSliceUnits(units: number, tookMs: number): number {
  if (tookMs > 2 * limits.cooperativeSliceMs) return Math.max(MINIMUM_SLICE_UNITS, units / 2);
  return tookMs < limits.cooperativeSliceMs / 2 ? units * 2 : units;
}

const MINIMUM_SLICE_UNITS = 1_024;
