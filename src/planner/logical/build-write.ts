import { unreachable } from '../../base/assert.ts';
import type { BoundClause, BoundExpr } from '../../semantics/bound/statement.ts';
import { mapInserts, mapRemoves, mapSets } from '../plan/map-operator.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';

type WriteClause = Extract<BoundClause, { readonly kind: 'insert' | 'set' | 'remove' | 'delete' }>;

export function buildWrite(
  clause: WriteClause,
  input: LogicalOperator,
  map: (expr: BoundExpr) => LogicalExpr,
): LogicalOperator {
  const update = clause.graph === undefined ? {} : { graph: clause.graph };
  switch (clause.kind) {
    case 'insert':
      return { kind: 'insert', ...update, input, elements: mapInserts(clause.elements, map) };
    case 'set':
      return { kind: 'set', ...update, input, items: mapSets(clause.items, map) };
    case 'remove':
      return { kind: 'remove', ...update, input, items: mapRemoves(clause.items, map) };
    case 'delete':
      return {
        ...update,
        kind: 'delete',
        input,
        detach: clause.detach,
        items: clause.items.map(map),
      };
    default:
      return unreachable(clause);
  }
}
