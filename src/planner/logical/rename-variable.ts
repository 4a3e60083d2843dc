import type { BoundPath, BoundPathPattern } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { mapChildren } from '../expressions/map-expr.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { mapLogical } from './operator-parts.ts';
import { mapPathPattern } from './pattern-parts.ts';

type PathPattern = BoundPathPattern<LogicalOperator>;

/** Puts one variable in the place of another, in paths, expressions and the plans of subqueries. */
export class Renaming {
  readonly #from: VariableId;
  readonly #to: VariableId;

  constructor(from: VariableId, to: VariableId) {
    this.#from = from;
    this.#to = to;
  }

  path(path: PathPattern): PathPattern {
    const mapped = mapPathPattern(path, (expr) => this.expr(expr));
    const { pathVariable } = mapped;
    return {
      ...mapped,
      ...(pathVariable !== undefined && { pathVariable: this.#id(pathVariable) }),
      expression: this.#part(mapped.expression),
    };
  }

  expr(expr: LogicalExpr): LogicalExpr {
    if (expr.kind === 'variable') return { ...expr, variable: this.#id(expr.variable) };
    if (expr.kind === 'makePath') return { ...expr, variables: this.#ids(expr.variables) };
    const mapped = mapChildren(expr, {
      expr: (part) => this.expr(part),
      query: (plan) => this.plan(plan),
    });
    return mapped.kind === 'valueQuery' ? { ...mapped, column: this.#id(mapped.column) } : mapped;
  }

  plan(plan: LogicalOperator): LogicalOperator {
    const mapped = mapLogical(plan, {
      plan: (input) => this.plan(input),
      expr: (expr) => this.expr(expr),
    });
    switch (mapped.kind) {
      case 'argument':
      case 'table':
      case 'distinct':
      case 'materialize':
        return { ...mapped, variables: this.#ids(mapped.variables) };
      case 'project': {
        // `x := x` hands a variable on.
        const bindings = mapped.bindings.map(({ variable, value }) => ({
          variable: this.#id(variable),
          value,
        }));
        return { ...mapped, bindings };
      }
      case 'setOperation':
        return {
          ...mapped,
          columns: this.#ids(mapped.columns),
          leftColumns: this.#ids(mapped.leftColumns),
          rightColumns: this.#ids(mapped.rightColumns),
        };
      case 'patternMatch': {
        const { joined, visible, paths } = mapped.pattern;
        const pattern = {
          ...mapped.pattern,
          joined: this.#ids(joined),
          visible: this.#ids(visible),
          paths: paths.map((path) => ({ ...path, expression: this.#part(path.expression) })),
        };
        return { ...mapped, pattern };
      }
      default:
        return mapped;
    }
  }

  #id(id: VariableId): VariableId {
    return id === this.#from ? this.#to : id;
  }

  #ids(ids: readonly VariableId[]): VariableId[] {
    return ids.map((id) => this.#id(id));
  }

  #part<S>(part: BoundPath<S>): BoundPath<S> {
    const inner = (path: BoundPath<S>): BoundPath<S> => this.#part(path);
    switch (part.kind) {
      case 'node':
      case 'edge':
        return { ...part, variable: this.#id(part.variable) };
      case 'concatenation':
        return { ...part, elements: part.elements.map(inner) };
      case 'alternation':
        return { ...part, alternatives: part.alternatives.map(inner) };
      case 'group':
        return { ...part, expression: inner(part.expression) };
      case 'repeat': {
        const groups = part.groups.map((pair) => ({ ...pair, inner: this.#id(pair.inner) }));
        return { ...part, expression: inner(part.expression), groups };
      }
      case 'questioned':
        return {
          ...part,
          expression: inner(part.expression),
          variables: this.#ids(part.variables),
        };
    }
  }
}
