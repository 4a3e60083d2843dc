import { Temporal } from 'temporal-polyfill';
import { invalidReference } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import { printPath } from '../../catalog/catalog-path.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { ObjectKind, SchemaObject } from '../../catalog/entries.ts';
import type { Value } from '../../values/value.ts';
import { STRING } from '../../values/type.ts';
import { objectAt } from './object-at.ts';
import type { ProcedureHost, ProcedureRow, SystemProcedure } from './system-procedure.ts';
import { systemProcedure } from './system-procedure.ts';

/** What is in the catalog. */
export const CATALOG_PROCEDURES: readonly SystemProcedure[] = [
  systemProcedure('list_schemas', {
    description: 'the schemas of the database',
    columns: {
      schema_name: 'STRING',
      schema_path: 'STRING',
      created_at: 'ZONED DATETIME',
      modified_at: 'ZONED DATETIME',
      description: 'STRING',
    },
    run: ({ catalog }) =>
      catalog.schemas().map(({ path, entry }) => ({
        schema_name: path.at(-1) ?? '',
        schema_path: printPath(path),
        created_at: instant(entry.createdMs),
        modified_at: instant(entry.modifiedMs),
        description: null,
      })),
  }),
  systemProcedure('list_graphs', {
    description: 'the graphs of all schemas',
    columns: {
      graph_name: 'STRING',
      schema_name: 'STRING',
      graph_path: 'STRING',
      graph_type: 'STRING',
      created_at: 'ZONED DATETIME',
    },
    run: (host) =>
      objects(host, 'graph').map(({ path, object }) => ({
        graph_name: path.at(-1) ?? '',
        schema_name: path.at(-2) ?? '',
        graph_path: printPath(path),
        graph_type: typeText(object),
        created_at: instant(object.createdMs),
      })),
  }),
  systemProcedure('list_graph_types', {
    description: 'the graph types of all schemas',
    columns: {
      graph_type_name: 'STRING',
      schema_name: 'STRING',
      graph_type_path: 'STRING',
      created_at: 'ZONED DATETIME',
    },
    run: (host) =>
      objects(host, 'graphType').map(({ path, object }) => ({
        graph_type_name: path.at(-1) ?? '',
        schema_name: path.at(-2) ?? '',
        graph_type_path: printPath(path),
        created_at: instant(object.createdMs),
      })),
  }),
  systemProcedure('describe_schema', {
    description: 'the objects of a schema',
    parameters: [{ name: 'path', type: STRING, isOptional: true }],
    columns: {
      object_name: 'STRING',
      object_kind: 'STRING',
      created_at: 'ZONED DATETIME',
      modified_at: 'ZONED DATETIME',
    },
    run: describeSchema,
  }),
];

interface PlacedObject<K extends ObjectKind> {
  readonly path: CatalogPath;
  readonly object: Extract<SchemaObject, { kind: K }>;
}

export function objects<K extends ObjectKind>(
  { catalog }: ProcedureHost,
  kind: K,
): readonly PlacedObject<K>[] {
  return catalog.schemas().flatMap(({ path, entry }) =>
    entry.objects[kind].entries().map(([name, object]) => ({
      path: [...path, name],
      object: object as Extract<SchemaObject, { kind: K }>,
    })),
  );
}

function typeText({ type, typePath }: PlacedObject<'graph'>['object']): string {
  if (type === undefined) return 'ANY';
  return typePath === undefined ? 'closed' : printPath(typePath);
}

function* describeSchema(host: ProcedureHost, [given]: readonly Value[]): Iterable<ProcedureRow> {
  const { catalog, session } = host;
  const path = typeof given === 'string' ? objectAt(given, host) : session.state.schema;
  const schema = catalog.schema(path);
  if (schema === undefined) {
    const all = catalog.schemas().map((other) => printPath(other.path));
    const near = nearest(printPath(path), all);
    throw invalidReference(
      `there is no schema ${printPath(path)}`,
      undefined,
      near === undefined ? undefined : `did you mean ${near}?`,
    );
  }
  for (const kind of ['graph', 'graphType', 'procedure'] as const) {
    for (const [name, object] of schema.objects[kind].entries()) {
      yield {
        object_name: name,
        object_kind: KIND_TEXTS[kind],
        created_at: instant(object.createdMs),
        modified_at: instant(object.modifiedMs),
      };
    }
  }
}

const KIND_TEXTS: Readonly<Record<ObjectKind, string>> = {
  graph: 'GRAPH',
  graphType: 'GRAPH TYPE',
  procedure: 'PROCEDURE',
};

/** Null for what was there when the database was made. */
export function instant(ms: number): Temporal.ZonedDateTime | null {
  if (ms === 0) return null;
  return Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('UTC');
}
