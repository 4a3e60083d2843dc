import { present } from '../base/assert.ts';
import { invalidReference, unknownName } from '../base/errors.ts';
import type { Span, GqlError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import { printPath } from '../catalog/catalog-path.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { ObjectKind, SchemaObject } from '../catalog/entries.ts';
import type { ObjectReference } from '../syntax/ast/reference.ts';
import { graphOfParameter } from './known-graphs.ts';
import type { BindState } from './state.ts';

/**
 * The path of what a reference names (ISO/IEC 39075, 17.1–17.7), whether or not it is there. Names
 * of several steps without a `/` in front start at the root (an extension).
 */
export function pathOf(reference: ObjectReference, state: BindState): CatalogPath {
  const { root, up, span } = reference;
  const { names } = state.environment;
  const steps = reference.path.map(({ name }) => name);
  switch (root) {
    case 'absolute':
      return steps;
    case 'bare':
      return steps.length > 1 ? steps : [...state.focus.schema, ...steps];
    case 'current':
    case 'CURRENT_SCHEMA':
      return [...state.focus.schema, ...steps];
    case 'HOME_SCHEMA':
      return [...names.homeSchema, ...steps];
    case 'parent':
      if (up > state.focus.schema.length) {
        throw invalidReference('the path leads above the root', span, 'use fewer ".."');
      }
      return [...state.focus.schema.slice(0, state.focus.schema.length - up), ...steps];
    case 'HOME_GRAPH':
      return names.homeGraph;
    case 'CURRENT_GRAPH':
      return currentGraphPath(state, span);
    case 'parameter':
      return parameterPath(reference, state);
    case 'expression':
      throw invalidReference('the name of an object of the catalog must stand here', span);
  }
}

/** Where the graph lies that `$$p` refers to. */
function parameterPath(
  { parameter = '', path, span }: ObjectReference,
  state: BindState,
): CatalogPath {
  const graph = path.length === 0 ? graphOfParameter(parameter, state) : undefined;
  const found = graph === undefined ? undefined : state.catalog.graph(graph);
  if (found !== undefined) return found.path;
  const message =
    graph === undefined
      ? `the session has no graph as parameter $${parameter}`
      : `the graph of parameter $${parameter} is no longer there`;
  const hint = `SESSION SET GRAPH $${parameter} = … makes a graph a parameter of the session`;
  throw unknownName({ kind: 'parameter', name: parameter }, message, span, hint);
}

/** As `pathOf` for a schema: a bare name lies at the root, where most schemas do (an extension). */
export function schemaPathOf(reference: ObjectReference, state: BindState): CatalogPath {
  if (reference.root === 'bare') return reference.path.map(({ name }) => name);
  return pathOf(reference, state);
}

/** The path of a schema that is there; 42002 otherwise. */
export function requireSchema(reference: ObjectReference, state: BindState): CatalogPath {
  const path = schemaPathOf(reference, state);
  if (state.hasSchema(path)) return path;
  const all = state.catalog.schemas().map((schema) => printPath(schema.path));
  throw missing('schema', path, all, reference.span);
}

/** An object that is there; 42002 otherwise. */
export function requireObject<K extends ObjectKind>(
  kind: K,
  reference: ObjectReference,
  state: BindState,
): { readonly path: CatalogPath; readonly object: Extract<SchemaObject, { kind: K }> } {
  const path = pathOf(reference, state);
  const object = state.find(kind, path);
  if (object !== undefined) return { path, object };
  throw missingObject(kind, path, reference.span, state);
}

export function missingObject(
  kind: ObjectKind,
  path: CatalogPath,
  span: Span,
  state: BindState,
): GqlError {
  const schemaPath = path.slice(0, -1);
  const schema = state.catalog.schema(schemaPath);
  if (schema === undefined) {
    const all = state.catalog.schemas().map((other) => printPath(other.path));
    return missing('schema', schemaPath, all, span);
  }
  const all = schema.objects[kind].keys().map((name) => printPath([...schemaPath, name]));
  return missing(KIND_NAMES[kind], path, all, span);
}

export const KIND_NAMES: Readonly<Record<ObjectKind, string>> = {
  graph: 'graph',
  graphType: 'graph type',
  procedure: 'procedure',
};

function missing(what: string, path: CatalogPath, known: readonly string[], span: Span): GqlError {
  const name = printPath(path);
  const near = nearest(name, known);
  const hint = near === undefined ? undefined : `did you mean ${near}?`;
  return invalidReference(`there is no ${what} ${name}`, span, hint);
}

/** Where the session's graph lies now; 42002 where it has been dropped. */
function currentGraphPath(state: BindState, span: Span): CatalogPath {
  const { graph } = state.focus;
  const found = graph === undefined ? undefined : state.catalog.graph(graph);
  if (found !== undefined) return found.path;
  throw noCurrentGraph(span);
}

/** Of the graph that every session starts in, which is never dropped. */
export function homeGraphNumber(state: BindState): number {
  const { homeGraph } = state.environment.names;
  return present(state.find('graph', homeGraph), 'the home graph').number;
}

export function noCurrentGraph(span: Span): GqlError {
  return invalidReference(
    'the current graph of the session is no longer there',
    span,
    'choose another one with SESSION SET GRAPH, or SESSION RESET GRAPH',
  );
}
