import type { NodeScan, NodeSeek, EdgeSeek, PhysicalExpr } from '../../../planner/plan/operator.ts';
import type { EdgeBuffer, NodeBuffer, NodeSelection } from '../../../graph/reader.ts';
import { InternalError, present } from '../../../base/assert.ts';
import type { Value } from '../../../values/value.ts';
import type { Run } from '../../runtime/run.ts';
import type { Build, Cursor, Fan } from '../build.ts';
import { DONE, ROW } from '../build.ts';
import { evaluator } from '../expressions/evaluator.ts';

/** One row, which is whatever stands in the registers: `unit` and `argument`. */
export function singleRow(): Cursor {
  let pending = false;
  return {
    start() {
      pending = true;
    },
    next() {
      if (!pending) return DONE;
      pending = false;
      return ROW;
    },
  };
}

export function nodeScan(build: Build, op: NodeScan): Fan {
  const { run } = build;
  const { frame } = run;
  const { node } = op;
  const test = run.nodeTestNumber(op.labels);
  const buffer: NodeBuffer = { count: 0, nodes: new Int32Array(0) };
  let at = 0;
  let cursor = -1;
  return {
    open() {
      buffer.count = 0;
      at = 0;
      cursor = 0;
    },
    next() {
      while (at >= buffer.count) {
        if (cursor < 0) return false;
        buffer.count = 0;
        at = 0;
        cursor = run.reader.scanNodes(nodeSelection(run, test), cursor, buffer);
        run.count(1);
      }
      run.work++;
      frame[node] = buffer.nodes[at++] as number;
      return true;
    },
  };
}

/** The selection with a number that `nodeTestNumber` gave. */
export function nodeSelection(run: Run, test: number): NodeSelection {
  return present(run.nodeSelections[test], 'a node selection');
}

/** Resolves an index by name when the layout changed. */
function indexNumber(run: Run, name: string): () => number {
  let layout = -1;
  let number = -1;
  return () => {
    const { reader } = run;
    if (layout !== reader.layoutVersion) {
      const index = reader.indexes().find((each) => each.name === name);
      // The plan cache drops plans whose index is gone.
      if (index === undefined) throw new InternalError('the plan uses an index that is gone');
      layout = reader.layoutVersion;
      number = index.id;
    }
    return number;
  };
}

function keyEvaluator(build: Build, exprs: readonly PhysicalExpr[]): () => readonly Value[] {
  const evaluators = exprs.map((expr) => evaluator(build, expr));
  const values: Value[] = evaluators.map(() => null);
  return () => {
    for (let i = 0; i < evaluators.length; i++) values[i] = evaluators[i]?.() ?? null;
    return values;
  };
}

export function nodeSeek(build: Build, op: NodeSeek): Fan {
  const { run } = build;
  const { frame } = run;
  const { node } = op;
  const index = indexNumber(run, op.index);
  const values = keyEvaluator(build, op.values);
  const test = op.labels === undefined ? -1 : run.nodeTestNumber(op.labels);
  const buffer: NodeBuffer = { count: 0, nodes: new Int32Array(4) };
  let at = 0;
  return {
    open() {
      at = 0;
      buffer.count = 0;
      run.reader.lookupNodes(index(), values(), buffer);
      run.count(1 + buffer.count);
    },
    next() {
      while (at < buffer.count) {
        const slot = buffer.nodes[at++] as number;
        if (test >= 0 && !run.reader.acceptsNode(nodeSelection(run, test), slot)) continue;
        frame[node] = slot;
        return true;
      }
      return false;
    },
  };
}

export function edgeSeek(build: Build, op: EdgeSeek): Fan {
  const { run } = build;
  const { frame } = run;
  const { edge, source, target } = op;
  const index = indexNumber(run, op.index);
  const values = keyEvaluator(build, op.values);
  const buffer: EdgeBuffer = { count: 0, edges: new Float64Array(4) };
  let at = 0;
  return {
    open() {
      at = 0;
      buffer.count = 0;
      run.reader.lookupEdges(index(), values(), buffer);
      run.count(1 + buffer.count);
    },
    next() {
      if (at >= buffer.count) return false;
      const found = buffer.edges[at++] as number;
      frame[edge] = found;
      frame[source] = run.reader.edgeSource(found);
      frame[target] = run.reader.edgeTarget(found);
      return true;
    },
  };
}
