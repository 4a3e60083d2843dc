import { present } from '../base/assert.ts';
import type { Span } from '../base/errors.ts';
import { printPath } from '../catalog/catalog-path.ts';
import type { Binding, BoundColumn, BoundQuery } from './bound/statement.ts';
import type { VariableId } from './bound/variable.ts';
import { variableExpr } from './expressions/references.ts';
import type { ScopeEntry } from './scope.ts';
import { visible } from './scope.ts';
import type { BindState, MatchResult, QueryContext } from './state.ts';

/** A pattern on another graph than the query that it stands in. */
export interface PatternBehindBorder {
  readonly graph: number;
  readonly span: Span;
  /** Binds the pattern, on that graph. */
  readonly bind: (context: QueryContext) => MatchResult;
}

/** The pattern as a query of its own, with what goes over the border between the graphs. */
export function matchBehindBorder(
  { graph, span, bind }: PatternBehindBorder,
  context: QueryContext,
): MatchResult {
  const { state } = context;
  const imports = new Imports(state, span);
  const scope = context.scope.behindBorder((outer) => imports.variable(outer));
  const inside = state.onGraph(graph, () => bind({ ...context, scope }));
  const columns: BoundColumn[] = [];
  const yields: { readonly variable: VariableId; readonly inside: VariableId }[] = [];
  const names: (readonly [string, ScopeEntry])[] = [];
  for (const [name, entry] of inside.scope.columns()) {
    const variable = valueVariable(entry.variable, state);
    columns.push({ name, variable: entry.variable, type: state.variable(variable).type });
    yields.push({ variable, inside: entry.variable });
    names.push([name, visible(variable, entry.temporary)]);
  }
  const name = printPath(present(state.catalog.graph(graph), 'the graph in focus').path);
  const statement = { kind: 'linear', clauses: inside.clauses, columns } as const;
  const query: BoundQuery = { statements: [statement], columns, outer: imports.inside() };
  return {
    clauses: [{ kind: 'inGraph', graph, name, imports: imports.bindings, query, yields }],
    scope: context.scope.with(names),
    bound: yields.map(({ variable }) => variable),
  };
}

/** The variables of the row outside that the query inside reads. */
class Imports {
  readonly bindings: Binding<BoundQuery>[] = [];
  private readonly state: BindState;
  private readonly span: Span;
  private readonly known = new Map<VariableId, VariableId>();

  constructor(state: BindState, span: Span) {
    this.state = state;
    this.span = span;
  }

  variable(outer: VariableId): VariableId {
    const known = this.known.get(outer);
    if (known !== undefined) return known;
    const variable = valueVariable(outer, this.state);
    this.known.set(outer, variable);
    this.bindings.push({ variable, value: variableExpr(this.state, outer, this.span) });
    return variable;
  }

  inside(): readonly VariableId[] {
    return this.bindings.map(({ variable }) => variable);
  }
}

/** A variable for the same on the other side, where an element is a value like any other. */
function valueVariable(of: VariableId, state: BindState): VariableId {
  const { name, type, notNull, graph } = state.variable(of);
  return state.newVariable({
    ...{ name, role: 'value', degree: 'singleton', type, notNull },
    ...(graph !== undefined && { graph }),
  });
}
