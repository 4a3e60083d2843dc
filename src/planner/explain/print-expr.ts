import { Decimal } from 'decimal.js';
import type { Expr } from '../../semantics/bound/expression.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import type { Names } from './names.ts';
import { printLabels } from './print-labels.ts';

/** An expression in the manner of GQL, for people to read; subqueries are left out. */
export function printExpr<S>(expr: Expr<S>, names: Names): string {
  const print = (part: Expr<S>): string => printExpr(part, names);
  const operand = (part: Expr<S>): string => (isAtom(part) ? print(part) : `(${print(part)})`);
  const list = (parts: readonly Expr<S>[]): string => parts.map(print).join(', ');
  switch (expr.kind) {
    case 'constant':
      return printValue(expr.value);
    case 'parameter':
      return `$${expr.name}`;
    case 'variable':
      return names.variable(expr.variable);
    case 'property':
      return `${operand(expr.object)}.${expr.name}`;
    case 'and':
    case 'or':
    case 'xor': {
      // AND binds tighter than the others, and a chain of one operator needs no parentheses.
      const side = (part: Expr<S>): string =>
        part.kind === expr.kind || part.kind === 'compare' ? print(part) : operand(part);
      return `${side(expr.left)} ${expr.kind.toUpperCase()} ${side(expr.right)}`;
    }
    case 'not':
      return `NOT ${operand(expr.operand)}`;
    case 'compare':
    case 'arithmetic':
      return `${operand(expr.left)} ${expr.operator} ${operand(expr.right)}`;
    case 'negate':
      return `-${operand(expr.operand)}`;
    case 'call':
      return /^\p{L}[\p{L}_]*$/u.test(expr.name) && expr.name !== 'IN'
        ? `${expr.name}(${list(expr.arguments)})`
        : expr.arguments.map(operand).join(` ${expr.name} `);
    case 'coalesce':
      return `COALESCE(${list(expr.operands)})`;
    case 'list':
      return `[${list(expr.elements)}]`;
    case 'makePath':
      return `PATH(${expr.variables.map((id) => names.variable(id)).join(', ')})`;
    case 'exists':
      return 'EXISTS {…}';
    case 'valueQuery':
      return 'VALUE {…}';
    default:
      return printOther(expr, names);
  }
}

type OtherExpr<S> = Extract<
  Expr<S>,
  {
    readonly kind:
      | 'isNull'
      | 'isTruth'
      | 'isTyped'
      | 'isLabeled'
      | 'cast'
      | 'case'
      | 'record'
      | 'let'
      | 'comprehension'
      | 'reduce'
      | 'horizontalAggregate';
  }
>;

function printOther<S>(expr: OtherExpr<S>, names: Names): string {
  const print = (part: Expr<S>): string => printExpr(part, names);
  const operand = (part: Expr<S>): string => (isAtom(part) ? print(part) : `(${print(part)})`);
  switch (expr.kind) {
    case 'isNull':
      return `${operand(expr.operand)} ${is(expr)} NULL`;
    case 'isTruth': {
      const truth = expr.truth === null ? 'UNKNOWN' : String(expr.truth).toUpperCase();
      return `${operand(expr.operand)} ${is(expr)} ${truth}`;
    }
    case 'isTyped':
      return `${operand(expr.operand)} ${is(expr)} TYPED`;
    case 'isLabeled':
      return `${operand(expr.operand)} ${is(expr)} LABELED ${printLabels(expr.test)}`;
    case 'cast':
      return `CAST(${print(expr.operand)})`;
    case 'case': {
      const branches = expr.branches.map(
        ({ when, then }) => `WHEN ${print(when)} THEN ${print(then)}`,
      );
      return `CASE ${branches.join(' ')} ELSE ${print(expr.otherwise)} END`;
    }
    case 'record': {
      const fields = expr.values.map((value, i) => `${expr.names[i] ?? ''}: ${print(value)}`);
      return `{${fields.join(', ')}}`;
    }
    case 'let': {
      const name = names.variable(expr.variable);
      return `LET ${name} = ${print(expr.value)} IN ${print(expr.body)} END`;
    }
    case 'comprehension': {
      const where = expr.where ? ` WHERE ${print(expr.where)}` : '';
      const value = expr.value ? ` | ${print(expr.value)}` : '';
      return `[${names.variable(expr.variable)} IN ${print(expr.list)}${where}${value}]`;
    }
    case 'reduce': {
      const start = `${names.variable(expr.accumulator)} = ${print(expr.initial)}`;
      const each = `${names.variable(expr.variable)} IN ${print(expr.list)}`;
      return `REDUCE(${start}, ${each} | ${print(expr.value)})`;
    }
    case 'horizontalAggregate':
      return `${expr.function}(${expr.distinct ? 'DISTINCT ' : ''}${print(expr.argument)})`;
  }
}

function is({ negated }: { readonly negated: boolean }): string {
  return negated ? 'IS NOT' : 'IS';
}

function isAtom<S>(expr: Expr<S>): boolean {
  switch (expr.kind) {
    case 'constant':
    case 'parameter':
    case 'variable':
    case 'property':
    case 'coalesce':
    case 'list':
    case 'record':
    case 'cast':
    case 'case':
    case 'makePath':
    case 'exists':
    case 'valueQuery':
    case 'horizontalAggregate':
      return true;
    case 'call':
      return /^\p{L}[\p{L}_]*$/u.test(expr.name) && expr.name !== 'IN';
    default:
      return false;
  }
}

const MOST_TEXT = 40;

function printValue(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (typeof value === 'string') {
    const text = value.length > MOST_TEXT ? `${value.slice(0, MOST_TEXT)}…` : value;
    return `'${text.replaceAll("'", "''")}'`;
  }
  if (value instanceof Array) return '[…]';
  if (value instanceof Float) return String(value.value);
  // Exact decimals have a short text of their own.
  return value instanceof Decimal ? value.toString() : `‹${value.constructor.name}›`;
}
