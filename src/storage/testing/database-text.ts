import type { Catalog } from '../../catalog/catalog.ts';
import type { GraphReader } from '../../graph/reader.ts';
import { graphText } from './graph-text.ts';

/** All that a state of a database holds, as lines that compare: the catalog and every graph. */
export function databaseText(catalog: Catalog, reader: (graph: number) => GraphReader): string[] {
  return stateText(catalog, (graph) => graphText(reader(graph)));
}

/** The same of graphs whose lines are known. */
export function stateText(
  catalog: Catalog,
  linesOf: (graph: number) => readonly string[],
): string[] {
  return [
    ...catalog.changes().map((change) => JSON.stringify(change)),
    ...catalog.graphNumbers().flatMap((graph) => linesOf(graph).map((line) => `${graph}: ${line}`)),
  ];
}
