import type { CatalogClause, CreateGraph, CreateGraphType } from '../ast/catalog.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { ObjectReference } from '../ast/reference.ts';
import type { Cursor } from './cursor.ts';
import { parseCreateConstraint, parseDropConstraint } from './constraints.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';
import { parseGraphTypeOf, parseGraphTypeSource } from './graph-type-sources.ts';
import { parseCreateIndex, parseDropIndex } from './indexes.ts';
import {
  parseGraphExpression,
  parseNewGraphName,
  parseReference,
  parsePathReference,
} from './references.ts';
import { parseCreateRole, parseCreateUser, parseDropRole, parseDropUser } from './security.ts';
import { parseCreateProcedure, parseDropProcedure } from './stored-procedures.ts';
import { atWord } from './words.ts';

/** CREATE … of catalog objects (ISO/IEC 39075, clause 12) and of those that are extensions. */
export function parseCreate(c: Cursor): CatalogClause {
  const start = c.start;
  c.expect('CREATE');
  if (c.at('(')) {
    c.fail('SCHEMA, GRAPH or INDEX', 'Elements are inserted with INSERT (n:Label {name: value}).');
  }
  const orReplace = c.at('OR') && takeOrReplace(c);
  if (c.at('PROCEDURE')) return parseCreateProcedure(c, { start, orReplace });
  if (!orReplace) {
    const created = parseCreateOnly(c, start);
    if (created !== undefined) return created;
  }
  const property = c.take('PROPERTY');
  if (!c.take('GRAPH')) {
    c.fail(property || orReplace ? "'GRAPH'" : "'SCHEMA', 'GRAPH', 'GRAPH TYPE' or 'INDEX'");
  }
  const begun = { start, orReplace };
  return atTypeWord(c) ? parseCreateGraphType(c, begun) : parseCreateGraph(c, begun);
}

/** The objects that OR REPLACE does not replace. */
function parseCreateOnly(c: Cursor, start: number): CatalogClause | undefined {
  if (c.at('SCHEMA')) return parseCreateSchema(c, start);
  if (c.at('UNIQUE') || c.at('INDEX')) return parseCreateIndex(c, start);
  if (c.at('CONSTRAINT')) return parseCreateConstraint(c, start);
  if (atWord(c, 'USER')) return parseCreateUser(c, start);
  return atWord(c, 'ROLE') ? parseCreateRole(c, start) : undefined;
}

interface Begun {
  readonly start: number;
  readonly orReplace: boolean;
}

/** TYPE is a word of GRAPH TYPE when the name follows it; else it is the graph's name. */
function atTypeWord(c: Cursor): boolean {
  if (!c.at('TYPE')) return false;
  const next = c.peek(1);
  return !(next === 'end of text' || next === 'ANY' || next === 'LIKE' || next === '::');
}

function takeOrReplace(c: Cursor): boolean {
  c.expect('OR');
  c.expect('REPLACE');
  return true;
}

function parseCreateSchema(c: Cursor, start: number): CatalogClause {
  c.expect('SCHEMA');
  const ifNotExists = takeIfNotExists(c);
  const schema = parseSchemaPath(c);
  return { kind: 'createSchema', span: c.spanFrom(start), ifNotExists, schema };
}

/** ISO names schemas to create or drop by their whole path. */
function parseSchemaPath(c: Cursor): ObjectReference {
  const schema = parsePathReference(c, 'the path of a schema, such as /name');
  if (schema.root === 'absolute' && schema.path.length === 0) {
    c.failAt(schema.span, 'the root directory is no schema', 'Name one in it: /name.');
  }
  if (schema.root !== 'absolute') {
    c.extension(schema.span.start, 'a relative path of a schema', 'ISO writes the path from /.');
  }
  return schema;
}

function parseCreateGraph(c: Cursor, { start, orReplace }: Begun): CreateGraph {
  const ifNotExists = takeIfNotExists(c, orReplace);
  const graph = parseNewGraphName(c);
  const create: Mutable<CreateGraph> = {
    kind: 'createGraph',
    span: c.span(),
    orReplace,
    ifNotExists,
    graph,
  };
  const type = parseGraphTypeOf(c);
  if (type !== undefined) create.type = type;
  else {
    c.extension(start, 'a graph without a type', 'ISO writes ANY behind the name for an open one.');
  }
  if (c.take('AS')) {
    c.expect('COPY');
    c.expect('OF');
    create.copyOf = parseGraphExpression(c);
  }
  create.span = c.spanFrom(start);
  return create;
}

function parseCreateGraphType(c: Cursor, { start, orReplace }: Begun): CreateGraphType {
  c.expect('TYPE');
  const ifNotExists = takeIfNotExists(c, orReplace);
  const type = parseReference(c, 'the name of a graph type');
  const source = parseGraphTypeSource(c);
  const span = c.spanFrom(start);
  return { kind: 'createGraphType', span, orReplace, ifNotExists, type, source };
}

/** DROP … of catalog objects. */
export function parseDrop(c: Cursor): CatalogClause {
  const start = c.start;
  c.expect('DROP');
  if (c.take('SCHEMA')) return parseDropSchema(c, start);
  if (c.at('INDEX')) return parseDropIndex(c, start);
  if (c.at('CONSTRAINT')) return parseDropConstraint(c, start);
  if (c.at('PROCEDURE')) return parseDropProcedure(c, start);
  if (atWord(c, 'USER')) return parseDropUser(c, start);
  if (atWord(c, 'ROLE')) return parseDropRole(c, start);
  const property = c.take('PROPERTY');
  if (!c.take('GRAPH')) {
    c.fail(property ? "'GRAPH'" : "'SCHEMA', 'GRAPH', 'GRAPH TYPE' or 'INDEX'");
  }
  if (c.at('TYPE') && c.peek(1) !== 'end of text') return parseDropGraphType(c, start);
  const ifExists = takeIfExists(c);
  const graph = parseReference(c, 'the name of a graph');
  // Nothing depends on a graph, so both words ask for what happens anyway.
  takeCascade(c, 'ISO drops the graph alone.');
  return { kind: 'dropGraph', span: c.spanFrom(start), ifExists, graph };
}

function parseDropGraphType(c: Cursor, start: number): CatalogClause {
  c.expect('TYPE');
  const ifExists = takeIfExists(c);
  const type = parseReference(c, 'the name of a graph type');
  const cascade = takeCascade(c, 'ISO drops graph types that no graph uses.');
  return { kind: 'dropGraphType', span: c.spanFrom(start), ifExists, cascade, type };
}

function parseDropSchema(c: Cursor, start: number): CatalogClause {
  const ifExists = takeIfExists(c);
  const schema = parseSchemaPath(c);
  const cascade = takeCascade(c, 'ISO drops empty schemas only.');
  return { kind: 'dropSchema', span: c.spanFrom(start), ifExists, cascade, schema };
}

/** Extension: CASCADE, or RESTRICT, which is what happens without it. */
function takeCascade(c: Cursor, iso: string): boolean {
  const start = c.start;
  const cascade = c.take('CASCADE');
  if (cascade || c.take('RESTRICT')) c.extension(start, cascade ? 'CASCADE' : 'RESTRICT', iso);
  return cascade;
}
