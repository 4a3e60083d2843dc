import type { CreateIndex, DropIndex } from '../ast/catalog.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { parseName, parseVariable } from './names.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';

const ISO = 'ISO leaves indexes to the implementation.';

/**
 * Extension: `CREATE [UNIQUE] INDEX [IF NOT EXISTS] name FOR (n:Label) ON (n.property, …)`, for
 * edges `FOR ()-[e:LABEL]-() ON (e.property)`; for nodes `ON Label (property, …)` too.
 */
export function parseCreateIndex(c: Cursor, start: number): CreateIndex {
  const unique = c.take('UNIQUE');
  c.expect('INDEX');
  c.extension(start, 'CREATE INDEX', ISO);
  const early = takeIfNotExists(c);
  const name = parseName(c, 'the name of the index');
  const ifNotExists = early || takeIfNotExists(c);
  const { element, label, properties } = parseTarget(c);
  const span = c.spanFrom(start);
  return { kind: 'createIndex', span, unique, ifNotExists, name, element, label, properties };
}

type Target = Pick<CreateIndex, 'element' | 'label' | 'properties'>;

function parseTarget(c: Cursor): Target {
  if (c.take('ON')) {
    c.take(':');
    const label = parseName(c, 'a label name');
    const properties = parseListed(c, () => parseName(c, 'a property name'));
    return { element: 'node', label, properties };
  }
  c.expect('FOR');
  const { element, variable, label } = parseIndexed(c);
  c.expect('ON');
  return { element, label, properties: parseListed(c, () => parseIndexedProperty(c, variable)) };
}

/** `(…, …)`. */
export function parseListed(c: Cursor, parse: () => Identifier): Identifier[] {
  c.expect('(');
  const properties: Identifier[] = [];
  do properties.push(parse());
  while (c.take(','));
  c.expect(')');
  return properties;
}

export interface Indexed {
  readonly element: CreateIndex['element'];
  readonly variable: Identifier;
  readonly label: Identifier;
}

/** `(n:Label)` or `()-[e:LABEL]-()`: the elements that an index or constraint is about. */
export function parseIndexed(c: Cursor): Indexed {
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

export function parseIndexedProperty(c: Cursor, variable: Identifier): Identifier {
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
  const early = takeIfExists(c);
  const name = parseName(c, 'the name of the index');
  const ifExists = early || takeIfExists(c);
  return { kind: 'dropIndex', span: c.spanFrom(start), ifExists, name };
}
