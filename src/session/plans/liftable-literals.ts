import type { Expression, Literal } from '../../syntax/ast/expression.ts';
import type { GraphPattern, PathExpression, PropertyPair } from '../../syntax/ast/pattern.ts';
import type { Procedure, Statement } from '../../syntax/ast/procedure.ts';
import type { Program } from '../../syntax/ast/program.ts';
import type { Clause, SetItem } from '../../syntax/ast/statement.ts';

/**
 * The literals that a parameter of the same static type may stand for without any other change:
 * operands of comparisons and text searches in WHERE and FILTER, values of properties in patterns,
 * INSERT, MERGE and SET. Elsewhere the value itself may decide what a text means or which plan is
 * right for it: a page, a quantifier, a pattern of LIKE, an expression that names a column or that
 * GROUP BY is compared with.
 */
export function liftableLiterals(program: Program): readonly Literal[] {
  const { explain, session, transaction, sessionClose } = program;
  const found: Literal[] = [];
  const isPlain = explain === undefined && session.length === 0 && !sessionClose;
  if (isPlain && transaction?.procedure !== undefined) inProcedure(transaction.procedure, found);
  return found;
}

function inProcedure({ statements }: Procedure, found: Literal[]): void {
  for (const { statement } of statements) inStatement(statement, found);
}

function inStatement(statement: Statement, found: Literal[]): void {
  if (statement.kind === 'linear') {
    for (const clause of statement.clauses) inClause(clause, found);
  } else {
    inStatement(statement.left, found);
    inStatement(statement.right, found);
  }
}

function inClause(clause: Clause, found: Literal[]): void {
  switch (clause.kind) {
    case 'match':
      return inPattern(clause.pattern, found);
    case 'optional':
      for (const part of clause.block) inClause(part, found);
      return;
    case 'filter':
      return inCondition(clause.condition, found);
    case 'callInline':
    case 'nested':
      return inProcedure(clause.body, found);
    case 'insert':
      for (const { elements } of clause.paths) {
        for (const { properties = [] } of elements) inValues(properties, found);
      }
      return;
    case 'set':
      return inSetItems(clause.items, found);
    case 'merge':
      for (const { properties } of clause.path.elements) inMatched(properties, found);
      inSetItems(clause.onCreate, found);
      return inSetItems(clause.onMatch, found);
    default:
  }
}

function inSetItems(items: readonly SetItem[], found: Literal[]): void {
  for (const item of items) {
    if (item.kind === 'setProperty') inValue(item.value, found);
    else if (item.kind === 'setAll') inValue(item.properties, found);
  }
}

function inPattern({ paths, where }: GraphPattern, found: Literal[]): void {
  for (const { expression } of paths) inPath(expression, found);
  if (where !== undefined) inCondition(where, found);
}

function inPath(path: PathExpression, found: Literal[]): void {
  switch (path.kind) {
    case 'node':
    case 'edge':
      inMatched(path.properties, found);
      if (path.where !== undefined) inCondition(path.where, found);
      return;
    case 'concatenation':
      for (const element of path.elements) inPath(element, found);
      return;
    case 'alternation':
      for (const alternative of path.alternatives) inPath(alternative, found);
      return;
    case 'parenthesized':
      inPath(path.expression, found);
      if (path.where !== undefined) inCondition(path.where, found);
      return;
    case 'quantified':
    case 'questioned':
      return inPath(path.primary, found);
    default:
  }
}

/** An index looks for a literal or a parameter with nothing around it, not even a sign. */
function inMatched(properties: readonly PropertyPair[] | undefined, found: Literal[]): void {
  for (const { value } of properties ?? []) if (isLiteral(value)) found.push(value);
}

// prettier-ignore
const COMPARISONS: ReadonlySet<string> = new Set([
  '=', '<>', '<', '<=', '>', '>=', 'CONTAINS', 'STARTS WITH', 'ENDS WITH',
]);
const CONNECTIVES: ReadonlySet<string> = new Set(['AND', 'OR', 'XOR']);

function inCondition(e: Expression, found: Literal[]): void {
  switch (e.kind) {
    case 'binary':
      if (CONNECTIVES.has(e.operator)) {
        inCondition(e.left, found);
        inCondition(e.right, found);
      } else if (COMPARISONS.has(e.operator)) {
        inComparison(e.left, e.right, found);
      }
      return;
    case 'unary':
      if (e.operator === 'NOT') inCondition(e.operand, found);
      return;
    case 'exists':
      if (e.body.kind === 'pattern') inPattern(e.body.pattern, found);
      else inProcedure(e.body.query, found);
      return;
    default:
  }
}

/** Two literals are compared when planning. */
function inComparison(left: Expression, right: Expression, found: Literal[]): void {
  if (isLiteral(left) && right.kind !== 'literal') found.push(left);
  else if (isLiteral(right) && left.kind !== 'literal') found.push(right);
}

function inValues(properties: readonly PropertyPair[], found: Literal[]): void {
  for (const { value } of properties) inValue(value, found);
}

function inValue(e: Expression, found: Literal[]): void {
  if (isLiteral(e)) found.push(e);
  else if (e.kind === 'list') for (const element of e.elements) inValue(element, found);
  else if (e.kind === 'record') for (const { value } of e.fields) inValue(value, found);
  else if (e.kind === 'unary' && e.operator === '-') inValue(e.operand, found);
}

function isLiteral(e: Expression): e is Literal {
  return e.kind === 'literal';
}
