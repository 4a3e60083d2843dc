import { GqlError } from '../base/errors.ts';
import type { GraphReader } from '../graph/reader.ts';
import type { Value } from '../values/value.ts';
import { EdgeValue, GraphValue, NodeValue, PathValue, RecordValue } from '../values/value.ts';

/** The graphs of one state of the database; undefined for one that is not there. */
export type Graphs = (graph: number) => GraphReader | undefined;

/**
 * A value that outlives the statement it comes from, as it is in a later state of the database.
 * Elements are kept by their ids, since the slot of a deleted one may be given to another.
 *
 * @throws GqlError 22G11 where an element in it has been deleted (ISO/IEC 39075, 4.15.1).
 */
export type KeptValue = (graphs: Graphs) => Value;

/** Keeps a value of the state that `graphs` shows. */
export function keepValue(value: Value, graphs: Graphs): KeptValue {
  if (value instanceof NodeValue) return keptNode(value.graph, value.slot, graphs);
  if (value instanceof EdgeValue) return keptEdge(value.graph, value.edge, graphs);
  if (value instanceof PathValue) return keptPath(value, graphs);
  if (value instanceof GraphValue) {
    return (now) => (requireGraph(now, value.id), value);
  }
  if (Array.isArray(value)) {
    const elements = (value as readonly Value[]).map((element) => keepValue(element, graphs));
    return (now) => elements.map((element) => element(now));
  }
  if (value instanceof RecordValue) {
    const values = value.values.map((field) => keepValue(field, graphs));
    return (now) =>
      new RecordValue(
        value.names,
        values.map((field) => field(now)),
      );
  }
  return () => value;
}

function keptNode(graph: number, slot: number, graphs: Graphs): KeptValue {
  const slotNow = nodeKeeper(graph, slot, graphs);
  return (now) => new NodeValue(graph, slotNow(now));
}

function keptEdge(graph: number, edge: number, graphs: Graphs): KeptValue {
  const edgeNow = edgeKeeper(graph, edge, graphs);
  return (now) => new EdgeValue(graph, edgeNow(now));
}

function keptPath({ graph, nodes, edges }: PathValue, graphs: Graphs): KeptValue {
  const nodesNow = nodes.map((slot) => nodeKeeper(graph, slot, graphs));
  const edgesNow = edges.map((edge) => edgeKeeper(graph, edge, graphs));
  return (now) =>
    new PathValue(
      graph,
      nodesNow.map((slot) => slot(now)),
      edgesNow.map((edge) => edge(now)),
    );
}

function nodeKeeper(graph: number, slot: number, graphs: Graphs): (now: Graphs) => number {
  const id = requireGraph(graphs, graph).nodeId(slot);
  return (now) => live('node', requireGraph(now, graph).nodeById(id));
}

function edgeKeeper(graph: number, edge: number, graphs: Graphs): (now: Graphs) => number {
  const id = requireGraph(graphs, graph).edgeId(edge);
  return (now) => live('edge', requireGraph(now, graph).edgeById(id));
}

function requireGraph(graphs: Graphs, graph: number): GraphReader {
  return graphs(graph) ?? deleted('graph');
}

function live(what: 'node' | 'edge', place: number): number {
  return place < 0 ? deleted(what) : place;
}

function deleted(what: 'node' | 'edge' | 'graph'): never {
  throw new GqlError('22G11', `the ${what} that it refers to has been deleted`, {
    hint: 'SESSION SET gives the parameter another value, SESSION RESET PARAMETER takes it away',
  });
}
