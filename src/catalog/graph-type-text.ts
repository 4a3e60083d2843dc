import { formatName } from '../values/text.ts';
import { typeName } from '../values/type-name.ts';
import type { EdgeType, GraphType, NodeType, PropertyType } from './graph-type.ts';

/** `(:Person&Student)`: a node type, or a node, by its labels. */
export function printNode(labels: readonly string[]): string {
  return `(${printLabels(labels)})`;
}

/** `(:Person)-[:KNOWS]->(:Person)`. */
export function printEdge(
  labels: readonly string[],
  directed: boolean,
  source: readonly string[],
  target: readonly string[],
): string {
  const arc = `[${printLabels(labels)}]`;
  return `${printNode(source)}${directed ? `-${arc}->` : `~${arc}~`}${printNode(target)}`;
}

/** A node type by its type name, or else by its labels. */
export function printNodeType({ name, labels }: NodeType): string {
  return name === undefined ? `node type ${printNode(labels)}` : `node type ${formatName(name)}`;
}

export function printEdgeType(type: EdgeType, graphType: GraphType): string {
  if (type.name !== undefined) return `edge type ${formatName(type.name)}`;
  return `edge type ${printEdgePattern(type, graphType)}`;
}

/** `(:Person)-[:KNOWS]->(:Person)`, by labels whether or not it has a name. */
export function printEdgePattern(type: EdgeType, { nodeTypes }: GraphType): string {
  const [source, target] = [nodeTypes[type.source], nodeTypes[type.target]];
  const ends = [source?.labels ?? [], target?.labels ?? []] as const;
  return printEdge(type.labels, type.directed, ...ends);
}

/** `name STRING NOT NULL`. */
export function printProperty({ name, type }: PropertyType): string {
  return `${formatName(name)} ${typeName(type)}`;
}

function printLabels(labels: readonly string[]): string {
  return labels.length === 0 ? '' : `:${labels.map(formatName).join('&')}`;
}
