import type { Value } from '../values/value.ts';
import { PropertyRule } from './graph-type-property.ts';
import type { EdgeType, GraphType, NodeType } from './graph-type.ts';
import { labelKey } from './graph-type.ts';

export interface NamedValue {
  readonly name: string;
  readonly value: Value;
}

/** An element type, made ready for testing many elements of its labels. */
export class ElementRule<T extends NodeType = NodeType> {
  readonly type: T;
  readonly properties: ReadonlyMap<string, PropertyRule>;
  readonly required: readonly PropertyRule[];
  /** The rules of the properties of the last element, which the next one mostly has too. */
  readonly #order: (PropertyRule | undefined)[] = [];

  constructor(type: T) {
    this.type = type;
    const rules = type.properties.map((property) => new PropertyRule(property));
    this.properties = new Map(rules.map((rule) => [rule.name, rule]));
    this.required = rules.filter((rule) => rule.isRequired);
  }

  /** The properties as they are stored; undefined where they do not conform to the type. */
  stored<P extends NamedValue>(properties: readonly P[]): readonly P[] | undefined {
    let converted: P[] | undefined;
    let missing = this.required.length;
    for (let i = 0; i < properties.length; i++) {
      const property = properties[i] as P;
      const { value } = property;
      if (value === null) continue;
      const rule = this.#rule(property.name, i);
      const stored = rule?.stored(value);
      if (rule === undefined || stored === undefined) return undefined;
      if (rule.isRequired) missing--;
      if (stored !== value) (converted ??= [...properties])[i] = { ...property, value: stored };
    }
    return missing === 0 ? (converted ?? properties) : undefined;
  }

  /** Whether the properties conform as they are. */
  has(properties: readonly NamedValue[]): boolean {
    const found = properties.filter(({ value }) => value !== null);
    return (
      found.every(({ name, value }) => this.properties.get(name)?.has(value) === true) &&
      this.required.every((rule) => found.some(({ name }) => name === rule.name))
    );
  }

  #rule(name: string, at: number): PropertyRule | undefined {
    const last = this.#order[at];
    if (last?.name === name) return last;
    const rule = this.properties.get(name);
    this.#order[at] = rule;
    return rule;
  }
}

export type EdgeRule = ElementRule<EdgeType>;

/** The edge types of one label set. */
export class EdgeRules {
  readonly all: readonly EdgeRule[];
  readonly #nodeTypes: number;
  readonly #between = new Map<number, EdgeRule[]>();

  constructor(all: readonly EdgeRule[], nodeTypes: number) {
    this.all = all;
    this.#nodeTypes = nodeTypes;
    for (const rule of all) {
      const { directed, source, target } = rule.type;
      this.#enter(rule, source, target);
      if (!directed && source !== target) this.#enter(rule, target, source);
    }
  }

  /** Of those that lead from the one node type to the other; undirected ones lead both ways. */
  between(directed: boolean, source: number, target: number): readonly EdgeRule[] {
    return this.#between.get(this.#key(directed, source, target)) ?? NO_RULES;
  }

  #enter(rule: EdgeRule, source: number, target: number): void {
    const key = this.#key(rule.type.directed, source, target);
    const known = this.#between.get(key);
    if (known === undefined) this.#between.set(key, [rule]);
    else known.push(rule);
  }

  #key(directed: boolean, source: number, target: number): number {
    return (source * this.#nodeTypes + target) * 2 + (directed ? 1 : 0);
  }
}

const NO_RULES: readonly EdgeRule[] = [];

/** A node type with its position in the graph type, which edge types know it by. */
export interface NodeRule extends ElementRule {
  readonly index: number;
}

class IndexedRule extends ElementRule implements NodeRule {
  readonly index: number;

  constructor(type: NodeType, index: number) {
    super(type);
    this.index = index;
  }
}

/** A closed graph type, made ready for testing many elements (ISO/IEC 39075, 4.13). */
export class GraphTypeRules {
  readonly type: GraphType;
  readonly #nodes: ByLabels<readonly NodeRule[]>;
  readonly #edges: ByLabels<EdgeRules>;

  constructor(type: GraphType) {
    this.type = type;
    const nodes = grouped(type.nodeTypes.map((node, i) => new IndexedRule(node, i)));
    const edges = grouped(type.edgeTypes.map((edge) => new ElementRule(edge)));
    this.#nodes = new ByLabels<readonly NodeRule[]>(nodes, []);
    this.#edges = new ByLabels(
      new Map([...edges].map(([key, rules]) => [key, new EdgeRules(rules, type.nodeTypes.length)])),
      new EdgeRules([], 0),
    );
  }

  /** The node types with exactly these labels. */
  nodes(labels: readonly string[]): readonly NodeRule[] {
    return this.#nodes.of(labels);
  }

  edges(labels: readonly string[]): EdgeRules {
    return this.#edges.of(labels);
  }
}

function grouped<R extends ElementRule>(rules: readonly R[]): Map<string, R[]> {
  const result = new Map<string, R[]>();
  for (const rule of rules) {
    const key = labelKey(rule.type.labels);
    const known = result.get(key);
    if (known === undefined) result.set(key, [rule]);
    else known.push(rule);
  }
  return result;
}

/** What there is for a label set. Who asks has few different arrays, so each is looked up once. */
class ByLabels<T> {
  readonly #byKey: ReadonlyMap<string, T>;
  readonly #none: T;
  readonly #known = new WeakMap<readonly string[], { readonly found: T }>();

  constructor(byKey: ReadonlyMap<string, T>, none: T) {
    this.#byKey = byKey;
    this.#none = none;
  }

  of(labels: readonly string[]): T {
    const known = this.#known.get(labels);
    if (known !== undefined) return known.found;
    const found = this.#byKey.get(labelKey([...new Set(labels)].sort())) ?? this.#none;
    this.#known.set(labels, { found });
    return found;
  }
}
