import type {
  AlterGraph,
  AlterGraphType,
  CatalogClause,
  ClearGraph,
  GraphTypeChange,
  RenameObject,
} from '../ast/catalog.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { parseGraphTypeOf } from './graph-type-sources.ts';
import { parseElementType, parsePropertyType } from './graph-types.ts';
import { parseName } from './names.ts';
import { atReference, parseReference, parsePathReference } from './references.ts';
import { parseAlterUser } from './security.ts';
import { atWord, expectWord, takeWord } from './words.ts';

const ISO = 'ISO drops an object and creates it anew.';

/** Extensions: ALTER of graphs, graph types and users. */
export function parseAlter(c: Cursor): CatalogClause {
  const start = c.start;
  c.expect('ALTER');
  if (atWord(c, 'USER')) return parseAlterUser(c, start);
  c.take('PROPERTY');
  if (!c.take('GRAPH')) c.fail("'GRAPH', 'GRAPH TYPE' or 'USER'");
  c.extension(start, 'ALTER', ISO);
  return c.at('TYPE') && c.peek(1) !== 'SET'
    ? parseAlterGraphType(c, start)
    : parseAlterGraph(c, start);
}

/** `ALTER GRAPH g SET TYPE t`, `ALTER GRAPH g OF t`. */
function parseAlterGraph(c: Cursor, start: number): AlterGraph {
  const graph = parsePathReference(c, 'the name of a graph');
  if (c.take('SET')) c.expect('TYPE');
  else if (!c.take('OF')) c.fail("'SET TYPE' or 'OF'");
  const type = parseGraphTypeOf(c) ?? c.fail('a graph type, ANY or {');
  return { kind: 'alterGraph', span: c.spanFrom(start), graph, type };
}

/** `ALTER GRAPH TYPE t change, …`; a comma between two changes may be left out. */
function parseAlterGraphType(c: Cursor, start: number): AlterGraphType {
  c.expect('TYPE');
  // Its words are names too, so that ISO's schema with no `/` behind it would swallow them.
  const type = parsePathReference(c, 'the name of a graph type');
  const changes: GraphTypeChange[] = [];
  do changes.push(parseChange(c));
  while (c.take(',') || atChange(c));
  return { kind: 'alterGraphType', span: c.spanFrom(start), type, changes };
}

function atChange(c: Cursor): boolean {
  return atWord(c, 'ADD') || c.at('DROP') || c.at('ALTER');
}

/** `ADD element type`, `DROP NODE TYPE n`, `ALTER NODE TYPE n ADD|DROP PROPERTY p`. */
function parseChange(c: Cursor): GraphTypeChange {
  const start = c.start;
  if (takeWord(c, 'ADD')) {
    const element = parseElementType(c);
    return { kind: 'addElementType', span: c.spanFrom(start), element };
  }
  if (c.take('DROP')) {
    const named = parseNamedElementType(c);
    return { kind: 'dropElementType', span: c.spanFrom(start), ...named };
  }
  if (!c.take('ALTER')) c.fail("'ADD', 'DROP' or 'ALTER'");
  const named = parseNamedElementType(c);
  if (c.take('DROP')) {
    c.expect('PROPERTY');
    const property = parseName(c, 'a property name');
    return { kind: 'dropPropertyType', span: c.spanFrom(start), ...named, property };
  }
  expectWord(c, 'ADD');
  c.expect('PROPERTY');
  const property = parsePropertyType(c);
  return { kind: 'addPropertyType', span: c.spanFrom(start), ...named, property };
}

/** `NODE TYPE name`, `EDGE TYPE name`, with the synonyms of NODE and EDGE. */
function parseNamedElementType(c: Cursor): { element: 'node' | 'edge'; name: Identifier } {
  const node = c.take('NODE') || c.take('VERTEX');
  if (!node && !c.take('EDGE') && !c.take('RELATIONSHIP')) c.fail("'NODE TYPE' or 'EDGE TYPE'");
  c.expect('TYPE');
  return { element: node ? 'node' : 'edge', name: parseName(c, 'a type name') };
}

/** Extension: `RENAME SCHEMA|GRAPH|GRAPH TYPE a TO b`. */
export function parseRename(c: Cursor): RenameObject {
  const start = c.start;
  c.expect('RENAME');
  c.extension(start, 'RENAME', ISO);
  const object = parseRenamed(c);
  const what = object === 'schema' ? 'a schema' : 'a name';
  const from = parsePathReference(c, what);
  c.expect('TO');
  const to = parsePathReference(c, what);
  return { kind: 'rename', span: c.spanFrom(start), object, from, to };
}

function parseRenamed(c: Cursor): RenameObject['object'] {
  if (c.take('SCHEMA')) return 'schema';
  c.take('PROPERTY');
  if (!c.take('GRAPH')) c.fail("'SCHEMA', 'GRAPH' or 'GRAPH TYPE'");
  if (!c.at('TYPE') || c.peek(1) === 'TO') return 'graph';
  c.advance();
  return 'graphType';
}

/** Extension: `TRUNCATE GRAPH g`, `CLEAR GRAPH [g]`. */
export function parseClear(c: Cursor): ClearGraph {
  const start = c.start;
  const word = c.at('CLEAR') ? 'CLEAR' : 'TRUNCATE';
  c.expect(word);
  c.take('PROPERTY');
  c.expect('GRAPH');
  c.extension(start, `${word} GRAPH`, 'ISO writes MATCH (n) DETACH DELETE n.');
  if (word === 'CLEAR' && !atReference(c)) return { kind: 'clearGraph', span: c.spanFrom(start) };
  const graph = parseReference(c, 'the name of a graph');
  return { kind: 'clearGraph', span: c.spanFrom(start), graph };
}
