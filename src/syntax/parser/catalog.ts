import type {
  CatalogClause,
  CreateGraph,
  CreateGraphType,
  GraphTypeSource,
} from '../ast/catalog.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { ObjectReference } from '../ast/reference.ts';
import type { Cursor } from './cursor.ts';
import { parseElementTypes } from './graph-types.ts';
import { parseCreateIndex, parseDropIndex } from './indexes.ts';
import { parseGraphExpression, parseReference } from './references.ts';
import { takeTyped } from './type-annotation.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';

/** CREATE … of catalog objects (ISO/IEC 39075, clause 12) and of indexes. */
export function parseCreate(c: Cursor): CatalogClause {
  const start = c.start;
  c.expect('CREATE');
  if (c.at('(')) {
    c.fail('SCHEMA, GRAPH or INDEX', 'Elements are inserted with INSERT (n:Label {name: value}).');
  }
  const orReplace = c.at('OR') && takeOrReplace(c);
  if (!orReplace && c.at('SCHEMA')) return parseCreateSchema(c, start);
  if (!orReplace && (c.at('UNIQUE') || c.at('INDEX'))) return parseCreateIndex(c, start);
  const property = c.take('PROPERTY');
  if (!c.take('GRAPH')) {
    c.fail(property || orReplace ? "'GRAPH'" : "'SCHEMA', 'GRAPH', 'GRAPH TYPE' or 'INDEX'");
  }
  const begun = { start, orReplace };
  return atTypeWord(c) ? parseCreateGraphType(c, begun) : parseCreateGraph(c, begun);
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
  const schema = parseReference(c, 'the path of a schema, such as /name');
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
  const graph = parseReference(c, 'the name of a graph');
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

/** The type of a new graph (12.4); undefined where none is written. */
function parseGraphTypeOf(c: Cursor): GraphTypeSource | undefined {
  const start = c.start;
  if (c.at('LIKE')) return parseLike(c);
  const typed = takeTyped(c);
  if (c.take('ANY')) {
    if (!c.take('PROPERTY')) c.take('GRAPH');
    else c.expect('GRAPH');
    return { kind: 'anyGraph', span: c.spanFrom(start) };
  }
  const words = c.at('PROPERTY') ? 2 : 1;
  if ((words === 2 || c.at('GRAPH')) && c.peek(words) === '{') {
    for (let i = 0; i < words; i++) c.advance();
  }
  if (c.at('{')) {
    const elements = c.nested(parseElementTypes);
    return { kind: 'graphTypeElements', span: c.spanFrom(start), elements };
  }
  if (!typed && !atTypeReference(c)) return undefined;
  const type = parseReference(c, 'a graph type, ANY or {');
  return { kind: 'namedGraphType', span: c.spanFrom(start), type };
}

/** Without `::` no reserved word is taken for the type's name, since a clause may follow. */
function atTypeReference(c: Cursor): boolean {
  switch (c.kind) {
    case 'name':
    case 'quoted name':
    case 'quoted text':
    case 'reference parameter':
    case '/':
    case '.':
    case '..':
    case 'HOME_SCHEMA':
    case 'CURRENT_SCHEMA':
      return true;
    default:
      return false;
  }
}

function parseLike(c: Cursor): GraphTypeSource {
  const start = c.start;
  c.expect('LIKE');
  const graph = parseGraphExpression(c);
  return { kind: 'likeGraph', span: c.spanFrom(start), graph };
}

function parseCreateGraphType(c: Cursor, { start, orReplace }: Begun): CreateGraphType {
  c.expect('TYPE');
  const ifNotExists = takeIfNotExists(c, orReplace);
  const type = parseReference(c, 'the name of a graph type');
  const source = parseGraphTypeSource(c);
  const span = c.spanFrom(start);
  return { kind: 'createGraphType', span, orReplace, ifNotExists, type, source };
}

/** `[AS] COPY OF type`, `LIKE graph` or `[AS] { … }` (12.6). */
function parseGraphTypeSource(c: Cursor): CreateGraphType['source'] {
  if (c.at('LIKE')) return parseLike(c);
  const start = c.start;
  c.take('AS');
  if (c.take('COPY')) {
    c.expect('OF');
    const type = parseReference(c, 'a graph type');
    return { kind: 'copyOfType', span: c.spanFrom(start), type };
  }
  if (!c.at('{')) c.fail("'{', 'LIKE' or 'COPY OF'");
  const elements = c.nested(parseElementTypes);
  return { kind: 'graphTypeElements', span: c.spanFrom(start), elements };
}

/** DROP … of catalog objects and indexes. */
export function parseDrop(c: Cursor): CatalogClause {
  const start = c.start;
  c.expect('DROP');
  if (c.take('SCHEMA')) return parseDropSchema(c, start);
  if (c.at('INDEX')) return parseDropIndex(c, start);
  const property = c.take('PROPERTY');
  if (!c.take('GRAPH')) {
    c.fail(property ? "'GRAPH'" : "'SCHEMA', 'GRAPH', 'GRAPH TYPE' or 'INDEX'");
  }
  if (c.at('TYPE') && c.peek(1) !== 'end of text') {
    c.advance();
    const ifExists = takeIfExists(c);
    const type = parseReference(c, 'the name of a graph type');
    return { kind: 'dropGraphType', span: c.spanFrom(start), ifExists, type };
  }
  const ifExists = takeIfExists(c);
  const graph = parseReference(c, 'the name of a graph');
  return { kind: 'dropGraph', span: c.spanFrom(start), ifExists, graph };
}

function parseDropSchema(c: Cursor, start: number): CatalogClause {
  const ifExists = takeIfExists(c);
  const schema = parseSchemaPath(c);
  const cascadeStart = c.start;
  const cascade = c.take('CASCADE');
  if (cascade) c.extension(cascadeStart, 'CASCADE', 'ISO drops empty schemas only.');
  return { kind: 'dropSchema', span: c.spanFrom(start), ifExists, cascade, schema };
}
