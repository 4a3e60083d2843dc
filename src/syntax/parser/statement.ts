import type { SetOperation, SetOperator, Statement } from '../ast/procedure.ts';
import type { LinearStatement } from '../ast/procedure.ts';
import type { Clause } from '../ast/statement.ts';
import type { TokenKind } from '../token.ts';
import { isCatalogClause } from '../ast/catalog.ts';
import { parseAlter, parseClear, parseRename } from './alter.ts';
import { parseCall } from './call.ts';
import { parseCreate, parseDrop } from './catalog.ts';
import type { Cursor } from './cursor.ts';
import {
  parseFilter,
  parseFor,
  parseLet,
  parseUnwind,
  parseUse,
  parseWhere,
} from './linear-clauses.ts';
import { parseMatch, parseOptional } from './match.ts';
import { parseDelete, parseInsert, parseMerge, parseRemove, parseSet } from './modification.ts';
import { parseOrderByStatement } from './order-by.ts';
import { parseFinish, parseReturn, parseWith } from './return.ts';
import { parseGrant } from './security.ts';
import { parseSelect } from './select.ts';
import { parseShow } from './show.ts';
import type { ProcedureOptions } from './recursion.ts';
import { parseNestedProcedure, parseProcedure } from './recursion.ts';

type ClauseParser = (c: Cursor) => Clause;

const CLAUSES: ReadonlyMap<TokenKind, ClauseParser> = new Map<TokenKind, ClauseParser>([
  ['MATCH', parseMatch],
  ['RETURN', parseReturn],
  ['OPTIONAL', parseOptional],
  ['LET', parseLet],
  ['FILTER', parseFilter],
  ['FOR', parseFor],
  ['ORDER', parseOrderByStatement],
  ['OFFSET', parseOrderByStatement],
  ['SKIP', parseOrderByStatement],
  ['LIMIT', parseOrderByStatement],
  ['FETCH', parseOrderByStatement],
  ['FINISH', parseFinish],
  ['SELECT', parseSelect],
  ['CALL', parseCall],
  ['USE', parseUse],
  ['{', parseNested],
  ['(', parseParenthesizedQuery],
  ['INSERT', parseInsert],
  ['SET', parseSet],
  ['REMOVE', parseRemove],
  ['DELETE', parseDelete],
  ['DETACH', parseDelete],
  ['NODETACH', parseDelete],
  ['MERGE', parseMerge],
  ['UNWIND', parseUnwind],
  ['WITH', parseWith],
  ['WHERE', parseWhere],
  ['CREATE', parseCreate],
  ['DROP', parseDrop],
  ['ALTER', parseAlter],
  ['RENAME', parseRename],
  ['TRUNCATE', parseClear],
  ['CLEAR', parseClear],
  ['GRANT', parseGrant],
  ['DENY', parseGrant],
  ['REVOKE', parseGrant],
  ['SHOW', parseShow],
]);

const SET_OPERATORS: readonly SetOperator[] = ['UNION', 'EXCEPT', 'INTERSECT', 'OTHERWISE'];

/** A linear statement, or set operators over several (ISO/IEC 39075, 14.2). */
export function parseStatement(c: Cursor, options: ProcedureOptions = {}): Statement {
  const start = c.start;
  let left: Statement = parseLinear(c, options);
  let first: SetOperation | undefined;
  for (;;) {
    const operatorStart = c.start;
    const operator = SET_OPERATORS.find((word) => c.take(word));
    if (operator === undefined) return left;
    const all = takeAll(c, operator);
    if (first !== undefined && (first.operator !== operator || first.all !== all)) {
      c.failAt(
        c.spanFrom(operatorStart),
        `${describe(operator, all)} cannot follow ${describe(first.operator, first.all)}`,
        'Set operators have no precedence. Put the inner one between braces: { … }.',
      );
    }
    const right = parseLinear(c, options);
    first = { kind: 'setOperation', span: c.spanFrom(start), operator, all, left, right };
    left = first;
  }
}

function takeAll(c: Cursor, operator: SetOperator): boolean {
  if (operator === 'OTHERWISE') return false;
  if (c.take('ALL')) return true;
  c.take('DISTINCT');
  return false;
}

