import { invariant, present } from '../../base/assert.ts';
import type { BoundEdge, BoundNode, BoundPath } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { isFlat } from './simple-path.ts';

type Path = BoundPath<LogicalOperator>;
type Group = Extract<Path, { readonly kind: 'group' }>;

/** What a walk along a path meets. */
export interface PathVisitor {
  /** The answer is the variable that stands for the node. */
  node(node: BoundNode<LogicalOperator>): VariableId;
  /** Two node patterns without anything between them: the same node. */
  same(known: VariableId, other: VariableId): void;
  edge(edge: BoundEdge<LogicalOperator>, left: VariableId, right: VariableId): void;
  /** A part that is more than one edge or has restrictions of its own. */
  search(part: Path, left: VariableId, right: VariableId): void;
  /** A path variable over nodes and edges. */
  path(variable: VariableId, variables: readonly VariableId[]): void;
  predicate(where: LogicalExpr): void;
}

/** Takes a path apart into nodes and what connects them, parentheses without meaning removed. */
export class PathWalk {
  /** The nodes and edges met, in order. */
  readonly variables: VariableId[] = [];
  readonly #visitor: PathVisitor;
  #last: VariableId | undefined;
  #pending: Path | undefined;

  constructor(visitor: PathVisitor) {
    this.#visitor = visitor;
  }

  add(part: Path): void {
    switch (part.kind) {
      case 'concatenation':
        for (const element of part.elements) this.add(element);
        return;
      case 'node':
        this.#node(part);
        return;
      case 'edge':
        this.variables.push(part.variable);
        this.#connect(part);
        return;
      case 'group':
        if (opens(part)) this.#group(part);
        else this.#connect(part);
        return;
      default:
        this.#connect(part);
    }
  }

  #connect(part: Path): void {
    invariant(this.#last !== undefined && this.#pending === undefined, 'edges between two nodes');
    this.#pending = part;
  }

  #node(node: BoundNode<LogicalOperator>): void {
    const variable = this.#visitor.node(node);
    const last = this.#last;
    if (last !== undefined && this.#pending === undefined) {
      // The node known first stays the one that connectors hang on.
      this.#visitor.same(last, variable);
      return;
    }
    this.variables.push(variable);
    this.#last = variable;
    const pending = this.#pending;
    if (pending === undefined) return;
    this.#pending = undefined;
    const left = present(last, 'the left node of a connector');
    if (pending.kind === 'edge') this.#visitor.edge(pending, left, variable);
    else this.#visitor.search(pending, left, variable);
  }

  #group(group: Group): void {
    const sharesNode = this.#last !== undefined && this.#pending === undefined;
    const start = this.variables.length - (sharesNode ? 1 : 0);
    this.add(group.expression);
    if (group.subpath !== undefined) {
      this.#visitor.path(group.subpath, this.variables.slice(start));
    }
    if (group.where) this.#visitor.predicate(group.where);
  }
}

/** Whether a group's parentheses can be left out: it restricts only by its WHERE. */
function opens(group: Group): boolean {
  if (group.mode !== 'WALK') return false;
  if (isFlat(group.expression)) return true;
  return group.subpath === undefined && group.expression.kind === 'concatenation';
}
