import { dataError } from '../../values/data-error.ts';
import { describeFamily, isList } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, NodeValue, PathValue } from '../../values/value.ts';
import type { GraphReader } from '../../graph/reader.ts';

/**
 * The path through a pattern's variables in order (see `MakePathExpr`). Groups contribute all their
 * elements; a node that is named twice in a row (the end of one stretch and the start of the next)
 * counts once; what a group leaves out between two edges is the node that they share. Null when the
 * path was not matched (OPTIONAL).
 */
export function makePath(reader: GraphReader, parts: readonly Value[]): PathValue | null {
  const nodes: number[] = [];
  const edges: number[] = [];
  for (const part of parts) addPart({ reader, nodes, edges }, part);
  if (nodes.length === 0) return null;
  if (nodes.length === edges.length) closePath(reader, nodes, edges);
  return new PathValue(reader.graph, nodes, edges);
}

interface PathUnderway {
  readonly reader: GraphReader;
  readonly nodes: number[];
  readonly edges: number[];
}

function addPart(path: PathUnderway, part: Value): void {
  if (part === null) return;
  if (part instanceof NodeValue) {
    addNode(path, part.slot);
  } else if (part instanceof EdgeValue) {
    addEdge(path, part.edge);
  } else if (part instanceof PathValue) {
    part.nodes.forEach((node, i) => {
      addNode(path, node);
      const edge = part.edges[i];
      if (edge !== undefined) addEdge(path, edge);
    });
  } else if (isList(part)) {
    for (const element of part) addPart(path, element);
  } else {
    throw dataError('22G0Z', `a path has no place for ${describeFamily(part)}`);
  }
}

function addNode(path: PathUnderway, slot: number): void {
  const { nodes, edges } = path;
  if (nodes.length > edges.length) {
    if (nodes.at(-1) !== slot) throw dataError('22G0Z', 'the path is not connected');
    return;
  }
  const edge = edges.at(-1);
  if (edge !== undefined && otherEnd(path.reader, edge, nodes.at(-1) ?? -1) !== slot) {
    throw dataError('22G0Z', 'the path is not connected');
  }
  nodes.push(slot);
}

function addEdge(path: PathUnderway, edge: number): void {
  const { nodes, edges } = path;
  if (nodes.length === edges.length) closePath(path.reader, nodes, edges);
  edges.push(edge);
}

/** Adds the far end of the last edge, which no variable named. */
function closePath(reader: GraphReader, nodes: number[], edges: readonly number[]): void {
  const edge = edges.at(-1);
  if (edge === undefined) throw dataError('22G0Z', 'a path starts with a node');
  const next = otherEnd(reader, edge, nodes.at(-1) ?? -1);
  if (next < 0) throw dataError('22G0Z', 'the path is not connected');
  nodes.push(next);
}

/** The end of an edge that one comes out at when entering at `from`; −1 when it is no end. */
export function otherEnd(reader: GraphReader, edge: number, from: number): number {
  const source = reader.edgeSource(edge);
  const target = reader.edgeTarget(edge);
  if (source === from) return target;
  return target === from ? source : -1;
}
