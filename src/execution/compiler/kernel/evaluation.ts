import type { GraphReader } from '../../../graph/reader.ts';
import type { EdgeValue, RecordValue, Value } from '../../../values/value.ts';
import { NodeValue } from '../../../values/value.ts';
import type { EvaluationContext } from '../../functions/context.ts';
import type { ExecutionContext } from '../../executable.ts';
import {
  checkEdgeLives,
  checkNodeLives,
  propertiesOf,
  propertyOf,
} from '../../runtime/elements.ts';

/** What scalar functions may use: one object a run, made when a plan with calls starts. */
export function evaluationOf(context: ExecutionContext): EvaluationContext & {
  readonly labelsOf: (element: NodeValue | EdgeValue) => readonly string[];
} {
  const { requestTimeNs, timeZone, random, statuses } = context;
  const reader = (): GraphReader => context.writer?.reader ?? context.reader;
  const labelsOf = (element: NodeValue | EdgeValue): readonly string[] => {
    const graph = checked(reader(), element);
    return element instanceof NodeValue
      ? graph.nodeLabels(element.slot)
      : graph.edgeLabels(element.edge);
  };
  return {
    requestTimeNs,
    timeZone,
    random,
    labelsOf,
    warn: (gqlstatus) => statuses.add(gqlstatus),
    graph: {
      labels: labelsOf,
      property: (element, name): Value => propertyOf(reader(), element, name),
      properties: (element): RecordValue => propertiesOf(reader(), element),
      elementId: (element) => {
        const graph = checked(reader(), element);
        return String(
          element instanceof NodeValue ? graph.nodeId(element.slot) : graph.edgeId(element.edge),
        );
      },
      isDirected: (edge) => checked(reader(), edge).edgeIsDirected(edge.edge),
      source: (edge) => new NodeValue(edge.graph, checked(reader(), edge).edgeSource(edge.edge)),
      destination: (edge) =>
        new NodeValue(edge.graph, checked(reader(), edge).edgeTarget(edge.edge)),
    },
  };
}

/** The reader, after a look whether the element is still there (22G11). */
function checked(reader: GraphReader, element: NodeValue | EdgeValue): GraphReader {
  if (element instanceof NodeValue) checkNodeLives(reader, element.slot);
  else checkEdgeLives(reader, element.edge);
  return reader;
}
