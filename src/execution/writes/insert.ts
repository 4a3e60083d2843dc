import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import type { PropertyEntry } from '../../graph/store.ts';
import type { BoundInsert } from '../../semantics/bound/statement.ts';
import type { Value } from '../../values/value.ts';
import { checkStorable } from './storable.ts';

/** What of an insertion's element its creation needs; expressions are the executor's business. */
type InsertedNode = Extract<BoundInsert<unknown>, { readonly kind: 'node' }>;
type InsertedEdge = Extract<BoundInsert<unknown>, { readonly kind: 'edge' }>;

/** Creates a node from its properties' values, in the order of the element; gives its slot. */
export function insertNode(
  writer: GraphWrite,
  element: InsertedNode,
  values: readonly Value[],
): number {
  return writer.insertNode(element.labels, entries(element.properties, values));
}

export interface EdgeEnds {
  /** Slots; negative where the variable was null. */
  readonly source: number;
  readonly target: number;
}

/** G1002 where an end is deleted, 22004 where it is null. Gives the packed edge. */
export function insertEdge(
  writer: GraphWrite,
  element: InsertedEdge,
  ends: EdgeEnds,
  values: readonly Value[],
): number {
  checkEnd(writer, ends.source, element.span);
  checkEnd(writer, ends.target, element.span);
  return writer.insertEdge({
    labels: element.labels,
    directed: element.directed,
    source: ends.source,
    target: ends.target,
    properties: entries(element.properties, values),
  });
}

function checkEnd(writer: GraphWrite, slot: number, span: Span): void {
  if (slot < 0) throw new GqlError('22004', 'an end of the new edge is null', { span });
  if (!writer.reader.isNode(slot)) {
    throw new GqlError('G1002', 'an end of the new edge has been deleted', { span });
  }
}

function entries(
  properties: InsertedNode['properties'],
  values: readonly Value[],
): PropertyEntry[] {
  const result: PropertyEntry[] = [];
  for (let i = 0; i < properties.length; i++) {
    const value = values[i] ?? null;
    if (value === null) continue;
    const property = properties[i];
    if (property === undefined) continue;
    checkStorable(value, property.name, property.value.span);
    result.push({ name: property.name, value });
  }
  return result;
}
