import { invariant } from '../../base/assert.ts';
import type {
  BoundEdge,
  BoundNode,
  BoundPath,
  BoundPathPattern,
  BoundPattern,
} from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { BOOL, EDGE, NODE, PATH } from '../../values/type.ts';
import type { ValueType } from '../../values/type.ts';
import { joinConjuncts, splitConjuncts } from '../expressions/conjuncts.ts';
import { fallibility } from '../expressions/fallibility.ts';
import { freeVariables } from '../expressions/variables.ts';
import { bothLabels } from '../label-logic.ts';
import { pathPatternVariables, pathVariables } from '../logical/pattern-parts.ts';
import { Renaming } from '../logical/rename-variable.ts';
import type { PlanContext } from '../physical/context.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import type {
  Conjunct,
  Connector,
  Derived,
  PatternGraph,
  PatternNode,
  PatternSearch,
} from './graph.ts';
import { labelInPath } from './label-in-path.ts';
import { orientationsOf } from './orientation.ts';
import { PathWalk } from './path-walk.ts';
import { isReversible, searchReads } from './search-reads.ts';
import { isSimplePath } from './simple-path.ts';
import { tellsParts } from './tells-parts.ts';

type Path = BoundPath<LogicalOperator>;
type PathPattern = BoundPathPattern<LogicalOperator>;
type Pattern = BoundPattern<LogicalOperator>;

/** The graph of patterns that follow one another, to be joined in any order. */
export function buildPatternGraph(
  patterns: readonly Pattern[],
  given: ReadonlySet<VariableId>,
  context: PlanContext,
): PatternGraph {
  const builder = new GraphBuilder(given, context);
  for (const pattern of patterns) builder.addPattern(pattern);
  return builder.finish();
}

class GraphBuilder {
  readonly #given: ReadonlySet<VariableId>;
  readonly #context: PlanContext;
  readonly #nodes = new Map<VariableId, PatternNode>();
  readonly #connectors: Connector[] = [];
  readonly #edges = new Set<VariableId>();
  readonly #conjuncts: Conjunct[] = [];
  readonly #derived: Derived[] = [];
  /** Second names of nodes, with the variables that stand for them in nodes and connectors. */
  readonly #aliases = new Map<VariableId, VariableId>();

  constructor(given: ReadonlySet<VariableId>, context: PlanContext) {
    this.#given = given;
    this.#context = context;
  }

  addPattern(pattern: Pattern): void {
    const first = this.#connectors.length;
    for (const path of pattern.paths) this.#addPathPattern(path, pattern.differentEdges);
    if (pattern.differentEdges) this.#keepApart(first);
    this.#addPredicate(pattern.where);
  }

