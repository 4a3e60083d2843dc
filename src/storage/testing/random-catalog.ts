import type { CatalogChange } from '../../catalog/catalog-change.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { Catalog } from '../../catalog/catalog.ts';
import type { SchemaObject } from '../../catalog/entries.ts';
import type { GraphType } from '../../catalog/graph-type.ts';
import type { Random } from '../../base/random.ts';

/** Random changes that fit a catalog, most of them of graphs; a rename is two. */
export function randomCatalogChanges(random: Random, catalog: Catalog): readonly CatalogChange[] {
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const schemas = catalog.schemas().map(({ path }) => path);
  const schema = schemas[below(schemas.length)];
  const dice = random.next();
  if (schema === undefined || dice < 0.15) {
    const path = [['a', 'b', 'with "quotes"'][below(3)] ?? '', `s${below(2)}`].slice(below(2));
    if (catalog.schema(path) === undefined) return [{ change: 'putSchema', path, createdMs: 1 }];
    return [{ change: 'removeSchema', path }];
  }
  const now = below(1_000);
  const dated = { createdMs: now, modifiedMs: now };
  if (dice < 0.25) {
    const object: SchemaObject =
      below(2) === 0
        ? { kind: 'graphType', ...dated, type: TYPE }
        : { kind: 'procedure', ...dated, text: `CREATE ${'PROCEDURE '.repeat(below(200))}` };
    const path = [...schema, 'other'];
    const isThere = catalog.find(object.kind, path) !== undefined;
    if (isThere && below(2) === 0) return [{ change: 'remove', path, kind: object.kind }];
    return [{ change: 'put', path, object }];
  }
  return graphChanges(catalog, [...schema, `g${below(3)}`], [...schema, `g${below(3)}`], dice);
}

function graphChanges(
  catalog: Catalog,
  path: CatalogPath,
  other: CatalogPath,
  dice: number,
): readonly CatalogChange[] {
  const found = catalog.find('graph', path);
  if (found !== undefined && dice < 0.4) return [{ change: 'remove', path, kind: 'graph' }];
  if (found !== undefined && dice < 0.5) {
    const object: SchemaObject = { ...found, type: TYPE, typePath: other, modifiedMs: 7 };
    return [{ change: 'put', path, object }];
  }
  if (found !== undefined && dice < 0.7 && catalog.find('graph', other) === undefined) {
    return [
      { change: 'remove', path, kind: 'graph' },
      { change: 'put', path: other, object: found },
    ];
  }
  const object: SchemaObject = {
    ...{ kind: 'graph', number: catalog.nextGraph, createdMs: 3, modifiedMs: 3 },
  };
  return [{ change: 'put', path, object }];
}

const TYPE: GraphType = {
  nodeTypes: [
    {
      ...{ name: 'N', keyLabels: ['A'], labels: ['A', 'B'] },
      properties: [
        { name: 'n', type: { kind: 'integer', signed: true, bits: 64, notNull: true } },
        { name: 'u', type: { kind: 'union', members: [{ kind: 'any' }, { kind: 'node' }] } },
        { name: 'l', type: { kind: 'list', element: { kind: 'string', maxLength: 3 } } },
        { name: 'r', type: { kind: 'record', fields: [{ name: 'f', type: { kind: 'any' } }] } },
      ],
    },
  ],
  edgeTypes: [
    { keyLabels: [], labels: ['E'], properties: [], directed: false, source: 0, target: 0 },
  ],
};
