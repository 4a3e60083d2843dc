import { present } from '../../base/assert.ts';
import type { PathHost } from './host.ts';
import type { EdgeStep, GroupLeave, NodeStep, Program } from './program.ts';

/** Whether a node passes; it then stands for the variable in the frame. */
export function nodePasses(host: PathHost, test: NodeStep | GroupLeave, node: number): boolean {
  const { run } = host;
  if (test.kind === 'node') {
    if (test.test >= 0) {
      const selection = present(run.nodeSelections[test.test], 'a node selection');
      if (!run.reader.acceptsNode(selection, node)) return false;
    }
    if (!stands(host, test, node)) return false;
  }
  return test.predicate === undefined || test.predicate.holds();
}

/** The same for an edge of the right kind. */
export function edgePasses(host: PathHost, step: EdgeStep, edge: number): boolean {
  if (!stands(host, step, edge)) return false;
  return step.predicate === undefined || step.predicate.holds();
}

function stands({ run }: PathHost, { binding, variable }: NodeStep | EdgeStep, element: number) {
  if (binding === 'given') return run.frame[variable] === element;
  if (binding !== 'skip') run.frame[variable] = element;
  return true;
}

/** Whether one repetition fits an edge and the nodes around it. */
export type StepTest = (from: number, edge: number, to: number) => boolean;

/** What a local program with one repeat over one edge tests of each edge. */
export function stepTest({ instructions }: Program, host: PathHost): StepTest {
  const first = instructions.findIndex(({ kind }) => kind === 'repeatTest');
  const last = instructions.findIndex(({ kind }) => kind === 'repeatEnd');
  const body = instructions.slice(first, last);
  return (from, edge, to) => {
    let node = from;
    for (const instruction of body) {
      if (instruction.kind === 'edge') {
        if (!edgePasses(host, instruction, edge)) return false;
        node = to;
      } else if (instruction.kind === 'node' || instruction.kind === 'groupLeave') {
        if (!nodePasses(host, instruction, node)) return false;
      }
    }
    return true;
  };
}
