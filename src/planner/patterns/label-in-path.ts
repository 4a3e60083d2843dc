import type { LabelTest } from '../../graph/label-test.ts';
import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { bothLabels } from '../label-logic.ts';

/** The path with the labels demanded of one of its nodes, wherever the node stands. */
export function labelInPath<S>(
  path: BoundPathPattern<S>,
  node: VariableId,
  labels: LabelTest,
): BoundPathPattern<S> {
  return { ...path, expression: labelPart(path.expression, node, labels) };
}

function labelPart<S>(part: BoundPath<S>, node: VariableId, labels: LabelTest): BoundPath<S> {
  const inner = (path: BoundPath<S>): BoundPath<S> => labelPart(path, node, labels);
  switch (part.kind) {
    case 'node': {
      const both = bothLabels(part.labels, labels);
      return part.variable === node && both ? { ...part, labels: both } : part;
    }
    case 'edge':
      return part;
    case 'concatenation':
      return { ...part, elements: part.elements.map(inner) };
    case 'alternation':
      return { ...part, alternatives: part.alternatives.map(inner) };
    case 'group':
    case 'repeat':
    case 'questioned':
      return { ...part, expression: inner(part.expression) };
  }
}
