import { GqlError, invalidReference } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import type { Executable, Execution, Row } from '../execution/executable.ts';
import type { DatabaseWrite, GraphWrite } from '../graph/database-store.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { PhysicalPlan } from '../planner/plan/operator.ts';
import { bindSessionCommand } from '../semantics/binder.ts';
import type { Program, SessionCommand } from '../syntax/ast/program.ts';
import { ANY } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { runCatalogSteps } from './catalog-steps.ts';
import { CheckedWrite } from './checked-write.ts';
import type { Database } from './database.ts';
import { explainRows } from './explain.ts';
import { graphName, HostConverter } from './host-values.ts';
import type { Graphs } from './kept-value.ts';
import { checkpointFor, nextTurn, timedOut } from './interruption.ts';
import type { Checkpoint } from './interruption.ts';
import { operationAt } from './operation.ts';
import type { RequestOptions } from './options.ts';
import { NO_CHANGES, changesSince, columnsOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import { bindParameters } from './parameters.ts';
import type { HostParameters } from './parameters.ts';
import { bindEnvironment, located } from './plans/bound-query.ts';
import type { BoundQuery } from './plans/bound-query.ts';
import { PreparedQuery } from './plans/prepared-query.ts';
import { RunContext } from './run-context.ts';
import type { RunParts } from './run-context.ts';
import { SessionState } from './session-state.ts';
import type { TypedValue } from './session-state.ts';
import { SessionTransaction, hasEnded, noTransaction } from './session-transaction.ts';
import { writerBusy } from './writer-queue.ts';
import type { Lease } from './session-transaction.ts';
import type { WriterLease } from './writer-queue.ts';

/** What a session is opened with and keeps. */
export interface SessionSettings {
  readonly timeoutMs?: number | undefined;
  /** Who it acts for. */
  readonly user?: string | undefined;
}

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
  /** Counts the sessions of the database. */
  readonly id: number;
  /** Where it stands in the catalog, its parameters and its time zone. */
  readonly state: SessionState;
  /** For statements that are given no time-out of their own. */
  readonly timeoutMs: number;
  /** True while a function given to `transaction(…)` runs on this session. */
  functionTransaction = false;
  #transaction: SessionTransaction | undefined;
  #isClosed = false;
  #converter: HostConverter | undefined;

  readonly readerOf = (graph: number): GraphReader => this.#reader(graph);
  readonly #nameOf = (graph: number): string => graphName(graph, this.catalog);

  constructor(database: Database, id: number, settings: SessionSettings = {}) {
    this.database = database;
    this.id = id;
    this.timeoutMs = settings.timeoutMs ?? database.options.timeoutMs;
    const routines = () => database.routines;
    this.state = new SessionState(database.store.catalog, routines, settings.user);
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  get transaction(): SessionTransaction | undefined {
    return this.#transaction;
  }

  /** Runs to the end before it returns; fails with 55006 where it would have to wait. */
  runSync(request: Request): Outcome {
    this.assertUsable(request);
    try {
      const outcome = this.#runNow(request);
      if (this.database.owesSync) this.database.flushSync();
      return outcome;
    } catch (error) {
      throw this.#diagnosedIn(error, request.query);
    } finally {
      this.#transaction?.use();
    }
  }

  async run(request: Request): Promise<Outcome> {
    this.assertUsable(request);
    try {
      const outcome = await this.#runInTurn(request);
      if (this.database.owesSync) await this.database.flushed();
      return outcome;
    } catch (error) {
      throw this.#diagnosedIn(error, request.query);
    } finally {
      this.#transaction?.use();
    }
  }

  #runNow(request: Request): Outcome {
    const query = this.bind(request.query);
    if (query.readsOnly) return this.#readToEnd(request, query);
    this.#refuseInsideOthersTransaction(request);
    return this.#command(request, this.#leaseNow(request));
  }

  async #runInTurn(request: Request): Promise<Outcome> {
    const query = this.bind(request.query);
    if (query.readsOnly) return this.#readInSlices(request, query);
    this.#refuseInsideOthersTransaction(request);
    let lease = await this.#lease(request);
    // The transaction that had the writer may have ended meanwhile.
    while (lease === undefined && this.#needsWriter(request)) lease = await this.#lease(request);
    return this.#command(request, lease);
  }

  /** Rows as they come, a slice at a time; ending the iteration ends the query. */
  async *stream(request: Request): AsyncGenerator<Row, void, undefined> {
    this.assertUsable(request);
    const query = this.bind(request.query);
    if (!query.readsOnly) {
      yield* (await this.run(request)).rows;
      return;
    }
    // The sync comes after the view, so that it covers all that the view shows.
    const view = this.#view(query.graph);
    try {
      if (this.database.owesSync) await this.database.flushed();
      const reader = view.reader();
      const checkpoint = this.#checkpoint(request);
      const context = this.#context({
        request,
        query,
        reader,
        readerOf: view.readerOf,
        checkpoint,
      });
      const execution = query.interpreted(reader, view.readerOf).start(context);
      let done = false;
      while (!done) {
        done = execution.advance(STREAM_SLICE_UNITS);
        yield* execution.takeRows();
        if (done) break;
        await nextTurn();
        this.assertOpen();
        this.#transaction?.use();
        checkpoint();
        this.#move(context, view);
      }
    } catch (error) {
      throw this.#diagnosedIn(error, request.query);
    } finally {
      view.release();
    }
  }

  /** Opens a transaction; with a lease it holds the writer from the start. */
  begin(readOnly: boolean, lease?: Lease): SessionTransaction {
    if (this.#transaction !== undefined) {
      throw new GqlError('25G01', 'a transaction is already open in this session', {
        hint: 'End it with COMMIT or ROLLBACK first.',
      });
    }
    const transaction = new SessionTransaction(this.database, readOnly, lease);
    transaction.limitIdleTime(this.database.options.idleTransactionTimeoutMs);
    this.#transaction = transaction;
    return transaction;
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

  planOf(prepared: PreparedQuery): PhysicalPlan {
    try {
      const query = this.bind(prepared);
      return query.plan(this.#reader(query.graph), this.readerOf);
    } catch (error) {
      throw this.#diagnosedIn(error, prepared);
    }
  }

  /** As the session sees it. */
  get catalog(): Catalog {
    return this.#transaction?.catalog ?? this.database.store.catalog;
  }

  /** What the text means where the session stands. */
  bind(query: PreparedQuery): BoundQuery {
    return query.bind(this.state.names(this.catalog));
  }

  /** The number of its graph; 42002 where that has been dropped. */
  currentGraph(catalog: Catalog = this.database.store.catalog): number {
    const { graph } = this.state.names(catalog);
    if (graph !== undefined) return graph;
    throw invalidReference('the current graph of the session is no longer there');
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

  /** The error with its place in the text and the circumstances of its diagnostic record. */
  diagnosed(error: unknown, text: string): unknown {
    const found = located(error, text);
    if (!(found instanceof GqlError)) return found;
    const { schemaText: schema } = this.state;
    const offset = found.position?.offset;
    return found.arisesIn(() => ({ operation: operationAt(text, offset), schema }));
  }

  #diagnosedIn(error: unknown, query: PreparedQuery): unknown {
    return this.diagnosed(query.located(error), query.text);
  }

  /**
   * Whether the request can run here now. A transaction that was rolled back for want of use fails
   * the next one with 40000, unless that only asks to roll back, and is gone then.
   */
  assertUsable({ query, within }: Request): void {
    this.assertOpen();
    const open = this.#transaction;
    open?.use();
    if (open?.isExpired === true && query.tree.transaction?.end !== 'ROLLBACK') {
      this.#transaction = undefined;
      open.requireActive();
    }
    within?.requireActive();
    if (within !== undefined && within !== open) throw hasEnded();
  }

  // — reads

  #readToEnd(request: Request, query: BoundQuery): Outcome {
    const clock = this.database.options.clock;
    const startedMs = clock.monotonicMs();
    const reader = this.#reader(query.graph);
    const { readerOf } = this;
    const executable = query.executable(reader, readerOf);
    const checkpoint = this.#checkpoint(request);
    const context = this.#context({ request, query, reader, readerOf, checkpoint });
    const rows = runToEnd(executable, context);
    return this.#outcome(query.latestPlan, rows, context, startedMs);
  }

  async #readInSlices(request: Request, query: BoundQuery): Promise<Outcome> {
    const clock = this.database.options.clock;
    const startedMs = clock.monotonicMs();
    const checkpoint = this.#checkpoint(request);
    checkpoint();
    const reader = this.#reader(query.graph);
    const { readerOf } = this;
    const context = this.#context({ request, query, reader, readerOf, checkpoint });
    const executable = query.executable(reader, readerOf);
    const plan = query.plan(reader, readerOf);
    const execution = executable.start(context);
    // Most queries end within the first slice and need neither a snapshot nor a turn of the host.
    if (execution.advance(FIRST_SLICE_UNITS)) {
      return this.#outcome(plan, execution.takeRows(), context, startedMs);
    }
    const rows = await this.#finishInSlices(
      { request, query, executable, execution, checkpoint },
      context,
    );
    return this.#outcome(plan, rows, context, startedMs);
  }

  /**
   * Compiled code is bound to the flat state: when a commit or an open write comes between two
   * slices, the run starts over on the interpreter, which reads the snapshot in either mode.
   */
  async #finishInSlices(run: SlicedRun, started: RunContext): Promise<Row[]> {
    const { request, query, checkpoint } = run;
    const view = this.#view(query.graph);
    let execution = run.execution;
    let context = started;
    let compiled = run.executable.executor === 'compiler';
    const layoutVersion = context.reader.layoutVersion;
    let units: number = FIRST_SLICE_UNITS;
    try {
      for (;;) {
        await nextTurn();
        this.assertOpen();
        this.#transaction?.use();
        checkpoint();
        const reader = view.reader();
        if (compiled && (!view.unchanged() || reader.layoutVersion !== layoutVersion)) {
          compiled = false;
          const { readerOf } = view;
          context = this.#context({ request, query, reader, readerOf, checkpoint });
          execution = query.interpreted(reader, readerOf).start(context);
        }
        this.#move(context, view);
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
  #reader(graph: number): GraphReader {
    const open = this.#transaction;
    return open === undefined ? this.database.store.current(graph) : open.reader(graph);
  }

  /** The same, held over turns of the host. */
  #view(graph: number): View {
    const open = this.#transaction;
    if (open !== undefined) {
      const readerOf = (other: number): GraphReader => {
        open.requireActive();
        return open.reader(other);
      };
      return {
        reader: () => readerOf(graph),
        readerOf,
        unchanged: () => false,
        release: () => undefined,
      };
    }
    const snapshot = this.database.store.snapshot();
    return {
      reader: () => snapshot.reader(graph),
      readerOf: (other) => snapshot.reader(other),
      // A snapshot gives the flat reader only while it shows what the snapshot does.
      unchanged: () => snapshot.reader(graph).raw !== undefined,
      release: () => {
        snapshot.release();
      },
    };
  }

  // — writes and commands

  #command(request: Request, lease: Lease | undefined): Outcome {
    let unused = lease;
    let opened = false;
    const taken = (): Lease | undefined => {
      const given = unused;
      unused = undefined;
      return given;
    };
    try {
      // Both may have changed while the writer was waited for.
      this.assertUsable(request);
      const { transaction, session, sessionClose } = this.bind(request.query).program;
      for (const command of session) this.#sessionCommand(command, request);
      if (transaction?.start !== undefined) {
        this.begin(this.state.takeModes(transaction.start).readOnly === true);
        opened = true;
      }
      const outcome = this.#runInTransaction(request, this.bind(request.query), taken);
      if (transaction?.end === 'COMMIT') this.commit();
      if (transaction?.end === 'ROLLBACK') this.rollback();
      if (sessionClose) this.close();
      return outcome;
    } catch (error) {
      // A transaction that this very program opened does not outlive its failure.
      if (opened && this.#transaction !== undefined) this.rollback();
      throw error;
    } finally {
      unused?.release();
    }
  }

  #sessionCommand(command: SessionCommand, request: Request): void {
    const { options } = this.database;
    const names = this.state.names(this.catalog);
    for (const step of bindSessionCommand(command, bindEnvironment(names, options))) {
      this.state.run(step, (tree) => this.#evaluate(tree, request));
    }
  }

  /** The value of a program with one row and one column, as the engine has it. */
  #evaluate(tree: Program, request: Request): TypedValue {
    const query = this.bind(PreparedQuery.of(request.query.text, tree, this.database.options));
    const reader = this.#reader(query.graph);
    const { readerOf } = this;
    const checkpoint = this.#checkpoint(request);
    const context = this.#context({ request, query, reader, readerOf, checkpoint });
    context.toHost = (value) => value;
    const [row] = runToEnd(query.interpreted(reader, readerOf), context);
    const type = query.plan(reader, readerOf).columns?.[0]?.type ?? ANY;
    const value = (row?.['value'] ?? null) as Value;
    return { value, type, graphs: this.#graphs(readerOf) };
  }

  #runInTransaction(request: Request, query: BoundQuery, lease: () => Lease | undefined): Outcome {
    const { program } = query;
    if (program.explain !== undefined) return this.#explain(query);
    if (program.query === undefined && program.catalog.length === 0) return EMPTY_OUTCOME;
    if (!program.writes && program.catalog.length === 0) return this.#readToEnd(request, query);
    const open = this.#transaction;
    const body = (write: DatabaseWrite): Outcome => {
      const checked = new CheckedWrite(write);
      const outcome = this.#write(request, query, checked);
      checked.check();
      return outcome;
    };
    if (open !== undefined) return open.statement(body, lease);
    // An implicit transaction: one statement, committed when it succeeds.
    const implicit = new SessionTransaction(this.database, false, lease());
    try {
      const outcome = implicit.statement(body, lease);
      implicit.commit();
      return outcome;
    } catch (error) {
      implicit.rollback();
      throw error;
    }
  }

  #write(request: Request, query: BoundQuery, write: CheckedWrite): Outcome {
    const { clock, random } = this.database.options;
    const startedMs = clock.monotonicMs();
    const checkpoint = this.#checkpoint(request);
    checkpoint();
    const before = { ...write.counts };
    const { program, graph } = query;
    const readerOf = (other: number): GraphReader => write.graph(other).reader;
    const parameters = this.#parameters(request, query, readerOf);
    const warnings = runCatalogSteps(program.catalog, write, { clock, random, parameters });
    if (program.query === undefined) {
      const changes = changesSince(before, write.counts);
      return { ...EMPTY_OUTCOME, statuses: warnings, changes };
    }
    const writer = write.graph(graph);
    const { reader } = writer;
    const writerOf = (other: number): GraphWrite => write.graph(other);
    const context = this.#context({
      request,
      query,
      reader,
      readerOf,
      writer,
      writerOf,
      checkpoint,
    });
    for (const warning of warnings) context.statuses.add(warning);
    const rows = runToEnd(query.executable(reader, readerOf), context);
    const outcome = this.#outcome(query.latestPlan, rows, context, startedMs);
    return { ...outcome, changes: changesSince(before, write.counts) };
  }

  #explain(query: BoundQuery): Outcome {
    if (query.program.explain === 'PROFILE') {
      throw new GqlError('0A000', 'PROFILE is not supported yet', { hint: 'EXPLAIN is.' });
    }
    const plan = query.plan(this.#reader(query.graph), this.readerOf);
    return { ...EMPTY_OUTCOME, ...explainRows(plan), omitted: false };
  }

  #needsWriter(request: Request): boolean {
    const { writes, catalog, explain } = this.bind(request.query).program;
    if (explain !== undefined || (!writes && catalog.length === 0)) return false;
    return this.#transaction?.holdsWriter !== true;
  }

  #leaseNow(request: Request): Lease | undefined {
    if (!this.#needsWriter(request)) return undefined;
    const lease = this.database.writers.tryAcquire();
    if (lease === undefined) throw writerBusy(0);
    return lease;
  }

  async #lease(request: Request): Promise<Lease | undefined> {
    if (!this.#needsWriter(request)) return undefined;
    const open = this.#transaction;
    if (open === undefined) return this.#waitForWriter(request);
    await open.takeWriter(() => this.#waitForWriter(request));
    return undefined;
  }

  async #waitForWriter(request: Request): Promise<WriterLease> {
    const { timeoutMs = this.timeoutMs, signal } = request.options ?? {};
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
    const { writes, catalog, transaction } = this.bind(request.query).program;
    const commands = transaction?.start !== undefined || transaction?.end !== undefined;
    if (!inside || (!writes && catalog.length === 0 && !commands)) return;
    throw new GqlError('25000', 'this write bypasses the transaction that it runs inside of', {
      hint: 'Inside transaction(async (tx) => …) write with tx.query, not with db or session.',
    });
  }

  // — what a run needs

  #checkpoint(request: Request): Checkpoint {
    return checkpointFor(this.database.options.clock, request.options, this.timeoutMs);
  }

  #context(run: Run): RunContext {
    const { request, query, reader, readerOf } = run;
    const parameters = this.#parameters(request, query, readerOf);
    return new RunContext(this, run, parameters, this.#toHost(reader, readerOf));
  }

  /** Most sessions have no parameters of their own, and need nothing made for them. */
  #parameters(
    request: Request,
    { program }: BoundQuery,
    readerOf: (graph: number) => GraphReader,
  ): readonly Value[] {
    const values = this.state.parameters;
    const session = values.size === 0 ? undefined : { values, graphs: this.#graphs(readerOf) };
    return bindParameters(program, request.parameters, session, request.query.literals);
  }

  /** Those that are still there. */
  #graphs(readerOf: (graph: number) => GraphReader): Graphs {
    return (graph) => (this.catalog.graph(graph) === undefined ? undefined : readerOf(graph));
  }

  /** Elements are copied out of the same state as everything else. */
  #move(context: RunContext, { reader, readerOf }: View): void {
    context.reader = reader();
    context.readerOf = readerOf;
    context.toHost = this.#toHost(context.reader, readerOf);
  }

  #toHost(
    reader: GraphReader,
    readerOf: (graph: number) => GraphReader,
  ): (value: Value) => unknown {
    let converter = this.#converter;
    if (converter?.isFor(reader, readerOf) !== true) {
      converter = new HostConverter(reader, readerOf, this.database.options, this.#nameOf);
      this.#converter = converter;
    }
    return converter.convert;
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

interface Run extends RunParts {
  readonly request: Request;
  readonly query: BoundQuery;
}

interface View {
  readonly reader: () => GraphReader;
  /** Of other graphs in the same state of the database. */
  readonly readerOf: (graph: number) => GraphReader;
  /** Whether the state is still the flat one that compiled code may go on with. */
  unchanged(): boolean;
  release(): void;
}

interface SlicedRun {
  readonly request: Request;
  readonly query: BoundQuery;
  readonly executable: Executable;
  readonly execution: Execution;
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

/** Doubles or halves the slice until it takes about `limits.cooperativeSliceMs`. */
function nextSliceUnits(units: number, tookMs: number): number {
  if (tookMs > 2 * limits.cooperativeSliceMs) return Math.max(MINIMUM_SLICE_UNITS, units / 2);
  return tookMs < limits.cooperativeSliceMs / 2 ? units * 2 : units;
}

const MINIMUM_SLICE_UNITS = 1_024;
