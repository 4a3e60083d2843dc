import type { PhysicalOperator, SetOperationPlan } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import { unreachable } from '../../../base/assert.ts';
import { TupleMap } from '../../../values/value-map.ts';
import type { Value } from '../../../values/value.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import type { Build, Sink, Task } from '../build.ts';
import { assigner, boxedReader, copier } from '../registers.ts';

type Operation = SetOperationPlan<PhysicalOperator>;

/** Set operators go by distinctness, ALL by how often a row occurs (ISO/IEC 39075, 14.2). */
export function setOperation(build: Build, op: Operation, sink: Sink): Task {
  switch (op.operator) {
    case 'UNION':
      return union(build, op, sink);
    case 'OTHERWISE':
      return otherwise(build, op, sink);
    case 'EXCEPT':
    case 'INTERSECT':
      return filtered(build, op, sink);
    default:
      return unreachable(op.operator);
  }
}

function side(build: Build, op: Operation, which: 'left' | 'right', sink: Sink): Task {
  const copy = columnCopier(build, which === 'left' ? op.leftColumns : op.rightColumns, op.columns);
  return build.task(op[which], () => {
    copy();
    return sink();
  });
}

function union(build: Build, op: Operation, sink: Sink): Task {
  let wanted = true;
  const tally = op.all ? undefined : new Tally(build, op.columns);
  const push = (): boolean => {
    if (tally !== undefined && tally.add() > 1) return true;
    wanted = sink();
    return wanted;
  };
  const left = side(build, op, 'left', push);
  const right = side(build, op, 'right', push);
  return inTurn({
    start() {
      wanted = true;
      tally?.clear();
    },
    tasks: [left, right],
    goesOn: () => wanted,
  });
}

function otherwise(build: Build, op: Operation, sink: Sink): Task {
  let empty = true;
  const left = side(build, op, 'left', () => {
    empty = false;
    return sink();
  });
  const right = side(build, op, 'right', sink);
  return inTurn({
    start() {
      empty = true;
    },
    tasks: [left, right],
    goesOn: () => empty,
  });
}

/** Counts the right side's rows first, then lets the left side's rows through or not. */
function filtered(build: Build, op: Operation, sink: Sink): Task {
  const tally = new Tally(build, op.columns);
  const right = side(build, op, 'right', () => {
    tally.add();
    return true;
  });
  const passes =
    op.operator === 'EXCEPT' ? exceptTest(op.all, tally) : intersectTest(op.all, tally);
  const left = side(build, op, 'left', () => !passes() || sink());
  return inTurn({
    start() {
      tally.clear();
    },
    tasks: [right, left],
    goesOn: () => true,
  });
}

/** A left row is cancelled by a right one each (ALL), or by any, and comes out once. */
function exceptTest(all: boolean, tally: Tally): () => boolean {
  if (all) return () => !tally.remove();
  return () => tally.add() === 1;
}

/** A left row needs a right one each (ALL), or any, and comes out once. */
function intersectTest(all: boolean, tally: Tally): () => boolean {
  if (all) return () => tally.remove();
  return () => tally.removeAll();
}

/** One task after the other, as long as `goesOn`. */
function inTurn(turns: {
  start(): void;
  readonly tasks: readonly Task[];
  goesOn(): boolean;
}): Task {
  let at = 0;
  return {
    start() {
      turns.start();
      at = 0;
      turns.tasks[0]?.start();
    },
    step() {
      if (turns.tasks[at]?.step() === false) return false;
      at++;
      const next = turns.tasks[at];
      if (next === undefined || !turns.goesOn()) return true;
      next.start();
      return false;
    },
  };
}

/** How often each combination of the columns' values was met. */
class Tally {
  readonly #build: Build;
  readonly #columns: readonly VariableId[];
  readonly #rows: TupleMap;
  readonly #tuple: Value[];
  readonly #holding: Holding;
  #counts: number[] = [];

  constructor(build: Build, columns: readonly VariableId[]) {
    this.#build = build;
    this.#columns = columns;
    this.#rows = new TupleMap(columns.length);
    this.#tuple = columns.map(() => null);
    this.#holding = new Holding(build.run.memory);
  }

  clear(): void {
    this.#rows.clear();
    this.#counts = [];
    this.#holding.clear();
  }

  /** The row in the registers once more; how often it is there now. */
  add(): number {
    this.#load();
    const number = this.#rows.add(this.#tuple);
    const count = (this.#counts[number] ?? 0) + 1;
    this.#counts[number] = count;
    if (count === 1) {
      const bytes = this.#tuple.reduce<number>((sum, value) => sum + 8 + heapBytes(value), 24);
      this.#holding.charge(bytes);
    }
    return count;
  }

  /** Takes the row in the registers off once; whether it was there. */
  remove(): boolean {
    this.#load();
    const number = this.#rows.find(this.#tuple);
    const count = this.#counts[number] ?? 0;
    if (count > 0) this.#counts[number] = count - 1;
    return count > 0;
  }

  removeAll(): boolean {
    this.#load();
    const number = this.#rows.find(this.#tuple);
    const present = (this.#counts[number] ?? 0) > 0;
    if (present) this.#counts[number] = 0;
    return present;
  }

  #load(): void {
    const { frame } = this.#build.run;
    for (let i = 0; i < this.#columns.length; i++) {
      this.#tuple[i] = frame[this.#columns[i] as number] as Value;
    }
  }
}

/** Copies an operand's columns; all are read first where a target is also a later source. */
function columnCopier(
  build: Build,
  from: readonly VariableId[],
  to: readonly VariableId[],
): () => void {
  const moves = from.flatMap((source, i) => {
    const target = to[i] as VariableId;
    return source === target ? [] : [{ source, target, copy: copier(build, source, target) }];
  });
  const tangled = moves.some((move, i) =>
    moves.slice(i + 1).some((later) => later.source === move.target),
  );
  if (!tangled) {
    return () => {
      for (const move of moves) move.copy();
    };
  }
  const reads = moves.map((move) => boxedReader(build, move.source));
  const assigns = moves.map((move) => assigner(build, move.target));
  return () => {
    const values = reads.map((read) => read());
    assigns.forEach((assign, i) => {
      assign(values[i] as Value);
    });
  };
}
