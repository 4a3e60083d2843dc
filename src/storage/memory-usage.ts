import type { GraphData } from './graph-data.ts';

/** Approximate bytes by part, reserved capacity included. */
export function measureMemory(data: GraphData): Readonly<Record<string, number>> {
  const sum = (parts: readonly { readonly byteLength: number }[]): number =>
    parts.reduce((total, { byteLength }) => total + byteLength, 0);
  const adjacencies = sum(data.edgeTables.flatMap((table) => table.adjacencies));
  return {
    nodes: sum(data.nodeTables),
    edges: sum(data.edgeTables) - adjacencies,
    adjacencies,
    indexes: sum(data.indexes),
    ids: data.nodeIds.byteLength + data.edgeIds.byteLength,
    slots: data.pageTable.byteLength + data.pageDelta.byteLength,
    undo: data.journal.undo.byteLength,
  };
}