function describe(operator: SetOperator, all: boolean): string {
  return all ? `${operator} ALL` : operator;
}

function parseLinear(c: Cursor, options: ProcedureOptions): LinearStatement {
  const start = c.start;
  const clauses: Clause[] = [];
  for (;;) {
    const parse = CLAUSES.get(c.kind);
    if (parse === undefined) {
      c.offer(CLAUSES.keys());
      break;
    }
    const clauseStart = c.start;
    const clause = parse(c);
    checkPlace(c, clause, { clauses, clauseStart });
    clauses.push(clause);
    if (ENDINGS.has(clause.kind)) break;
  }
  checkEnd(c, clauses, options);
  return { kind: 'linear', span: c.spanFrom(start), clauses };
}

const ENDINGS: ReadonlySet<Clause['kind']> = new Set<Clause['kind']>([
  'return',
  'finish',
  'select',
  'nested',
]);

interface Before {
  readonly clauses: readonly Clause[];
  readonly clauseStart: number;
}

function checkPlace(c: Cursor, clause: Clause, { clauses, clauseStart }: Before): void {
  if (clauses.length === 0) return;
  const last = clauses[clauses.length - 1];
  const first = clauses.find(({ kind }) => kind !== 'callProcedure' && kind !== 'callInline');
  const isCall = clause.kind === 'callProcedure' || clause.kind === 'callInline';
  if (first !== undefined && !isCall && isCatalogClause(first) !== isCatalogClause(clause)) {
    c.failAt(
      c.spanFrom(clauseStart),
      'a catalog statement cannot be part of a statement over data',
      'Divide the two with NEXT.',
    );
  }
  if (clause.kind === 'select') {
    c.extension(clauseStart, 'SELECT behind other clauses', 'ISO writes RETURN there.');
  }
  if (clause.kind === 'nested' && last?.kind !== 'use') {
    c.failAt(
      c.spanFrom(clauseStart),
      'a query in braces stands alone, or behind USE',
      'Run a query for every row with CALL { … }, or divide the statements with NEXT.',
    );
  }
}

/** Whether a statement may end with this clause, or with others behind it. */
const COMPLETE: ReadonlySet<Clause['kind']> = new Set<Clause['kind']>([
  ...ENDINGS,
  'insert',
  'set',
  'remove',
  'delete',
  'merge',
  'callProcedure',
  'callInline',
]);

function checkEnd(c: Cursor, clauses: readonly Clause[], options: ProcedureOptions): void {
  const last = clauses[clauses.length - 1];
  if (last === undefined) return c.fail('a statement, such as MATCH, INSERT or RETURN');
  if (ENDINGS.has(last.kind)) {
    if (CLAUSES.has(c.kind) && c.kind !== '(' && c.kind !== '{') {
      c.fail('the end of the statement', 'A further statement follows behind NEXT.');
    }
    return;
  }
  if (clauses.some((clause) => COMPLETE.has(clause.kind) || isCatalogClause(clause))) return;
  if (options.matchOnly === true && clauses.every(isMatch)) return;
  c.fail(expectedBehind(last));
}

function isMatch(clause: Clause): boolean {
  return clause.kind === 'match' || clause.kind === 'optional';
}

function expectedBehind(last: Clause): string {
  switch (last.kind) {
    case 'match':
    case 'optional':
      return 'WHERE, RETURN or another clause';
    default:
      return 'RETURN or another clause';
  }
}

function parseNested(c: Cursor): Clause {
  const start = c.start;
  const body = parseNestedProcedure(c);
  return { kind: 'nested', span: c.spanFrom(start), body };
}

/** Extension: a query between parentheses as an operand of a set operator. */
function parseParenthesizedQuery(c: Cursor): Clause {
  const start = c.start;
  if (!CLAUSES.has(c.peek(1))) {
    c.fail('a statement, such as MATCH, INSERT or RETURN', 'A pattern stands behind MATCH.');
  }
  c.expect('(');
  const body = c.nested((inner) => parseProcedure(inner));
  c.expect(')');
  c.extension(start, 'a query in parentheses', 'ISO puts it between braces: { … }.');
  return { kind: 'nested', span: c.spanFrom(start), body };
}
