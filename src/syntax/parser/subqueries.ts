import type { ExistsPredicate, Expression, ValueQuery } from '../ast/expression.ts';
import type { Identifier } from '../ast/node.ts';
import type { GraphPattern } from '../ast/pattern.ts';
import type { LinearStatement, Procedure } from '../ast/procedure.ts';
import type { Clause, ReturnClause } from '../ast/statement.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { parseMatchBlock } from './match.ts';
import { atPathStart, parseGraphPattern } from './pattern.ts';
import { parseNestedProcedure } from './recursion.ts';

/** `VALUE { query }` (GQ18); undefined where VALUE is a name. */
export function parseValueQuery(c: Cursor): ValueQuery | undefined {
  if (c.peek(1) !== '{') return undefined;
  const start = c.start;
  c.advance();
  const query = parseNestedProcedure(c);
  return { kind: 'valueQuery', span: c.spanFrom(start), query };
}

/** EXISTS over a pattern, over MATCH statements or over a query (ISO/IEC 39075, 19.4). */
export function parseExists(c: Cursor): ExistsPredicate {
  const start = c.start;
  c.expect('EXISTS');
  const body = parseExistsBody(c);
  return { kind: 'exists', span: c.spanFrom(start), body };
}

function parseExistsBody(c: Cursor): ExistsPredicate['body'] {
  const bracket = c.kind;
  if (bracket !== '{' && bracket !== '(') c.fail("'{' or '('");
  if (opensPattern(c)) return { kind: 'pattern', pattern: parseBracketed(c, bracket) };
  if (bracket === '{' && !isMatchStart(c.peek(1))) {
    return { kind: 'query', query: parseNestedProcedure(c) };
  }
  if (!isMatchStart(c.peek(1))) {
    c.advance();
    c.fail(
      "a pattern or 'MATCH'",
      'A pattern has parentheses of its own: EXISTS ((n)-[:LABEL]->()). A property IS NOT NULL.',
    );
  }
  // The parser of procedures would ask for a RETURN behind the last MATCH.
  return { kind: 'query', query: parseMatchesOrQuery(c) };
}

function isMatchStart(kind: TokenKind): boolean {
  return kind === 'MATCH' || kind === 'OPTIONAL';
}

function opensPattern(c: Cursor): boolean {
  const mark = c.mark();
  c.advance();
  const opens = atPathStart(c) || c.peek(1) === '=' || c.at('REPEATABLE') || c.at('DIFFERENT');
  c.reset(mark);
  return opens;
}

function parseBracketed(c: Cursor, bracket: '{' | '('): GraphPattern {
  c.advance();
  const pattern = parseGraphPattern(c);
  c.expect(bracket === '{' ? '}' : ')');
  return pattern;
}

/** `{MATCH … MATCH …}`, also in parentheses, or in braces a query that begins with MATCH. */
function parseMatchesOrQuery(c: Cursor): Procedure {
  if (c.at('{')) return parseNestedProcedure(c, { matchOnly: true });
  const start = c.start;
  const clauses = parseMatchBlock(c);
  return procedureOf(c, start, clauses);
}

function procedureOf(c: Cursor, start: number, clauses: readonly Clause[]): Procedure {
  const span = c.spanFrom(start);
  const statement: LinearStatement = { kind: 'linear', span, clauses };
  return { kind: 'procedure', span, definitions: [], statements: [{ statement }] };
}

/** Extension: `COUNT { … }`, which is `VALUE { … RETURN COUNT(*) }`. Undefined for `COUNT(`. */
export function parseCountSubquery(c: Cursor): Expression | undefined {
  if (c.peek(1) !== '{') return undefined;
  const start = c.start;
  c.advance();
  const body = parseExistsBody(c);
  c.extension(start, 'COUNT { … }', 'ISO writes VALUE { MATCH … RETURN COUNT(*) AS n }.');
  const query =
    body.kind === 'pattern'
      ? countMatches(c, start, body.pattern)
      : countRows(c, start, body.query);
  return { kind: 'valueQuery', span: c.spanFrom(start), query };
}

function countMatches(c: Cursor, start: number, pattern: GraphPattern): Procedure {
  const match: Clause = { kind: 'match', span: pattern.span, pattern };
  return procedureOf(c, start, [match, returnCount(c, start)]);
}

/** A query that returns rows is counted by a statement behind it; one without by a RETURN. */
function countRows(c: Cursor, start: number, query: Procedure): Procedure {
  const last = query.statements[query.statements.length - 1]?.statement;
  const count = returnCount(c, start);
  if (last?.kind === 'linear' && query.statements.length === 1 && !hasResult(last)) {
    const statement: LinearStatement = { ...last, clauses: [...last.clauses, count] };
    return { ...query, statements: [{ statement }] };
  }
  const statement: LinearStatement = { kind: 'linear', span: c.spanFrom(start), clauses: [count] };
  return { ...query, statements: [...query.statements, { statement }] };
}

function hasResult(statement: LinearStatement): boolean {
  const last = statement.clauses[statement.clauses.length - 1];
  return last !== undefined && last.kind !== 'match' && last.kind !== 'optional';
}

function returnCount(c: Cursor, start: number): ReturnClause {
  const span = c.spanFrom(start);
  const alias: Identifier = { name: 'count', delimited: false, span };
  const expression: Expression = {
    kind: 'call',
    span,
    name: 'COUNT',
    arguments: [],
    star: true,
    parentheses: true,
  };
  const items = [{ expression, alias, text: 'COUNT(*)' }];
  return { kind: 'return', span, body: { distinct: false, star: false, items } };
}
