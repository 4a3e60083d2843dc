import { unreachable } from '../../base/assert.ts';
import type { Expr } from '../../semantics/bound/expression.ts';
import type {
  Binding,
  BoundAggregate,
  BoundInsert,
  BoundRemove,
  BoundSet,
  BoundSortKey,
} from '../../semantics/bound/statement.ts';
import type * as plan from './operator.ts';

/** The operators that logical and physical plans share, for plans of any kind. */
export type SharedOperator<P> =
  | plan.Unit
  | plan.Argument
  | plan.Filter<P>
  | plan.Extend<P>
  | plan.Unnest<P>
  | plan.Project<P>
  | plan.Aggregate<P>
  | plan.Distinct<P>
  | plan.Sort<P>
  | plan.TopK<P>
  | plan.Page<P>
  | plan.SetOperationPlan<P>
  | plan.Apply<P>
  | plan.Materialize<P>
  | plan.TableLeaf
  | plan.ProcedureCall<P>
  | plan.InGraph<P>
  | plan.Insert<P>
  | plan.SetPlan<P>
  | plan.RemovePlan<P>
  | plan.DeletePlan<P>;

/** What `mapShared` does with the parts of an operator. */
export interface OperatorMapper<P, Q> {
  plan(plan: P): Q;
  expr(expr: Expr<P>): Expr<Q>;
}

/** Operators that have one input, beside expressions. */
type UnaryOperator<P> = Exclude<
  SharedOperator<P>,
  { readonly kind: 'unit' | 'argument' | 'table' | 'setOperation' | 'apply' | 'materialize' }
>;

/** The same operator with its inputs and expressions replaced. */
export function mapShared<P, Q>(
  operator: SharedOperator<P>,
  mapper: OperatorMapper<P, Q>,
): SharedOperator<Q> {
  switch (operator.kind) {
    case 'unit':
    case 'argument':
    case 'table':
      return operator;
    case 'setOperation':
      return { ...operator, left: mapper.plan(operator.left), right: mapper.plan(operator.right) };
    case 'apply':
    case 'materialize': {
      const input = mapper.plan(operator.input);
      return { ...operator, input, inner: mapper.plan(operator.inner) };
    }
    default:
      return mapUnary(operator, mapper);
  }
}

function mapUnary<P, Q>(
  operator: UnaryOperator<P>,
  mapper: OperatorMapper<P, Q>,
): SharedOperator<Q> {
  const input = mapper.plan(operator.input);
  const map = (expr: Expr<P>): Expr<Q> => mapper.expr(expr);
  switch (operator.kind) {
    case 'filter':
      return { ...operator, input, condition: map(operator.condition) };
    case 'extend':
    case 'project':
      return { ...operator, input, bindings: mapBindings(operator.bindings, map) };
    case 'unnest':
      return { ...operator, input, list: map(operator.list) };
    case 'aggregate': {
      const keys = mapBindings(operator.keys, map);
      return { ...operator, input, keys, aggregates: mapAggregates(operator.aggregates, map) };
    }
    case 'distinct':
      return { ...operator, input };
    case 'sort':
      return { ...operator, input, keys: mapSortKeys(operator.keys, map) };
    case 'topK': {
      const { offset, limit, ...rest } = operator;
      const keys = mapSortKeys(operator.keys, map);
      return { ...rest, input, keys, limit: map(limit), ...(offset && { offset: map(offset) }) };
    }
    case 'page': {
      const { offset, limit, ...rest } = operator;
      const mapped = {
        ...(offset && { offset: map(offset) }),
        ...(limit && { limit: map(limit) }),
      };
      return { ...rest, input, ...mapped };
    }
    case 'procedureCall':
      return { ...operator, input, arguments: operator.arguments.map(map) };
    case 'inGraph':
      return { ...operator, input, imports: mapBindings(operator.imports, map) };
    case 'insert':
      return { ...operator, input, elements: mapInserts(operator.elements, map) };
    case 'set':
      return { ...operator, input, items: mapSets(operator.items, map) };
    case 'remove':
      return { ...operator, input, items: mapRemoves(operator.items, map) };
    case 'delete':
      return { ...operator, input, items: operator.items.map(map) };
    default:
      return unreachable(operator);
  }
}

export function mapBindings<P, Q>(
  bindings: readonly Binding<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): Binding<Q>[] {
  return bindings.map(({ variable, value }) => ({ variable, value: map(value) }));
}

export function mapSortKeys<P, Q>(
  keys: readonly BoundSortKey<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): BoundSortKey<Q>[] {
  return keys.map((key) => ({ ...key, value: map(key.value) }));
}

export function mapAggregates<P, Q>(
  aggregates: readonly BoundAggregate<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): BoundAggregate<Q>[] {
  return aggregates.map(({ argument, parameter, ...rest }) => ({
    ...rest,
    ...(argument && { argument: map(argument) }),
    ...(parameter && { parameter: map(parameter) }),
  }));
}

export function mapInserts<P, Q>(
  elements: readonly BoundInsert<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): BoundInsert<Q>[] {
  return elements.map((element) => ({
    ...element,
    properties: element.properties.map(({ name, value }) => ({ name, value: map(value) })),
  }));
}

export function mapSets<P, Q>(
  items: readonly BoundSet<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): BoundSet<Q>[] {
  return items.map((item) => {
    const element = map(item.element);
    return item.kind === 'label'
      ? { ...item, element }
      : { ...item, element, value: map(item.value) };
  });
}

export function mapRemoves<P, Q>(
  items: readonly BoundRemove<P>[],
  map: (expr: Expr<P>) => Expr<Q>,
): BoundRemove<Q>[] {
  return items.map((item) => ({ ...item, element: map(item.element) }));
}
