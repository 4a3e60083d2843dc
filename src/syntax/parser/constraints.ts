import type { ConstraintRequirement, CreateConstraint, DropConstraint } from '../ast/catalog.ts';
import type { Identifier } from '../ast/node.ts';
import type { Cursor } from './cursor.ts';
import { takeIfExists, takeIfNotExists } from './existence.ts';
import { parseIndexed, parseIndexedProperty, parseListed } from './indexes.ts';
import { parseName } from './names.ts';
import { atWord, expectWord, takeWord } from './words.ts';

const ISO = 'ISO writes NOT NULL in a graph type, and has no other constraint.';

/**
 * Extension: `CREATE CONSTRAINT name [IF NOT EXISTS] FOR (n:Label) REQUIRE n.p IS UNIQUE`, with
 * `IS NOT NULL` or `IS KEY` likewise, and `(n.p, n.q)` for several properties together.
 */
export function parseCreateConstraint(c: Cursor, start: number): CreateConstraint {
  c.expect('CONSTRAINT');
  c.extension(start, 'CREATE CONSTRAINT', ISO);
  const early = takeIfNotExists(c);
  const name = parseName(c, 'the name of the constraint');
  const ifNotExists = early || takeIfNotExists(c);
  c.expect('FOR');
  const { element, variable, label } = parseIndexed(c);
  expectWord(c, 'REQUIRE');
  const properties = parseProperties(c, variable);
  c.expect('IS');
  const requirement = parseRequirement(c);
  return {
    kind: 'createConstraint',
    span: c.spanFrom(start),
    requirement,
    ifNotExists,
    name,
    element,
    label,
    properties,
  };
}

function parseProperties(c: Cursor, variable: Identifier): Identifier[] {
  const parse = (): Identifier => parseIndexedProperty(c, variable);
  return c.at('(') ? parseListed(c, parse) : [parse()];
}

function parseRequirement(c: Cursor): ConstraintRequirement {
  if (c.take('NOT')) {
    c.expect('NULL');
    return 'required';
  }
  if (c.take('UNIQUE')) return 'unique';
  if (!atWord(c, 'KEY') && !c.take('NODE')) c.take('RELATIONSHIP');
  if (!takeWord(c, 'KEY')) c.fail("'UNIQUE', 'NOT NULL' or 'KEY'");
  return 'key';
}

export function parseDropConstraint(c: Cursor, start: number): DropConstraint {
  c.expect('CONSTRAINT');
  c.extension(start, 'DROP CONSTRAINT', ISO);
  const early = takeIfExists(c);
  const name = parseName(c, 'the name of the constraint');
  const ifExists = early || takeIfExists(c);
  return { kind: 'dropConstraint', span: c.spanFrom(start), ifExists, name };
}
