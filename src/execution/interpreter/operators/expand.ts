import type { Expand, ExpandCount, ExpandInto } from '../../../planner/plan/operator.ts';
import type { EdgeSelection, ExpandBuffer, Orientation } from '../../../graph/reader.ts';
import { present } from '../../../base/assert.ts';
import type { Run } from '../../runtime/run.ts';
import type { Build, Fan, Step } from '../build.ts';
import { condition } from '../expressions/conditions.ts';
import { slotReader } from '../registers.ts';
import { nodeSelection } from './leaves.ts';

export function newExpandBuffer(): ExpandBuffer {
  return { count: 0, nodes: new Int32Array(8), edges: new Float64Array(8) };
}

/** The selection with a number that `edgeTestNumber` gave. */
export function edgeSelection(run: Run, test: number): EdgeSelection {
  return present(run.edgeSelections[test], 'an edge selection');
}

/** Orientations in the order in which loops are decided: a loop counts with `out` alone. */
function crossesBothWays(orientations: readonly Orientation[]): boolean {
  return orientations.includes('out') && orientations.includes('in');
}

export function expand(build: Build, op: Expand): Fan {
  const { run } = build;
  const { frame } = run;
  const { orientations, edge, to, edgeUsed } = op;
  const fromSlot = slotReader(build, op.from);
  const edgeTest = run.edgeTestNumber(op.labels);
  const toTest = op.toLabels === undefined ? -1 : run.nodeTestNumber(op.toLabels);
  const dropsLoops = crossesBothWays(orientations);
  const buffer = newExpandBuffer();
  let from = -1;
  let turn = 0;
  let at = 0;
  let skipsLoops = false;
  const load = (): void => {
    const orientation = orientations[turn++] as Orientation;
    skipsLoops = dropsLoops && orientation === 'in';
    at = 0;
    buffer.count = 0;
    run.reader.expand(from, edgeSelection(run, edgeTest), orientation, buffer);
    run.count(1 + buffer.count);
  };
  return {
    open() {
      from = fromSlot();
      turn = from < 0 ? orientations.length : 0;
      at = 0;
      buffer.count = 0;
    },
    next() {
      for (;;) {
        while (at < buffer.count) {
          const i = at++;
          const far = buffer.nodes[i] as number;
          if (skipsLoops && far === from) continue;
          if (toTest >= 0 && !run.reader.acceptsNode(nodeSelection(run, toTest), far)) continue;
          frame[to] = far;
          if (edgeUsed) frame[edge] = buffer.edges[i] as number;
          return true;
        }
        if (turn >= orientations.length) return false;
        load();
      }
    },
  };
}

const REVERSE: Readonly<Record<Orientation, Orientation>> = {
  out: 'in',
  in: 'out',
  undirected: 'undirected',
};

/** Looks through the edges of whichever end has fewer. */
export function expandInto(build: Build, op: ExpandInto): Fan {
  const { run } = build;
  const { frame } = run;
  const { orientations, edge, edgeUsed } = op;
  const fromSlot = slotReader(build, op.from);
  const toSlot = slotReader(build, op.to);
  const edgeTest = run.edgeTestNumber(op.labels);
  const dropsLoops = crossesBothWays(orientations);
  const buffer = newExpandBuffer();
  let from = -1;
  let to = -1;
  let sought = -1;
  let turn = 0;
  let at = 0;
  const load = (): void => {
    const orientation = orientations[turn++] as Orientation;
    at = 0;
    buffer.count = 0;
    if (dropsLoops && orientation === 'in' && from === to) return;
    const selection = edgeSelection(run, edgeTest);
    const { reader } = run;
    const fewer =
      reader.degree(from, selection, orientation) <=
      reader.degree(to, selection, REVERSE[orientation]);
    sought = fewer ? to : from;
    if (fewer) reader.expand(from, selection, orientation, buffer);
    else reader.expand(to, selection, REVERSE[orientation], buffer);
    run.count(1 + buffer.count);
  };
  return {
    open() {
      from = fromSlot();
      to = toSlot();
      turn = from < 0 || to < 0 ? orientations.length : 0;
      at = 0;
      buffer.count = 0;
    },
    next() {
      for (;;) {
        while (at < buffer.count) {
          const i = at++;
          if (buffer.nodes[i] !== sought) continue;
          if (edgeUsed) frame[edge] = buffer.edges[i] as number;
          return true;
        }
        if (turn >= orientations.length) return false;
        load();
      }
    },
  };
}

/** Multiplies the weight by the number of edges; by the degree alone where nothing is tested. */
export function expandCount(build: Build, op: ExpandCount): Step {
  const { run } = build;
  const { frame } = run;
  const { weight, weightIn } = op;
  const count = edgeCounter(build, op);
  const fromSlot = slotReader(build, op.from);
  return {
    test() {
      const from = fromSlot();
      if (from < 0) return false;
      const edges = count(from);
      if (edges === 0) return false;
      frame[weight] = weightIn === undefined ? edges : edges * (frame[weightIn] as number);
      return true;
    },
  };
}

function edgeCounter(build: Build, op: ExpandCount): (from: number) => number {
  const { run } = build;
  const { frame } = run;
  const { orientations, edge, to } = op;
  const edgeTest = run.edgeTestNumber(op.labels);
  const dropsLoops = crossesBothWays(orientations);
  if (op.toLabels === undefined && op.condition === undefined && !dropsLoops) {
    return (from) => {
      let total = 0;
      run.count(1);
      for (const orientation of orientations) {
        total += run.reader.degree(from, edgeSelection(run, edgeTest), orientation);
      }
      return total;
    };
  }
  const toTest = op.toLabels === undefined ? -1 : run.nodeTestNumber(op.toLabels);
  const holds = op.condition && condition(build, op.condition);
  const buffer = newExpandBuffer();
  return (from) => {
    let total = 0;
    for (const orientation of orientations) {
      const skipsLoops = dropsLoops && orientation === 'in';
      buffer.count = 0;
      run.reader.expand(from, edgeSelection(run, edgeTest), orientation, buffer);
      run.count(1 + buffer.count);
      for (let i = 0; i < buffer.count; i++) {
        const far = buffer.nodes[i] as number;
        if (skipsLoops && far === from) continue;
        if (toTest >= 0 && !run.reader.acceptsNode(nodeSelection(run, toTest), far)) continue;
        if (holds !== undefined) {
          frame[to] = far;
          frame[edge] = buffer.edges[i] as number;
          if (!holds()) continue;
        }
        total++;
      }
    }
    return total;
  };
}
