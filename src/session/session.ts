import { GqlError, invalidReference } from '../base/errors.ts';
import type { Row } from '../execution/executable.ts';
import type { DatabaseWrite } from '../graph/database-store.ts';
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
import { timedOut } from './interruption.ts';
import { operationAt } from './operation.ts';
import type { RequestOptions } from './options.ts';
import { NO_CHANGES, changesSince, outcomeOf } from './outcome.ts';
import type { Outcome } from './outcome.ts';
import type { HostParameters } from './parameters.ts';
import { bindEnvironment, located } from './plans/bound-query.ts';
import type { BoundQuery } from './plans/bound-query.ts';
import { PreparedQuery } from './plans/prepared-query.ts';
import { readInSlices, readToEnd, runToEnd, streamRows } from './reads.ts';
import { RunMaker, graphsOf } from './run-maker.ts';
import { SessionState } from './session-state.ts';
import type { TypedValue } from './session-state.ts';
import { SessionTransaction, hasEnded, noTransaction } from './session-transaction.ts';
import { WrittenState } from './view.ts';
import { withoutStackOverflow } from './too-complex.ts';
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

  readonly readerOf = (graph: number): GraphReader => this.#reader(graph);
  readonly runs = new RunMaker(this);

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
      throw this.diagnosedIn(error, request.query);
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
      throw this.diagnosedIn(error, request.query);
    } finally {
      this.#transaction?.use();
    }
  }

  #runNow(request: Request): Outcome {
    const query = this.bind(request.query);
    if (query.readsOnly) return readToEnd(this, request, query);
    this.#refuseInsideOthersTransaction(request);
    return this.#command(request, this.#leaseNow(request));
  }

  async #runInTurn(request: Request): Promise<Outcome> {
    const query = this.bind(request.query);
    if (query.readsOnly) return readInSlices(this, request, query);
    this.#refuseInsideOthersTransaction(request);
    let lease = await this.#lease(request);
    // The transaction that had the writer may have ended meanwhile.
    while (lease === undefined && this.#needsWriter(request)) lease = await this.#lease(request);
    return this.#command(request, lease);
  }

  /** Rows as they come, a slice at a time; ending the iteration ends the query. */
  stream(request: Request): AsyncGenerator<Row, void, undefined> {
    return streamRows(this, request);
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
      throw this.diagnosedIn(error, prepared);
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
    const found = located(withoutStackOverflow(error), text);
    if (!(found instanceof GqlError)) return found;
    const { schemaText: schema } = this.state;
    const offset = found.position?.offset;
    return found.arisesIn(() => ({ operation: operationAt(text, offset), schema }));
  }

  /** The same, of a text that may share its program with others. */
  diagnosedIn(error: unknown, query: PreparedQuery): unknown {
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

  /** What this session reads: its own write, its transaction's snapshot, or the latest state. */
  #reader(graph: number): GraphReader {
    const open = this.#transaction;
    return open === undefined ? this.database.store.current(graph) : open.reader(graph);
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
    const context = this.runs.context(request, query, reader, this);
    context.toHost = (value) => value;
    const [row] = runToEnd(query.interpreted(reader, readerOf), context);
    const type = query.plan(reader, readerOf).columns?.[0]?.type ?? ANY;
    const value = (row?.['value'] ?? null) as Value;
    return { value, type, graphs: graphsOf(this) };
  }

  #runInTransaction(request: Request, query: BoundQuery, lease: () => Lease | undefined): Outcome {
    const { program } = query;
    if (program.explain !== undefined) return this.#explain(query);
    if (program.query === undefined && program.catalog.length === 0) return EMPTY_OUTCOME;
    if (!program.writes && program.catalog.length === 0) return readToEnd(this, request, query);
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
    const checkpoint = this.runs.checkpoint(request);
    checkpoint();
    const before = { ...write.counts };
    const { program, graph } = query;
    const state = new WrittenState(write);
    const { readerOf } = state;
    const parameters = this.runs.parameters(request, query, state);
    const warnings = runCatalogSteps(program.catalog, write, { clock, random, parameters });
    if (program.query === undefined) {
      const changes = changesSince(before, write.counts);
      return { ...EMPTY_OUTCOME, statuses: warnings, changes };
    }
    const writer = write.graph(graph);
    const { reader } = writer;
    const context = this.runs.context(request, query, reader, state);
    context.writer = writer;
    context.writerOf = state.writerOf;
    context.checkpoint = checkpoint;
    for (const warning of warnings) context.statuses.add(warning);
    const rows = runToEnd(query.executable(reader, readerOf), context);
    const outcome = outcomeOf(query.latestPlan, rows, context, clock.monotonicMs() - startedMs);
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
}

const EMPTY_OUTCOME: Outcome = {
  rows: [],
  columns: [],
  omitted: true,
  statuses: [],
  changes: NO_CHANGES,
  elapsedMs: 0,
};
