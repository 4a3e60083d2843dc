import { sameValue } from '../../values/equality.ts';
import { compareStrings } from '../../values/compare-strings.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, RecordValue } from '../../values/value.ts';
import {
  edgeArgument,
  elementArgument,
  nodeArgument,
  stringArgument,
  wrongType,
} from './arguments.ts';
import type { EvaluationContext } from './context.ts';
import type { Present, ScalarFunction } from './scalar.ts';
import { binary, strict, unary } from './scalar.ts';

/** Functions and predicates of nodes and edges (ISO/IEC 39075, 19.8–19.13, 20.11). */
export const ELEMENT_FUNCTIONS: readonly ScalarFunction[] = [
  unary('ELEMENT_ID', (element, { graph }) =>
    graph.elementId(elementArgument('ELEMENT_ID', element)),
  ),
  unary('LABELS', (element, context) => sortedLabels('LABELS', element, context)),
  unary('INFERRED_LABELS', (element, context) => sortedLabels('INFERRED_LABELS', element, context)),
  unary('TYPE', (edge, { graph }) => {
    const labels = graph.labels(edgeArgument('TYPE', edge));
    return labels.length === 0 ? null : [...labels].sort(compareStrings).join('&');
  }),
  unary('KEYS', (value, { graph }) =>
    value instanceof RecordValue
      ? value.names
      : graph.properties(elementArgument('KEYS', value)).names,
  ),
  unary('PROPERTIES', (value, { graph }) =>
    value instanceof RecordValue ? value : graph.properties(elementArgument('PROPERTIES', value)),
  ),
  unary('START_NODE', (edge, { graph }) => graph.source(edgeArgument('START_NODE', edge))),
  unary('END_NODE', (edge, { graph }) => graph.destination(edgeArgument('END_NODE', edge))),
  binary('PROPERTY', propertyOf),
  binary('PROPERTY_EXISTS', (element, name, { graph }) => {
    const owner = elementArgument('PROPERTY_EXISTS', element);
    return graph.property(owner, stringArgument('PROPERTY_EXISTS', name)) !== null;
  }),
  strict('ALL_DIFFERENT', (values) =>
    values.every((value, i) => !values.slice(i + 1).some((other) => sameValue(value, other))),
  ),
  strict('SAME', ([first = '', ...others]) => others.every((other) => sameValue(first, other))),
  unary('IS DIRECTED', (edge, { graph }) => graph.isDirected(edgeArgument('IS DIRECTED', edge))),
  binary('IS SOURCE OF', (node, edge, { graph }) => {
    const end = edgeArgument('IS SOURCE OF', edge);
    return (
      graph.isDirected(end) && sameValue(graph.source(end), nodeArgument('IS SOURCE OF', node))
    );
  }),
  binary('IS DESTINATION OF', (node, edge, { graph }) => {
    const end = edgeArgument('IS DESTINATION OF', edge);
    const target = nodeArgument('IS DESTINATION OF', node);
    return graph.isDirected(end) && sameValue(graph.destination(end), target);
  }),
];

/** By code point, so that two elements of one label set show it alike. */
function sortedLabels(name: string, value: Present, { graph }: EvaluationContext): Value {
  return [...graph.labels(elementArgument(name, value))].sort(compareStrings);
}

/** `value.name` of an element or record; what is not there is null (B.5). */
export function propertyOf(value: Present, name: Present, { graph }: EvaluationContext): Value {
  const key = stringArgument('a property', name);
  if (value instanceof NodeValue || value instanceof EdgeValue) return graph.property(value, key);
  if (value instanceof RecordValue) return value.get(key) ?? null;
  throw wrongType(`.${key}`, 'a node, an edge or a record', value);
}
