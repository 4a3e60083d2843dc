import { unreachable } from '../../base/assert.ts';
import type { PathSearch, PhysicalExpr, PhysicalOperator } from '../../planner/plan/operator.ts';
import type { BoundGroup, BoundPath } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { PathHost } from './host.ts';

type Path = BoundPath<PhysicalOperator>;

/** What has to be known about a pattern as a whole before it is compiled. */
export interface PatternFacts {
  /** Variables of the pattern that a predicate, a group that is read, or a later operator reads. */
  readonly read: ReadonlySet<VariableId>;
  /** Element variables in two or more places of the pattern. */
  readonly joins: ReadonlySet<VariableId>;
  /** Variables that a run through their part may leave unbound, and joins. */
  readonly conditional: ReadonlySet<VariableId>;
  readonly cleared: readonly VariableId[];
  /** Two runs may read the same path with the same bindings. */
  readonly ambiguous: boolean;
  /** What predicates and joins look back to beyond the last edge. */
  readonly remembered: ReadonlySet<VariableId>;
  /** A mode restricts the path or a part of it. */
  readonly restricted: boolean;
  /** The group variable that collects a variable, by that variable. */
  readonly groupOf: ReadonlyMap<VariableId, VariableId>;
}

export function patternFacts(op: PathSearch, host: PathHost): PatternFacts {
  const collector = new FactCollector(host);
  collector.visit(op.path.expression, false);
  for (const variable of op.used) collector.read.add(variable);
  const ambiguous = collector.choices > 0 || collector.repeats > 1;
  collector.closeGroups();
  const { read, conditional, joins } = collector;
  for (const variable of joins) conditional.add(variable);
  return {
    read,
    joins,
    conditional,
    cleared: [...conditional].filter((variable) => !host.isBound(variable)),
    ambiguous,
    remembered: new Set([...collector.lookedBackTo, ...joins]),
    restricted: collector.hasModes || op.path.mode !== 'WALK' || op.differentEdges,
    groupOf: new Map(collector.groups.map(({ inner, outer }) => [inner, outer])),
  };
}

class FactCollector {
  readonly read = new Set<VariableId>();
  readonly joins = new Set<VariableId>();
  readonly conditional = new Set<VariableId>();
  choices = 0;
  repeats = 0;
  readonly lookedBackTo = new Set<VariableId>();
  hasModes = false;
  readonly #host: PathHost;
  readonly #elements = new Set<VariableId>();
  readonly groups: { readonly inner: VariableId; readonly outer: VariableId }[] = [];
  readonly #own: Set<VariableId> = new Set();

  constructor(host: PathHost) {
    this.#host = host;
  }

  /** `near`: variables of the last edge before the part and of the node before that. */
  visit(path: Path, optional: boolean, near: readonly VariableId[] = []): void {
    switch (path.kind) {
      case 'node':
      case 'edge':
        this.#element(path.variable, optional);
        this.#predicate(path.predicate, new Set([path.variable, ...near]));
        return;
      case 'concatenation':
        path.elements.forEach((element, i) => {
          this.visit(element, optional, elementsBefore(path.elements, i));
        });
        return;
      case 'alternation':
        this.choices++;
        for (const alternative of path.alternatives) this.visit(alternative, true);
        return;
      case 'questioned':
        this.choices++;
        this.visit(path.expression, true);
        return;
      case 'group':
        this.#group(path, optional);
        return;
      case 'repeat':
        this.repeats++;
        // Inside, "optional" is a matter of one iteration, which clears what it may not bind; but
        // what is matched once may hold variables that are no groups.
        this.visit(path.expression, optional && path.lower === 1 && path.upper === 1);
        this.groups.push(...path.groups);
        for (const { outer } of path.groups) this.#own.add(outer);
        return;
      default:
        unreachable(path);
    }
  }

  /** The elements of a group that is read are read. Inner groups come before outer ones. */
  closeGroups(): void {
    for (const { inner, outer } of [...this.groups].reverse()) {
      if (this.read.has(outer)) this.read.add(inner);
    }
  }

  /** The condition of a stretch of one edge looks back no further than that. */
  #group(path: BoundGroup<PhysicalOperator>, optional: boolean): void {
    const { mode, subpath, where, expression } = path;
    if (mode !== 'WALK') this.hasModes = true;
    this.visit(expression, optional);
    if (subpath !== undefined) this.#own.add(subpath);
    if (subpath !== undefined && optional) this.conditional.add(subpath);
    this.#predicate(where, stretchOfOneEdge(expression));
  }

  #element(variable: VariableId, optional: boolean): void {
    if (optional) this.conditional.add(variable);
    this.#own.add(variable);
    if (this.#host.isBound(variable)) return;
    if (this.#elements.has(variable)) this.joins.add(variable);
    this.#elements.add(variable);
  }

  #predicate(expr: PhysicalExpr | undefined, near: ReadonlySet<VariableId>): void {
    if (expr === undefined) return;
    for (const variable of readVariables(expr)) {
      this.read.add(variable);
      const isLocal = near.has(variable) || this.#host.isBound(variable);
      if (!isLocal && this.#own.has(variable)) this.lookedBackTo.add(variable);
    }
  }
}

/** Of `(a)-[e]->(b)` those that a condition of `b` reaches over one edge: `e` and `a`. */
function elementsBefore(elements: readonly Path[], at: number): VariableId[] {
  const found: VariableId[] = [];
  for (let i = at - 1; i >= 0; i--) {
    const element = elements[i];
    const isNear = element?.kind === 'node' || (element?.kind === 'edge' && i === at - 1);
    if (!isNear) break;
    found.push(element.variable);
    if (element.kind === 'node') break;
  }
  return found;
}

/** The variables of `(a)-[e]->(b)`; none for anything longer. */
function stretchOfOneEdge(path: Path): ReadonlySet<VariableId> {
  if (path.kind !== 'concatenation') return new Set();
  const elements = path.elements.filter((each) => each.kind === 'node' || each.kind === 'edge');
  const edges = elements.filter((each) => each.kind === 'edge');
  if (elements.length !== path.elements.length || edges.length > 1) return new Set();
  return new Set(elements.map((each) => each.variable));
}

/** Every variable that an expression names, subqueries and their own variables included. */
export function readVariables(expr: PhysicalExpr): ReadonlySet<VariableId> {
  const found = new Set<VariableId>();
  collect('', expr, found);
  return found;
}

const VARIABLE_FIELDS: ReadonlySet<string> = new Set([
  ...['variable', 'variables', 'node', 'edge', 'from', 'to', 'column', 'columns', 'others'],
  ...['weight', 'weightIn', 'leftColumns', 'rightColumns', 'source', 'target'],
]);

function collect(field: string, value: unknown, into: Set<VariableId>): void {
  if (typeof value === 'number') {
    if (VARIABLE_FIELDS.has(field)) into.add(value);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(field, each, into);
  } else if (typeof value === 'object' && value !== null) {
    if (Object.getPrototypeOf(value) !== Object.prototype) return;
    for (const [name, inner] of Object.entries(value)) collect(name, inner, into);
  }
}
