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
import type { Update } from '../../../semantics/bound/statement.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Value } from '../../../values/value.ts';
import { EdgeValue, NodeValue } from '../../../values/value.ts';
import { slotIn } from '../../runtime/elements.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import { RowBuffer } from '../../runtime/row-buffer.ts';
import type { Run } from '../../runtime/run.ts';
import { Assignments } from '../../writes/assignments.ts';
import { Deletions } from '../../writes/deletions.ts';
import { insertEdge, insertNode } from '../../writes/insert.ts';
import type { Build, Cursor } from '../build.ts';
import { registerKind } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { liveOutputs } from '../live.ts';
import { boxedReader, clearer, slotReader } from '../registers.ts';
import { breaker } from './breaker.ts';

type Element = Insert<PhysicalOperator>['elements'][number];

/** What an update writes to: the graph of the run, or the one that it names. */
function writerOf(run: Run, { graph }: Update): GraphWrite {
  const { writer, writerOf: others } = run.context;
  const found = graph === undefined ? writer : others?.(graph);
  if (found === undefined) throw new GqlError('25G03', 'the transaction is read-only');
  return found;
}

/** The number of the graph that an update works on. */
function graphOf(run: Run, { graph }: Update): number {
  return graph ?? run.reader.graph;
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
  const creators = op.elements.map((element) => creator(build, op, element));
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
  update: Update,
  element: Element,
): { readonly width: number; create(values: readonly Value[]): void } {
  const { run } = build;
  const { frame } = run;
  const { variable } = element;
  const width = element.properties.length;
  const isBare = registerKind(build, variable) !== 'value';
  if (element.kind === 'node') {
    return {
      width,
      create(values) {
        const slot = insertNode(writerOf(run, update), element, values);
        frame[variable] = isBare ? slot : new NodeValue(graphOf(run, update), slot);
      },
    };
  }
  const source = endReader(build, update, element, element.source);
  const target = endReader(build, update, element, element.target);
  return {
    width,
    create(values) {
      const ends = { source: source(), target: target() };
      const edge = insertEdge(writerOf(run, update), element, ends, values);
      frame[variable] = isBare ? edge : new EdgeValue(graphOf(run, update), edge);
    },
  };
}

/** Reads the slot of an end of a new edge; G1003 where it is a node of another graph. */
function endReader(
  build: Build,
  update: Update,
  { span }: Extract<Element, { readonly kind: 'edge' }>,
  end: VariableId,
): () => number {
  const { run } = build;
  if (update.graph === undefined && registerKind(build, end) === 'node') {
    return slotReader(build, end);
  }
  const read = boxedReader(build, end);
  return () => {
    const node = read();
    const graph = graphOf(run, update);
    if (!(node instanceof NodeValue) || node.graph === graph) {
      return slotIn(run.readerOf(graph), node);
    }
    throw new GqlError('G1003', 'an end of the new edge is a node of another graph', {
      span,
      hint: 'an edge joins two nodes of the graph that it is inserted into',
    });
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
      assignments = new Assignments(run, graphOf(run, op));
    },
    take() {
      for (const gather of gathers) gather(present(assignments, 'the assignments'));
      rows.push();
    },
    finish() {
      assignments?.apply(writerOf(run, op));
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
  let deletions: Deletions | undefined;
  return breaker(build, op.input, {
    clear() {
      rows.clear();
      deletions = new Deletions(graphOf(run, op));
    },
    take() {
      const all = present(deletions, 'the deletions');
      for (const { evaluate, span } of items) all.add(evaluate(), span);
      rows.push();
    },
    finish() {
      deletions?.apply(writerOf(run, op), op.detach);
      run.renewReader();
      run.count(deletions?.size ?? 0);
      return rows.count;
    },
    give(row) {
      rows.restore(row);
    },
  });
}
