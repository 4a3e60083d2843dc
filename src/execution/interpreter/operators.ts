import { unreachable } from '../../base/assert.ts';
import type { PhysicalOperator } from '../../planner/plan/operator.ts';
import type { Build, Cursor, Fan, Progress, Sink, Step, Task } from './build.ts';
import { PAUSE, ROW } from './build.ts';
import { aggregate } from './operators/aggregate.ts';
import { applyCursor, applyTask } from './operators/apply.ts';
import { expand, expandCount, expandInto } from './operators/expand.ts';
import { inGraph } from './operators/in-graph.ts';
import { edgeSeek, nodeScan, nodeSeek, singleRow } from './operators/leaves.ts';
import { materialize, tableLeaf } from './operators/materialize.ts';
import { pageCursor, pageTask } from './operators/page.ts';
import { pathSearch } from './operators/path-search.ts';
import { setOperation } from './operators/set-operation.ts';
import { sort, topK } from './operators/sort.ts';
import { bind, checkNode, differentEdges, distinct, filter } from './operators/steps.ts';
import { procedureCall, unnest } from './operators/unnest.ts';
import { deletes, inserts, removes, sets } from './operators/writes.ts';
import { doesWrite } from './plan-facts.ts';
import { pulledTask } from './pulled-task.ts';

/** Turns an operator and all below it into a task that pushes its rows into `sink`. */
export function operatorTask(build: Build, op: PhysicalOperator, sink: Sink): Task {
  if (pulls(op) <= PULLED_FANS) return pulledTask(build, cursorOf(build, op), sink);
  build.ancestors.push(op);
  const task = pushedTask(build, op, sink);
  build.ancestors.pop();
  return task;
}

/**
 * So many operators with several rows per input row are pulled, the others pushed: a run can pause
 * between the rows of two, and what one row of the second leads to is rarely long.
 */
const PULLED_FANS = 2;
const ONLY_PUSHES = Number.POSITIVE_INFINITY;

/** How many fans pulling this operator would take; infinite where it can only push. */
function pulls(op: PhysicalOperator): number {
  switch (op.kind) {
    case 'unit':
    case 'argument':
      return 0;
    case 'table':
    case 'sort':
    case 'topK':
    case 'aggregate':
    case 'insert':
    case 'set':
    case 'remove':
    case 'delete':
      return 1;
    case 'setOperation':
    case 'pathSearch':
    case 'materialize':
      return ONLY_PUSHES;
    case 'apply':
      return doesWrite(op.inner) ? ONLY_PUSHES : pulls(op.input) + pulls(op.inner);
    case 'nodeScan':
    case 'nodeSeek':
    case 'edgeSeek':
    case 'expand':
    case 'expandInto':
    case 'unnest':
    case 'procedureCall':
    case 'inGraph':
      return pulls(op.input) + 1;
    default:
      return pulls(op.input);
  }
}

function cursorOf(build: Build, op: PhysicalOperator): Cursor {
  build.ancestors.push(op);
  const cursor = buildCursor(build, op);
  build.ancestors.pop();
  return cursor;
}

function buildCursor(build: Build, op: PhysicalOperator): Cursor {
  switch (op.kind) {
    case 'unit':
    case 'argument':
      return singleRow();
    case 'table':
      return tableLeaf(build, op);
    case 'sort':
      return sort(build, op);
    case 'topK':
      return topK(build, op);
    case 'aggregate':
      return aggregate(build, op);
    case 'insert':
      return inserts(build, op);
    case 'set':
      return sets(build, op);
    case 'remove':
      return removes(build, op);
    case 'delete':
      return deletes(build, op);
    case 'page':
      return pageCursor(build, op, cursorOf(build, op.input), doesWrite(op.input));
    case 'apply':
      return applyCursor(build, op, cursorOf(build, op.input), cursorOf(build, op.inner));
    case 'setOperation':
    case 'pathSearch':
    case 'materialize':
      throw new Error(`${op.kind} is not pulled`);
    default: {
      const input = cursorOf(build, op.input);
      const rows = rowsOf(build, op);
      return 'test' in rows ? stepCursor(build, input, rows) : fanCursor(build, input, rows);
    }
  }
}

