import type { CreateIndex, DropIndex } from '../ast/catalog.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { parseName, parseVariable } from './names.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';

const ISO = 'ISO leaves indexes to the implementation.';

/**
 * Extension: `CREATE [UNIQUE] INDEX [IF NOT EXISTS] name FOR (n:Label) ON (n.property, …)`, for
 * edges `FOR ()-[e:LABEL]-() ON (e.property)`.
 */
export function parseCreateIndex(c: Cursor, start: number): CreateIndex {
  const unique = c.take('UNIQUE');
  c.expect('INDEX');
  c.extension(start, 'CREATE INDEX', ISO);
  const ifNotExists = takeIfNotExists(c);
  const name = parseName(c, 'the name of the index');
  c.expect('FOR');
  const { element, variable, label } = parseIndexed(c);
  c.expect('ON');
  c.expect('(');
  const properties: Identifier[] = [];
  do properties.push(parseIndexedProperty(c, variable));
  while (c.take(','));
  c.expect(')');
  const span = c.spanFrom(start);
  return { kind: 'createIndex', span, unique, ifNotExists, name, element, label, properties };
}

interface Indexed {
  readonly element: CreateIndex['element'];
  readonly variable: Identifier;
  readonly label: Identifier;
}

function parseIndexed(c: Cursor): Indexed {
  c.expect('(');
  if (!c.take(')')) {
    const node = parseLabelled(c);
    c.expect(')');
    return { element: 'node', ...node };
  }
  const left = c.take('<-[');
  if (!left) c.expect('-[');
  const edge = parseLabelled(c);
  if (!c.take(']-') && (left || !c.take(']->'))) c.fail("']-'");
  c.expect('(');
  c.expect(')');
  return { element: 'edge', ...edge };
}

function parseLabelled(c: Cursor): Pick<Indexed, 'variable' | 'label'> {
  const variable = parseVariable(c);
  if (!c.take(':')) c.expect('IS');
  return { variable, label: parseName(c, 'a label name') };
}

function parseIndexedProperty(c: Cursor, variable: Identifier): Identifier {
  const { name, span } = parseVariable(c, `'${variable.name}'`);
  if (name !== variable.name) {
    c.failAt(span, `expected '${variable.name}', the variable behind FOR, but found '${name}'`);
  }
  c.expect('.');
  return parseName(c, 'a property name');
}

export function parseDropIndex(c: Cursor, start: number): DropIndex {
  c.expect('INDEX');
  c.extension(start, 'DROP INDEX', ISO);
  const ifExists = takeIfExists(c);
  const name = parseName(c, 'the name of the index');
  return { kind: 'dropIndex', span: c.spanFrom(start), ifExists, name };
}
