import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Value } from '../../values/value.ts';
import { unreachable } from '../../base/assert.ts';
import { NO_EDGE, NO_NODE } from '../../graph/ids.ts';
import { edgeIn, edgeValue, nodeValue, slotIn } from '../runtime/elements.ts';
import type { Build, Evaluate } from './build.ts';
import { registerKind } from './build.ts';

/** Reads a variable as a value: elements are boxed. */
export function boxedReader(build: Build, variable: VariableId): Evaluate {
  const { run } = build;
  const { frame } = run;
  const kind = registerKind(build, variable);
  switch (kind) {
    case 'node':
      return () => nodeValue(run.reader, frame[variable] as number);
    case 'edge':
      return () => edgeValue(run.reader, frame[variable] as number);
    case 'value':
      return () => frame[variable] as Value;
    default:
      return unreachable(kind);
  }
}

/** Reads the slot of a variable that stands for a node, however its register holds it. */
export function slotReader(build: Build, variable: VariableId): () => number {
  const { run } = build;
  const { frame } = run;
  if (registerKind(build, variable) === 'node') return () => frame[variable] as number;
  return () => slotIn(run.reader, frame[variable]);
}

/** Sets a variable to a value, unboxing elements. */
export function assigner(build: Build, variable: VariableId): (value: Value) => void {
  const { run } = build;
  const { frame } = run;
  const kind = registerKind(build, variable);
  switch (kind) {
    case 'node':
      return (value) => (frame[variable] = slotIn(run.reader, value));
    case 'edge':
      return (value) => (frame[variable] = edgeIn(run.reader, value));
    case 'value':
      return (value) => (frame[variable] = value);
    default:
      return unreachable(kind);
  }
}

/** Copies between variables, boxing only where the registers differ in kind. */
export function copier(build: Build, from: VariableId, to: VariableId): () => void {
  const { frame } = build.run;
  if (registerKind(build, from) === registerKind(build, to)) {
    return () => (frame[to] = frame[from] as Value);
  }
  const read = boxedReader(build, from);
  const assign = assigner(build, to);
  return () => {
    assign(read());
  };
}

/** Sets variables to null. */
export function clearer(build: Build, variables: readonly VariableId[]): () => void {
  const { frame } = build.run;
  const nulls = variables.map((id) => nullRegister(build, id));
  return () => {
    for (let i = 0; i < variables.length; i++) frame[variables[i] as number] = nulls[i] as Value;
  };
}

/** What a variable's register holds where the variable is null. */
export function nullRegister(build: Build, variable: VariableId): Value {
  const kind = registerKind(build, variable);
  if (kind === 'value') return null;
  return kind === 'node' ? NO_NODE : NO_EDGE;
}