/** The operators that work on one input row at a time. */
type RowOperator = Exclude<
  PhysicalOperator,
  {
    kind:
      | 'unit'
      | 'argument'
      | 'table'
      | 'sort'
      | 'topK'
      | 'aggregate'
      | 'insert'
      | 'set'
      | 'remove'
      | 'delete'
      | 'page'
      | 'apply'
      | 'setOperation'
      | 'pathSearch'
      | 'materialize';
  }
>;

function rowsOf(build: Build, op: RowOperator): Step | Fan {
  switch (op.kind) {
    case 'filter':
      return filter(build, op);
    case 'extend':
    case 'project':
      return bind(build, op);
    case 'distinct':
      return distinct(build, op);
    case 'checkNode':
      return checkNode(build, op);
    case 'differentEdges':
      return differentEdges(build, op);
    case 'expandCount':
      return expandCount(build, op);
    case 'unnest':
      return unnest(build, op);
    case 'procedureCall':
      return procedureCall(build, op);
    case 'inGraph':
      return inGraph(build, op);
    case 'nodeScan':
      return nodeScan(build, op);
    case 'nodeSeek':
      return nodeSeek(build, op);
    case 'edgeSeek':
      return edgeSeek(build, op);
    case 'expand':
      return expand(build, op);
    case 'expandInto':
      return expandInto(build, op);
    default:
      return unreachable(op);
  }
}

function stepCursor(build: Build, input: Cursor, step: Step): Cursor {
  const { run } = build;
  return {
    start() {
      step.start?.();
      input.start();
    },
    next(): Progress {
      for (;;) {
        const progress = input.next();
        if (progress !== ROW) return progress;
        if (step.test()) return ROW;
        if (run.work >= run.sliceEnd) return PAUSE;
      }
    },
  };
}

function fanCursor(build: Build, input: Cursor, fan: Fan): Cursor {
  const { run } = build;
  let open = false;
  return {
    start() {
      open = false;
      fan.start?.();
      input.start();
    },
    next(): Progress {
      for (;;) {
        if (open) {
          if (fan.next()) return ROW;
          open = false;
          if (run.work >= run.sliceEnd) return PAUSE;
        }
        // A call that starts without an open row always takes one, so that every call gets on.
        const progress = input.next();
        if (progress !== ROW) return progress;
        fan.open();
        open = true;
      }
    },
  };
}

function pushedTask(build: Build, op: PhysicalOperator, sink: Sink): Task {
  switch (op.kind) {
    case 'setOperation':
      return setOperation(build, op, sink);
    case 'materialize':
      return materialize(build, op, sink);
    case 'pathSearch':
      return pathSearch(build, op, sink);
    case 'page':
      return pageTask(build, op, sink, doesWrite(op.input));
    case 'apply':
      return applyTask(build, op, sink);
    case 'unit':
    case 'argument':
    case 'table':
    case 'sort':
    case 'topK':
    case 'aggregate':
    case 'insert':
    case 'set':
    case 'remove':
    case 'delete':
      return pulledTask(build, buildCursor(build, op), sink);
    default: {
      const rows = rowsOf(build, op);
      return 'test' in rows ? stepTask(build, op, rows, sink) : fanTask(build, op, rows, sink);
    }
  }
}

function stepTask(build: Build, op: RowOperator, step: Step, sink: Sink): Task {
  const test = step.test.bind(step);
  return started(
    build.task(op.input, () => !test() || sink()),
    step,
  );
}

function fanTask(build: Build, op: RowOperator, fan: Fan, sink: Sink): Task {
  return started(
    build.task(op.input, () => {
      fan.open();
      while (fan.next()) if (!sink()) return false;
      return true;
    }),
    fan,
  );
}

/** Starts an operator's own state along with its input. */
function started(input: Task, operator: { start?(): void }): Task {
  if (operator.start === undefined) return input;
  return {
    start() {
      operator.start?.();
      input.start();
    },
    step: () => input.step(),
  };
}
