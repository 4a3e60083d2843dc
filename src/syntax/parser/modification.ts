import type { Expression } from '../ast/expression.ts';
import type { Identifier } from '../ast/node.ts';
import type { InsertPath } from '../ast/pattern.ts';
import type {
  DeleteClause,
  InsertClause,
  MergeClause,
  RemoveClause,
  RemoveItem,
  SetClause,
  SetItem,
} from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseInsertPath } from './insert-pattern.ts';
import { parseName, parseVariable } from './names.ts';
import { parseExpression } from './recursion.ts';

/** `INSERT path, …` (ISO/IEC 39075, 13.2). */
export function parseInsert(c: Cursor): InsertClause {
  const start = c.start;
  c.expect('INSERT');
  const paths: InsertPath[] = [];
  do paths.push(parseInsertPath(c));
  while (c.take(','));
  return { kind: 'insert', span: c.spanFrom(start), paths };
}

/** `SET item, …` (13.3). */
export function parseSet(c: Cursor): SetClause {
  const start = c.start;
  c.expect('SET');
  const items = parseSetItems(c);
  return { kind: 'set', span: c.spanFrom(start), items };
}

function parseSetItems(c: Cursor): SetItem[] {
  const items: SetItem[] = [];
  do items.push(...parseSetItem(c));
  while (c.take(','));
  return items;
}

/** One item, or several for Cypher's `n:A:B`. */
function parseSetItem(c: Cursor): SetItem[] {
  const start = c.start;
  const element = parseElement(c);
  if (c.take('.')) {
    const property = parseName(c, 'a property name');
    c.expect('=');
    const value = parseExpression(c);
    return [{ kind: 'setProperty', span: c.spanFrom(start), element, property, value }];
  }
  if (c.at('=') || c.at('+')) return [parseSetAll(c, element, start)];
  return parseLabels(c, "'.', '=' or ':'").map((label) => ({
    kind: 'setLabel',
    span: { start, end: label.span.end },
    element,
    label,
  }));
}

function parseElement(c: Cursor): Expression {
  const { name, span } = parseVariable(c);
  return { kind: 'variable', span, name };
}

/** `n = {…}`. Extensions: `n += {…}`, and any value that is a record. */
function parseSetAll(c: Cursor, element: Expression, start: number): SetItem {
  const operator = c.start;
  const merge = c.take('+');
  c.expect('=');
  if (merge) c.extension(operator, "'+='", 'ISO sets each property by itself: SET n.a = 1, ….');
  const isRecord = c.at('{');
  const properties = parseExpression(c);
  if (!isRecord) c.extension(properties.span.start, 'SET n = value', 'ISO writes n = {…}.');
  return { kind: 'setAll', span: c.spanFrom(start), element, properties, merge };
}

/** `:Label` or `IS Label`. Extension: further labels behind `:` or `&`. */
function parseLabels(c: Cursor, expected: string): Identifier[] {
  if (!c.take(':') && !c.take('IS')) c.fail(expected);
  const labels = [parseName(c, 'a label name')];
  for (;;) {
    const start = c.start;
    if (!c.take(':') && !c.take('&')) return labels;
    labels.push(parseName(c, 'a label name'));
    c.extension(start, 'more than one label in an item', 'ISO writes SET n:A, n:B.');
  }
}

/** `REMOVE item, …` (13.4). */
export function parseRemove(c: Cursor): RemoveClause {
  const start = c.start;
  c.expect('REMOVE');
  const items: RemoveItem[] = [];
  do items.push(...parseRemoveItem(c));
  while (c.take(','));
  return { kind: 'remove', span: c.spanFrom(start), items };
}

function parseRemoveItem(c: Cursor): RemoveItem[] {
  const start = c.start;
  const element = parseElement(c);
  if (c.take('.')) {
    const property = parseName(c, 'a property name');
    return [{ kind: 'removeProperty', span: c.spanFrom(start), element, property }];
  }
  return parseLabels(c, "'.' or ':'").map((label) => ({
    kind: 'removeLabel',
    span: { start, end: label.span.end },
    element,
    label,
  }));
}

/** `[DETACH|NODETACH] DELETE value, …` (13.5). */
export function parseDelete(c: Cursor): DeleteClause {
  const start = c.start;
  const detach = c.take('DETACH');
  if (!detach) c.take('NODETACH');
  c.expect('DELETE');
  const items: Expression[] = [];
  do items.push(parseExpression(c));
  while (c.take(','));
  return { kind: 'delete', span: c.spanFrom(start), detach, items };
}

/** Extension: `MERGE path [ON CREATE SET …] [ON MATCH SET …]`. */
export function parseMerge(c: Cursor): MergeClause {
  const start = c.start;
  c.expect('MERGE');
  c.extension(start, 'MERGE', 'ISO writes OPTIONAL MATCH …, then INSERT where nothing is.');
  const path = parseInsertPath(c);
  const onCreate: SetItem[] = [];
  const onMatch: SetItem[] = [];
  while (c.at('ON')) {
    c.advance();
    const items = c.take('CREATE') ? onCreate : onMatch;
    if (items === onMatch && !c.take('MATCH')) c.fail("'CREATE' or 'MATCH'");
    c.expect('SET');
    items.push(...parseSetItems(c));
  }
  return { kind: 'merge', span: c.spanFrom(start), path, onCreate, onMatch };
}
