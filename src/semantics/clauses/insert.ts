import { present } from '../../base/assert.ts';
import { invalidReference } from '../../base/errors.ts';
import type { InsertEdge, InsertNode, PropertyPair } from '../../syntax/ast/pattern.ts';
import type { InsertClause } from '../../syntax/ast/statement.ts';
import type {
  BoundClause,
  BoundExpr,
  BoundInsert,
  BoundQuery,
  Update,
} from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { elementType } from '../closed-graphs.ts';
import { checkLabelCount, checkPropertyCount } from '../element-limits.ts';
import { asElement } from '../element-variables.ts';
import { bindPart, plainContext } from '../expression-context.ts';
import type { Scope, ScopeEntry } from '../scope.ts';
import { visible } from '../scope.ts';
import type { QueryContext } from '../state.ts';
import type { BoundClauses } from './bound-clauses.ts';
import { requireStorable } from './updates.ts';

/**
 * INSERT (13.2): every element pattern makes one element per row. A name of before may be used
 * again only bare; a new name in several places is one node, described in one of them at most.
 */
export function bindInsert(
  clause: InsertClause,
  update: Update,
  context: QueryContext,
): BoundClauses {
  const binder = new InsertBinder(clause, update, context);
  for (const path of clause.paths) {
    for (const element of path.elements) {
      if (element.kind === 'insertNode') binder.node(element);
    }
  }
  for (const path of clause.paths) {
    path.elements.forEach((element, i) => {
      if (element.kind !== 'insertEdge') return;
      const [left, right] = [path.elements[i - 1], path.elements[i + 1]];
      binder.edge(element, left, right);
    });
    const [only] = path.elements;
    if (path.elements.length === 1 && only?.kind === 'insertNode') binder.requireInserts(only);
  }
  return binder.finish();
}

type InsertElement = InsertNode | InsertEdge;

class InsertBinder {
  private readonly context: QueryContext;
  private readonly update: Update;
  private readonly prelude: BoundClause[] = [];
  private readonly nodes: BoundInsert<BoundQuery>[] = [];
  private readonly edges: BoundInsert<BoundQuery>[] = [];
  /** New names with their place among `nodes`, −1 for an edge. */
  private readonly fresh = new Map<
    string,
    { variable: VariableId; described: boolean; at: number; temporary: boolean }
  >();
  private readonly variables = new Map<InsertElement, VariableId>();

  /** What the values of properties see: the state before, so none of the new elements. */
  private readonly valueScope: Scope;

  constructor(clause: InsertClause, update: Update, context: QueryContext) {
    this.context = context;
    this.update = update;
    const names = clause.paths.flatMap(({ elements }) =>
      elements.flatMap(({ variable }) => (variable ? [variable.name] : [])),
    );
    const fresh = names.filter((name) => !context.scope.sees(name));
    this.valueScope = context.scope.local(fresh.map((name) => [name, NOT_YET] as const));
  }

  node(node: InsertNode): void {
    const name = node.variable?.name;
    const bound = name === undefined ? undefined : this.boundNode(node, name);
    const known = name === undefined ? undefined : this.fresh.get(name);
    if (bound !== undefined) {
      this.variables.set(node, bound);
    } else if (known !== undefined && name !== undefined) {
      this.again(node, name, known);
    } else {
      this.newNode(node);
    }
  }

  private newNode(node: InsertNode): void {
    const name = node.variable?.name ?? '';
    const variable = this.newVariable(name, 'node');
    if (name !== '') {
      const temporary = node.temporary === true;
      const at = this.nodes.length;
      this.fresh.set(name, { variable, described: isDescribed(node), at, temporary });
    }
    this.nodes.push({ kind: 'node', variable, ...this.content(node) });
    this.variables.set(node, variable);
  }

  /** A name of before: only bare, since what is there is not inserted. */
  private boundNode(node: InsertNode, name: string): VariableId | undefined {
    const { scope, state } = this.context;
    const span = node.variable?.span ?? node.span;
    if (!scope.sees(name)) return undefined;
    if (isDescribed(node)) {
      throw invalidReference(
        `"${name}" is bound already, so INSERT can only link to it`,
        span,
        `write (${name}) alone; SET changes what is there`,
      );
    }
    const known = scope.variable(name, span);
    return asElement({ known, name, role: 'node', span, ofAnyGraph: true }, state, this.prelude);
  }

