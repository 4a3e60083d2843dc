import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import { NotCompiled } from '../generator.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { FunctionScope } from '../scope.ts';
import { localStore, runStore } from '../store.ts';
import { clusteredGroups, isClustered } from './aggregate/clustered.ts';
import { apply } from './apply.ts';
import { breakerOf } from './breakers.ts';
import { checkNode, differentEdges, extend, filter, project } from './steps.ts';
import { edgeSeek, nodeSeek } from './seek.ts';
import { distinct } from './distinct.ts';
import { expand } from './expand.ts';
import { expandCount } from './expand-count.ts';
import { expandInto } from './expand-into.ts';
import { materializeLocally, materializeInStages, readTable, tableStage } from './materialize.ts';
import type { Breaker } from './operator.ts';
import { openLoop } from './loops.ts';
import { page } from './page.ts';
import { pathSearch } from './path-search.ts';
import { procedureCall } from './procedure-call.ts';
import { nodeScan, scanStage } from './scan.ts';
import { setOperation } from './set-operation.ts';
import { emptyCursor, pointStage, rangeStage } from './stages.ts';
import { unnest } from './unnest.ts';

/**
 * Writes an operator and all below it in place: for each of its rows, `consume` writes what comes
 * next. A breaker keeps its rows in local variables and goes on in a second loop.
 */
export function produce(
  gen: Generator,
  op: PhysicalOperator,
  cursor: Cursor,
  consume: Consume,
): void {
  switch (op.kind) {
    case 'unit':
    case 'argument':
      consume(cursor);
      return;
    case 'table':
      readTable(gen, op, cursor, consume);
      return;
    case 'materialize':
      materializeLocally(gen, op, cursor, consume);
      return;
    case 'setOperation':
      setOperation(gen, op, cursor, consume);
      return;
    case 'page':
      page(gen, op, { cursor, store: localStore(cursor) }, consume);
      return;
    default: {
      const breaker = breakerOf({ gen, store: localStore(cursor), outside: cursor }, op);
      if (breaker !== undefined) return breakLocally(gen, breaker, cursor, consume);
      const store = localStore(cursor);
      produce(gen, streamingInput(op), cursor, (inner) => {
        stream(gen, { op, store }, inner, consume);
      });
    }
  }
}

function breakLocally(gen: Generator, breaker: Breaker, cursor: Cursor, consume: Consume): void {
  cursor.block.comment(breaker.comment);
  const input = cursor.block.place();
  let collects = false;
  produce(gen, breaker.input, { ...cursor, block: input }, (inner) => {
    collects = true;
    breaker.collect(inner);
  });
  if (!collects && !breaker.givesWithoutInput) return;
  const end = breaker.finish(cursor.fn, cursor.block);
  const index = gen.fresh('i');
  const header = `for (let ${index} = 0, end = ${end}; ${index} < end; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows);
  breaker.emit(loop.inside, index, consume);
  loop.finish();
}

/** An operator that works row by row, and where it keeps what it keeps. */
interface Streaming {
  readonly op: PhysicalOperator;
  readonly store: ReturnType<typeof localStore>;
}

function streamingInput(op: PhysicalOperator): PhysicalOperator {
  if ('input' in op) return op.input;
  throw new NotCompiled(op.kind);
}

function stream(gen: Generator, { op, store }: Streaming, cursor: Cursor, consume: Consume): void {
  switch (op.kind) {
    case 'filter':
      return filter(gen, op, cursor, consume);
    case 'extend':
      return extend(gen, op, cursor, consume);
    case 'project':
      return project(gen, op, cursor, consume);
    case 'checkNode':
      return checkNode(gen, op, cursor, consume);
    case 'differentEdges':
      return differentEdges(gen, op, cursor, consume);
    case 'distinct':
      return distinct(gen, op, { cursor, store }, consume);
    case 'nodeScan':
      return nodeScan(gen, op, cursor, consume);
    case 'nodeSeek':
      return nodeSeek(gen, op, cursor, consume);
    case 'edgeSeek':
      return edgeSeek(gen, op, cursor, consume);
    case 'expand':
      return expand(gen, op, cursor, consume);
    case 'expandInto':
      return expandInto(gen, op, cursor, consume);
    case 'expandCount':
      return expandCount(gen, op, cursor, consume);
    case 'unnest':
      return unnest(gen, op, cursor, consume);
    case 'apply':
      return apply(gen, op, cursor, consume);
    case 'procedureCall':
      return procedureCall(gen, op, cursor, consume);
    case 'pathSearch':
      return pathSearch(gen, op, cursor, consume);
    default:
      throw new NotCompiled(op.kind);
  }
}

/**
 * Writes the main pipeline as stages: functions over a range of the outermost scan, or of what the
 * breaker before has left, whose state lives in the run's state object.
 */
export function produceStages(gen: Generator, op: PhysicalOperator, consume: Consume): void {
  switch (op.kind) {
    case 'unit':
    case 'argument':
      pointStage(gen, consume);
      return;
    case 'table':
      tableStage(gen, op, consume);
      return;
    case 'materialize':
      materializeInStages(gen, op, consume);
      return;
    case 'nodeScan':
      if (op.input.kind === 'unit') return scanStage(gen, op, consume);
      break;
    case 'aggregate':
      if (!isClustered(op)) break;
      produceStages(gen, op.input, (inner) => {
        clusteredGroups(gen, op, inner, consume);
      });
      return;
    case 'setOperation':
      pointStage(gen, (cursor) => {
        setOperation(gen, op, cursor, consume);
      });
      return;
    case 'page':
      return page(gen, op, { cursor: undefined, store: runStore(gen) }, consume);
    default:
  }
  const store = runStore(gen);
  const outside = emptyCursor(gen.opening);
  const breaker = breakerOf({ gen, store, outside }, op);
  if (breaker === undefined) {
    produceStages(gen, streamingInput(op), (inner) => {
      stream(gen, { op, store }, inner, consume);
    });
    return;
  }
  let collects = false;
  produceStages(gen, breaker.input, (inner) => {
    collects = true;
    breaker.collect(inner);
  });
  if (collects || breaker.givesWithoutInput) breakerStage(gen, breaker, consume);
}

function breakerStage(gen: Generator, breaker: Breaker, consume: Consume): void {
  const begin = new FunctionScope();
  const end = breaker.finish(begin, begin.body);
  rangeStage(gen, { comment: breaker.comment, begin, end, rows: 1000 }, (cursor, index) => {
    breaker.emit(cursor, index, consume);
  });
}
