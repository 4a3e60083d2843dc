import { unreachable } from '../../base/assert.ts';
import type { Expr } from '../../semantics/bound/expression.ts';

/** What `mapChildren` does with the parts of an expression. */
export interface ExprMapper<S, T> {
  expr(expr: Expr<S>): Expr<T>;
  query(query: S): T;
}

/** The same expression with its direct operands and subqueries replaced. */
export function mapChildren<S, T>(expr: Expr<S>, mapper: ExprMapper<S, T>): Expr<T> {
  const map = (operand: Expr<S>): Expr<T> => mapper.expr(operand);
  switch (expr.kind) {
    case 'constant':
    case 'parameter':
    case 'variable':
    case 'makePath':
      return expr;
    case 'property':
      return { ...expr, object: map(expr.object) };
    case 'and':
    case 'or':
    case 'xor':
    case 'compare':
    case 'arithmetic':
      return { ...expr, left: map(expr.left), right: map(expr.right) };
    case 'not':
    case 'negate':
    case 'isNull':
    case 'isTruth':
    case 'isTyped':
    case 'isLabeled':
    case 'cast':
      return { ...expr, operand: map(expr.operand) };
    case 'call':
      return { ...expr, arguments: expr.arguments.map(map) };
    case 'coalesce':
      return { ...expr, operands: expr.operands.map(map) };
    case 'list':
      return { ...expr, elements: expr.elements.map(map) };
    case 'record':
      return { ...expr, values: expr.values.map(map) };
    case 'exists':
    case 'valueQuery':
      return { ...expr, query: mapper.query(expr.query) };
    default:
      return mapScoped(expr, map);
  }
}

/** The kinds with branches or with a variable of their own. */
type ScopedExpr<S> = Extract<
  Expr<S>,
  { readonly kind: 'case' | 'let' | 'comprehension' | 'reduce' | 'horizontalAggregate' }
>;

function mapScoped<S, T>(expr: ScopedExpr<S>, map: (operand: Expr<S>) => Expr<T>): Expr<T> {
  switch (expr.kind) {
    case 'case': {
      const branches = expr.branches.map(({ when, then }) => ({
        when: map(when),
        then: map(then),
      }));
      return { ...expr, branches, otherwise: map(expr.otherwise) };
    }
    case 'let':
      return { ...expr, value: map(expr.value), body: map(expr.body) };
    case 'comprehension': {
      const { list, where, value, ...rest } = expr;
      return {
        ...rest,
        list: map(list),
        ...(where && { where: map(where) }),
        ...(value && { value: map(value) }),
      };
    }
    case 'reduce': {
      const { initial, list, value } = expr;
      return { ...expr, initial: map(initial), list: map(list), value: map(value) };
    }
    case 'horizontalAggregate': {
      const { list, argument, parameter, ...rest } = expr;
      return {
        ...rest,
        list: map(list),
        argument: map(argument),
        ...(parameter && { parameter: map(parameter) }),
      };
    }
    default:
      return unreachable(expr);
  }
}

/** The expression over another kind of subquery. */
export function mapQueries<S, T>(expr: Expr<S>, query: (query: S) => T): Expr<T> {
  const mapper: ExprMapper<S, T> = { expr: (operand) => mapChildren(operand, mapper), query };
  return mapper.expr(expr);
}

/** Calls `visit` for the direct operands, `query` for a direct subquery. */
export function visitChildren<S>(
  expr: Expr<S>,
  visit: (operand: Expr<S>) => void,
  query: (query: S) => void,
): void {
  mapChildren<S, S>(expr, {
    expr: (operand) => {
      visit(operand);
      return operand;
    },
    query: (subquery) => {
      query(subquery);
      return subquery;
    },
  });
}