  /** A further place of a new node; one place may say what it has. */
  private again(
    node: InsertNode,
    name: string,
    known: { variable: VariableId; described: boolean; at: number },
  ): void {
    this.variables.set(node, known.variable);
    if (!isDescribed(node)) return;
    if (known.described) {
      throw invalidReference(
        `"${name}" is described twice`,
        node.variable?.span ?? node.span,
        'give labels and properties in one place, and the bare name in the others',
      );
    }
    known.described = true;
    const { variable } = known;
    this.nodes[known.at] = { kind: 'node', variable, ...this.content(node) };
  }

  edge(edge: InsertEdge, left: InsertElement | undefined, right: InsertElement | undefined): void {
    const name = edge.variable?.name ?? '';
    if (name !== '' && (this.fresh.has(name) || this.context.scope.sees(name))) {
      throw invalidReference(
        `"${name}" is bound already, and an inserted edge is new`,
        edge.variable?.span ?? edge.span,
        'use another name',
      );
    }
    const variable = this.newVariable(name, 'edge');
    const temporary = edge.temporary === true;
    if (name !== '') this.fresh.set(name, { variable, described: true, at: -1, temporary });
    const [from, to] = edge.direction === 'left' ? [right, left] : [left, right];
    this.edges.push({
      kind: 'edge',
      variable,
      directed: edge.direction !== 'undirected',
      source: this.variableOf(from),
      target: this.variableOf(to),
      ...this.content(edge),
      span: edge.span,
    });
  }

  /** A path that is one bound node inserts nothing, which cannot be meant. */
  requireInserts(node: InsertNode): void {
    const name = node.variable?.name;
    if (name === undefined || this.fresh.has(name)) return;
    throw invalidReference(
      `"${name}" is bound already, so INSERT (${name}) inserts nothing`,
      node.span,
      'use a new name, or link to it with an edge',
    );
  }

  finish(): BoundClauses {
    const { scope } = this.context;
    const elements = [...this.nodes, ...this.edges];
    const names = [...this.fresh].map(([name, known]): readonly [string, ScopeEntry] => [
      name,
      visible(known.variable, known.temporary),
    ]);
    return {
      clauses: [...this.prelude, { kind: 'insert', ...this.update, elements }],
      scope: scope.with(names),
      hasEffects: true,
    };
  }

  private content(element: InsertElement): {
    readonly labels: readonly string[];
    readonly properties: readonly { readonly name: string; readonly value: BoundExpr }[];
  } {
    const labels = [...new Set(element.labels.map(({ name }) => name))];
    const kind = element.kind === 'insertNode' ? 'node' : 'edge';
    const place = { stage: 'binding', span: element.span } as const;
    checkLabelCount(labels.length, kind, place);
    checkPropertyCount(element.properties?.length ?? 0, kind, place);
    return { labels, properties: this.properties(element.properties ?? []) };
  }

  private properties(
    pairs: readonly PropertyPair[],
  ): readonly { readonly name: string; readonly value: BoundExpr }[] {
    const inner = plainContext(this.context.state, this.valueScope, 'in INSERT');
    const seen = new Set<string>();
    return pairs.map(({ name, value }) => {
      if (seen.has(name.name)) {
        throw invalidReference(`the property "${name.name}" is given twice`, name.span);
      }
      seen.add(name.name);
      const bound = bindPart(value, inner);
      requireStorable(bound, value);
      return { name: name.name, value: bound };
    });
  }

  private variableOf(node: InsertElement | undefined): VariableId {
    return present(node && this.variables.get(node), 'the end of an inserted edge');
  }

  private newVariable(name: string, role: 'node' | 'edge'): VariableId {
    const { state } = this.context;
    const type = elementType(role, undefined, state);
    // An element of another graph than the query's is a value that says so.
    const own = this.update.graph === undefined ? role : 'value';
    const variable = { name, role: own, degree: 'singleton', type, notNull: true } as const;
    return state.newVariable(variable);
  }
}

const NOT_YET: ScopeEntry = {
  kind: 'blocked',
  reason: 'is inserted by this very statement, whose values are of the state before it',
  hint: 'insert it in a statement in front, or repeat the value',
};

function isDescribed(node: InsertNode): boolean {
  return node.labels.length > 0 || node.properties !== undefined;
}
