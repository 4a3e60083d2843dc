import { present } from '../../../base/assert.ts';
import { GqlError } from '../../../base/errors.ts';
import type { GraphWrite } from '../../../graph/database-store.ts';
import type {
  DeletePlan,
  Insert,
  PhysicalOperator,
  RemovePlan,
  SetPlan,
} from '../../../planner/plan/operator.ts';
import type { Value } from '../../../values/value.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import { RowBuffer } from '../../runtime/row-buffer.ts';
import type { Run } from '../../runtime/run.ts';
import { Assignments } from '../../writes/assignments.ts';
import { Deletions } from '../../writes/deletions.ts';
import { insertEdge, insertNode } from '../../writes/insert.ts';
import type { Build, Cursor } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { liveOutputs } from '../live.ts';
import { clearer, slotReader } from '../registers.ts';
import { breaker } from './breaker.ts';

type Element = Insert<PhysicalOperator>['elements'][number];

function writerOf(run: Run): GraphWrite {
  if (run.context.writer === undefined) {
    throw new GqlError('25G03', 'the transaction is read-only');
  }
  return run.context.writer;
}

/** Rows before and after a write, which passes on as many as it takes. */
function keptRows(build: Build, op: PhysicalOperator, input: PhysicalOperator): RowBuffer {
  const added = op.kind === 'insert' ? op.elements.map((element) => element.variable) : [];
  return new RowBuffer(build.run, [...new Set([...liveOutputs(build, input), ...added])]);
}

/** First the properties of all rows' elements, then the elements, row by row. */
export function inserts(build: Build, op: Insert<PhysicalOperator>): Cursor {
  const { run } = build;
  const rows = keptRows(build, op, op.input);
  const holding = new Holding(run.memory);
  const properties = op.elements.flatMap((element) =>
    element.properties.map((property) => evaluator(build, property.value)),
  );
  const clearNew = clearer(
    build,
    op.elements.map((element) => element.variable),
  );
  const creators = op.elements.map((element) => creator(build, element));
  let values: Value[] = [];
  return breaker(build, op.input, {
    clear() {
      rows.clear();
      holding.clear();
      values = [];
    },
    take() {
      for (const property of properties) {
        const value = property();
        values.push(value);
        holding.charge(8 + heapBytes(value));
      }
      clearNew();
      rows.push();
    },
    finish() {
      let at = 0;
      for (let row = 0; row < rows.count; row++) {
        rows.restore(row);
        for (const each of creators) {
          each.create(values.slice(at, at + each.width));
          at += each.width;
        }
        rows.replace(row);
        run.count(1);
      }
      run.renewReader();
      return rows.count;
    },
    give(row) {
      rows.restore(row);
    },
  });
}

/** Creates one element from its properties' values and puts it into its register. */
function creator(
  build: Build,
  element: Element,
): { readonly width: number; create(values: readonly Value[]): void } {
  const { run } = build;
  const { frame } = run;
  const width = element.properties.length;
  if (element.kind === 'node') {
    return {
      width,
      create(values) {
        frame[element.variable] = insertNode(writerOf(run), element, values);
      },
    };
  }
  const source = slotReader(build, element.source);
  const target = slotReader(build, element.target);
  return {
    width,
    create(values) {
      const ends = { source: source(), target: target() };
      frame[element.variable] = insertEdge(writerOf(run), element, ends, values);
    },
  };
}

/** Evaluates a statement's changes for the row in the registers. */
type Gather = (assignments: Assignments) => void;

function assigning(
  build: Build,
  op: SetPlan<PhysicalOperator> | RemovePlan<PhysicalOperator>,
  gathers: readonly Gather[],
): Cursor {
  const { run } = build;
  const rows = keptRows(build, op, op.input);
  let assignments: Assignments | undefined;
  return breaker(build, op.input, {
    clear() {
      rows.clear();
      assignments = new Assignments(run.reader);
    },
    take() {
      for (const gather of gathers) gather(present(assignments, 'the assignments'));
      rows.push();
    },
    finish() {
      assignments?.apply(writerOf(run));
      run.renewReader();
      run.count(assignments?.size ?? 0);
      return rows.count;
    },
    give(row) {
      rows.restore(row);
    },
  });
}

export function sets(build: Build, op: SetPlan<PhysicalOperator>): Cursor {
  const gathers = op.items.map((item): Gather => {
    const element = evaluator(build, item.element);
    const { span } = item;
    if (item.kind === 'label') {
      return (into) => {
        into.addLabel(element(), item.label, span);
      };
    }
    const value = evaluator(build, item.value);
    if (item.kind === 'property') {
      return (into) => {
        into.setProperty(element(), item.name, value(), span);
      };
    }
    return (into) => {
      into.setAll(element(), value(), item.merge, span);
    };
  });
  return assigning(build, op, gathers);
}

export function removes(build: Build, op: RemovePlan<PhysicalOperator>): Cursor {
  const gathers = op.items.map((item): Gather => {
    const element = evaluator(build, item.element);
    const { span } = item;
    if (item.kind === 'label') {
      return (into) => {
        into.removeLabel(element(), item.label, span);
      };
    }
    return (into) => {
      into.removeProperty(element(), item.name, span);
    };
  });
  return assigning(build, op, gathers);
}

export function deletes(build: Build, op: DeletePlan<PhysicalOperator>): Cursor {
  const { run } = build;
  const rows = keptRows(build, op, op.input);
  const items = op.items.map((item) => ({ evaluate: evaluator(build, item), span: item.span }));
  let deletions = new Deletions();
  return breaker(build, op.input, {
    clear() {
      rows.clear();
      deletions = new Deletions();
    },
    take() {
      for (const { evaluate, span } of items) deletions.add(evaluate(), span);
      rows.push();
    },
    finish() {
      deletions.apply(writerOf(run), op.detach);
      run.renewReader();
      run.count(deletions.size);
      return rows.count;
    },
    give(row) {
      rows.restore(row);
    },
  });
}
