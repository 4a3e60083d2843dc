import { GqlError, syntaxError } from '../../base/errors.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type { OrderByAndPage, SortKey } from '../../syntax/ast/statement.ts';
import type { BoundColumn, BoundExpr, BoundQuery, BoundSortKey } from '../bound/statement.ts';
import type { ExpressionContext, Substitution } from '../expression-context.ts';
import { plainContext } from '../expression-context.ts';
import { variableExpr } from '../expressions/references.ts';
import { Scope } from '../scope.ts';
import type { ScopeEntry } from '../scope.ts';
import { visible } from '../scope.ts';
import type { BindState } from '../state.ts';
import { canBe, describeType, invalidType } from '../static-types.ts';
import { namesIn, sameSyntax, someExpression } from '../syntax-walk.ts';
import type { Grouping } from './grouping.ts';
import { isPlain } from './grouping.ts';
import type { Item } from './items.ts';

/** What the sort keys behind a projection are about. */
export interface Projected {
  readonly state: BindState;
  readonly before: Scope;
  readonly grouping: Grouping | undefined;
  readonly distinct: boolean;
  readonly items: readonly Item[];
  readonly columns: readonly BoundColumn[];
}

/**
 * Sort keys behind RETURN (14.10): they see its columns first, then the variables of before
 * (GA07, GQ16), of which DISTINCT leaves nothing and grouping the keys and aggregates (GF20).
 */
export function bindSortKeys(
  keys: readonly SortKey[],
  projected: Projected,
): readonly BoundSortKey<BoundQuery>[] {
  return keys.map((key) => bindSortKey(key, sortContext(key.expression, projected)));
}

export function bindSortKey(key: SortKey, context: ExpressionContext): BoundSortKey<BoundQuery> {
  const { state } = context;
  const value = state.recursion.expression(key.expression, context);
  const first = state.environment.nullOrdering === 'first';
  return {
    value,
    descending: key.descending,
    // The default is where nulls go in ascending order; descending turns everything round.
    nullsFirst: key.nulls === undefined ? first !== key.descending : key.nulls === 'first',
  };
}

function sortContext(key: Expression, projected: Projected): ExpressionContext {
  const { state, before, grouping, distinct, columns } = projected;
  const inner = distinct ? onlyColumns(before) : (grouping?.context.scope ?? before);
  const scope = inner.local(columns.map(({ name, variable }) => [name, visible(variable)]));
  const aggregates =
    grouping === undefined
      ? 'in the ORDER BY of a RETURN that does not group'
      : distinct
        ? 'in the ORDER BY of RETURN DISTINCT, unless it is a column too'
        : grouping.context.aggregates;
  const substitutions = columnSubstitutions(key, projected);
  if (grouping !== undefined && !distinct) {
    const shadowed = shadowing(projected);
    substitutions.push(
      ...grouping.context.substitutions.filter(({ names }) => !intersects(names, shadowed)),
    );
  }
  return { state, scope, aggregates, substitutions };
}

function onlyColumns(before: Scope): Scope {
  const blocked: [string, ScopeEntry][] = [];
  for (const [name] of before.ownEntries()) blocked.push([name, DISTINCT_ONLY]);
  return before.local(blocked);
}

const DISTINCT_ONLY: ScopeEntry = {
  kind: 'blocked',
  reason: 'is not a column, and behind RETURN DISTINCT only columns are left to sort by',
  hint: 'return it too, or sort in a statement of its own in front',
};

/** Parts of a key that are the expression of a column stand for the column. */
function columnSubstitutions(key: Expression, projected: Projected): Substitution[] {
  const { state, items, columns, grouping } = projected;
  const shadowed = shadowing(projected);
  const result: Substitution[] = [];
  items.forEach(({ expression }, i) => {
    const column = columns[i];
    if (column === undefined) return;
    const names = namesIn(expression);
    // A name that is now a column's is not what it was in the item.
    if (intersects(names, shadowed)) return;
    const anywhere = grouping === undefined || isPlain(expression) || expression.kind === 'call';
    result.push({
      matches: (part) => (anywhere || part === key) && sameSyntax(part, expression),
      names,
      result: (span) => variableExpr(state, column.variable, span),
    });
  });
  return result;
}

/** Names that mean a column now and meant something else to the items. */
function shadowing({ items }: Projected): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, expression } of items) {
    if (!(expression.kind === 'variable' && expression.name === name)) names.add(name);
  }
  return names;
}

function intersects(left: ReadonlySet<string>, right: ReadonlySet<string>): boolean {
  for (const name of left) if (right.has(name)) return true;
  return false;
}

interface Page {
  readonly offset?: BoundExpr;
  readonly limit?: BoundExpr;
}

/** OFFSET and LIMIT: one number for all rows, so no variables (16.18, 16.19). */
export function bindPage(page: OrderByAndPage | undefined, state: BindState): Page {
  const offset = page?.offset && bindRowCount(page.offset, 'OFFSET', state);
  const limit = page?.limit && bindRowCount(page.limit, 'LIMIT', state);
  return { ...(offset && { offset }), ...(limit && { limit }) };
}

function bindRowCount(e: Expression, clause: string, state: BindState): BoundExpr {
  if (someExpression(e, (part) => part.kind === 'variable')) {
    throw syntaxError(
      `${clause} is one number for all rows, so it cannot depend on a variable`,
      e.span,
      'write a number or a parameter',
    );
  }
  const context = plainContext(state, Scope.empty, `in ${clause}`);
  const count = state.recursion.expression(e, context);
  if (!canBe(count.type, 'number')) {
    throw invalidType(`${clause} needs an integer, not ${describeType(count.type)}`, e.span);
  }
  if (isNegative(count)) {
    throw new GqlError('22G02', `${clause} is negative`, { span: e.span });
  }
  const { kind } = count.type;
  if (kind === 'decimal' || kind === 'float') {
    throw invalidType(`${clause} needs an integer`, e.span);
  }
  return count;
}

function isNegative(e: BoundExpr): boolean {
  if (e.kind === 'negate') return e.operand.kind === 'constant' && isPositive(e.operand);
  return e.kind === 'constant' && typeof e.value === 'number' && e.value < 0;
}

function isPositive(e: BoundExpr & { readonly kind: 'constant' }): boolean {
  return typeof e.value === 'bigint' || (typeof e.value === 'number' && e.value > 0);
}