  finish(): PatternGraph {
    return {
      nodes: this.#nodes,
      connectors: this.#connectors.map((connector, place) =>
        connector.kind === 'search' ? this.#withOwnVariables(connector, place) : connector,
      ),
      conjuncts: this.#conjuncts,
      derived: this.#derived,
    };
  }

  #addPathPattern(path: PathPattern, differentEdges: boolean): void {
    const { expression, pathVariable } = path;
    if (isSimplePath(path)) {
      const first = this.#connectors.length;
      const walk = this.#newWalk(differentEdges);
      walk.add(expression);
      // A fixed number of edges, none twice: TRAIL is a matter of edges being different.
      if (path.mode === 'TRAIL') this.#keepApart(first);
      if (pathVariable !== undefined) this.#addPath(pathVariable, walk.variables);
      return;
    }
    const whole = path.selector !== 'ALL' || path.mode !== 'WALK' || pathVariable !== undefined;
    if (!whole && this.#tellsParts(expression) && expression.kind === 'concatenation') {
      this.#newWalk(differentEdges).add(expression);
    } else this.#addSearch(path, differentEdges);
  }

  #tellsParts(expression: Path): boolean {
    return tellsParts(expression, (variable) => this.#nameOf(variable) !== '');
  }

  #nameOf(variable: VariableId): string {
    return this.#context.variables[variable]?.name ?? '';
  }

  #newWalk(differentEdges: boolean): PathWalk {
    return new PathWalk({
      node: (node) => this.#addNode(node),
      same: (known, other) => this.#addAlias(known, other),
      edge: (edge, left, right) => this.#addEdge(edge, left, right),
      search: (part, left, right) =>
        this.#addSegment([part], { left, right, differentEdges, selector: 'ALL', mode: 'WALK' }),
      path: (variable, variables) => this.#addPath(variable, variables),
      predicate: (where) => this.#addPredicate(where),
    });
  }

  #addNode(node: BoundNode<LogicalOperator>): VariableId {
    const { predicate } = node;
    const variable = this.#aliases.get(node.variable) ?? node.variable;
    const known = this.#nodes.get(variable);
    const labels = bothLabels(known?.labels, node.labels);
    const given = this.#given.has(variable);
    this.#nodes.set(variable, { variable, given, ...(labels && { labels }) });
    this.#addPredicate(predicate);
    return variable;
  }

  /** Two neighbouring node patterns stand for one node (G046). */
  #addAlias(known: VariableId, other: VariableId): void {
    if (known === other) return;
    const value = variableExpr(known, NODE);
    const node = this.#nodes.get(other);
    const alone = !this.#given.has(other) && !this.#isConnected(other);
    if (!alone) {
      this.#addPredicate(equal(value, variableExpr(other, NODE)));
      return;
    }
    this.#nodes.delete(other);
    const labels = bothLabels(this.#nodes.get(known)?.labels, node?.labels);
    const given = this.#given.has(known);
    this.#nodes.set(known, { variable: known, given, ...(labels && { labels }) });
    this.#aliases.set(other, known);
    this.#derived.push({ variable: other, inputs: new Set([known]), value });
  }

  #isConnected(node: VariableId): boolean {
    return this.#connectors.some(({ left, right }) => left === node || right === node);
  }

  #addEdge(edge: BoundEdge<LogicalOperator>, left: VariableId, right: VariableId): void {
    const { labels, predicate } = edge;
    let variable = edge.variable;
    if (this.#edges.has(variable) || this.#given.has(variable)) {
      // The position binds an edge of its own, which must be the one known.
      const properties = { role: 'edge', degree: 'singleton', type: EDGE, notNull: true } as const;
      variable = this.#context.newVariable(properties);
      this.#addPredicate(equal(variableExpr(variable, EDGE), variableExpr(edge.variable, EDGE)));
    }
    this.#edges.add(variable);
    const orientations = orientationsOf(edge.direction);
    const ends = {
      kind: 'edge',
      edge: variable,
      left,
      right,
      orientations,
      apartFrom: [],
    } as const;
    this.#connectors.push(labels ? { ...ends, labels } : ends);
    this.#addPredicate(predicate);
  }

  #addSearch(path: PathPattern, differentEdges: boolean): void {
    const { expression, ...prefix } = path;
    const elements = expression.kind === 'concatenation' ? expression.elements : [expression];
    const [start, end] = [elements[0], elements[elements.length - 1]];
    const startsInNode = start?.kind === 'node';
    const endsInNode = end?.kind === 'node' && elements.length > 1;
    const inner = elements.slice(startsInNode ? 1 : 0, endsInNode ? -1 : undefined);
    const inside = pathPatternVariables({
      ...path,
      expression: { kind: 'concatenation', elements: inner },
    });
    const kept: LogicalExpr[] = [];
    const addEnd = (node: BoundNode<LogicalOperator>): VariableId => {
      const { predicate, ...bare } = node;
      const [interior, local] = partition(splitConjuncts(predicate), (expr) =>
        [...freeVariables(expr)].some((variable) => inside.has(variable)),
      );
      kept.push(...interior);
      this.#addPredicate(joinConjuncts(local));
      return this.#addNode(bare);
    };
    const left = startsInNode ? addEnd(start) : this.#addFreshNode();
    const right = endsInNode ? addEnd(end) : this.#addFreshNode();
    // What reads the interior is decided before a selector chooses, when the path is complete.
    const condition = joinConjuncts(kept);
    this.#addSegment(inner, {
      ...prefix,
      left,
      right,
      differentEdges,
      ...(condition && { condition }),
    });
  }

  #addFreshNode(): VariableId {
    const properties = { role: 'node', degree: 'singleton', type: NODE, notNull: true } as const;
    return this.#addNode({ kind: 'node', variable: this.#context.newVariable(properties) });
  }

  #addSegment(
    parts: readonly Path[],
    segment: Omit<PathPattern, 'expression'> & {
      readonly left: VariableId;
      readonly right: VariableId;
      readonly differentEdges: boolean;
      /** Of the complete path. */
      readonly condition?: LogicalExpr;
    },
  ): void {
    const { left, right, differentEdges, condition, ...prefix } = segment;
    const last = { kind: 'node', variable: right } as const;
    const elements: Path[] = [
      { kind: 'node', variable: left },
      ...parts,
      condition ? { ...last, predicate: condition } : last,
    ];
    const path: PathPattern = { ...prefix, expression: { kind: 'concatenation', elements } };
    const binds = pathVariables(path.expression);
    if (prefix.pathVariable !== undefined) binds.add(prefix.pathVariable);
    binds.delete(left);
    binds.delete(right);
    this.#connectors.push({
      kind: 'search',
      path,
      left,
      right,
      binds,
      reads: searchReads(path, left, right),
      differentEdges,
      reversible: isReversible(path),
      apartFrom: [],
    });
  }

  /**
   * A search binds its inner elements. One that something else binds too gets a second variable
   * there, which must be the same element. Nodes that only edges touch are left to the search,
   * unless it waits for something, which may hang on them.
   */
  #withOwnVariables(search: PatternSearch, place: number): PatternSearch {
    let { path } = search;
    const binds = new Set(search.binds);
    const waits = [...search.reads].some((variable) => !this.#given.has(variable));
    for (const variable of search.binds) {
      const touched = waits && this.#nodes.has(variable);
      if (!touched && !this.#isBoundElsewhere(variable, place)) {
        const labels = this.#nodes.get(variable)?.labels;
        if (labels) path = labelInPath(path, variable, labels);
        continue;
      }
      const role = this.#context.variables[variable]?.role === 'edge' ? 'edge' : 'node';
      const type = role === 'edge' ? EDGE : NODE;
      const properties = { role, degree: 'singleton', type, notNull: true } as const;
      const own = {
        kind: 'variable',
        variable: this.#context.newVariable(properties, this.#nameOf(variable)),
        type,
      } as const;
      path = new Renaming(variable, own.variable).path(path);
      binds.delete(variable);
      binds.add(own.variable);
      this.#addPredicate(equal(own, variableExpr(variable, type)));
    }
    return { ...search, path, binds };
  }

  #isBoundElsewhere(variable: VariableId, place: number): boolean {
    if (this.#given.has(variable) || this.#edges.has(variable)) return true;
    if (this.#aliases.has(variable)) return true;
    return this.#connectors.some(
      (other, at) =>
        other.kind === 'search' &&
        ((at < place && other.binds.has(variable)) ||
          (at !== place && (other.left === variable || other.right === variable))),
    );
  }

  #addPath(variable: VariableId, variables: readonly VariableId[]): void {
    const value: LogicalExpr = { kind: 'makePath', variables, type: PATH };
    this.#derived.push({ variable, inputs: new Set(variables), value });
  }

  #addPredicate(predicate: LogicalExpr | undefined): void {
    for (const expr of splitConjuncts(predicate)) {
      const fallible = fallibility(expr) === 'may';
      this.#conjuncts.push({ expr, variables: freeVariables(expr), fallible });
    }
  }

  /** Connectors from the place `first` on share no edge with one another. */
  #keepApart(first: number): void {
    for (let i = first; i < this.#connectors.length; i++) {
      const connector = this.#connectors[i];
      invariant(connector !== undefined, 'connectors are dense');
      const others = new Set(connector.apartFrom);
      for (let j = first; j < this.#connectors.length; j++) if (j !== i) others.add(j);
      this.#connectors[i] = { ...connector, apartFrom: [...others] };
    }
  }
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

function variableExpr(variable: VariableId, type: ValueType): LogicalExpr {
  return { kind: 'variable', variable, type };
}

function equal(left: LogicalExpr, right: LogicalExpr): LogicalExpr {
  return { kind: 'compare', operator: '=', left, right, type: BOOL };
}
