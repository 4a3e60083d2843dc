import { invalidReference, syntaxError } from '../../base/errors.ts';
import type { GqlError, Span } from '../../base/errors.ts';
import { nearest } from '../../base/nearest.ts';
import type { GraphType } from '../../catalog/graph-type.ts';
import { labelKey } from '../../catalog/graph-type.ts';
import { printNode } from '../../catalog/graph-type-text.ts';
import type {
  EdgeTypeSyntax,
  ElementTypeSyntax,
  NodeTypeReferenceSyntax,
  NodeTypeSyntax,
} from '../../syntax/ast/catalog.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import { draftOf, sameProperties, withKeys } from './graph-types-nodes.ts';
import type { ElementDraft } from './graph-types-nodes.ts';

const EMPTY: GraphType = { nodeTypes: [], edgeTypes: [] };

/**
 * The graph type that a list of element types describes (18.1–18.3), or one with further element
 * types. Aliases are of the text alone.
 */
export function graphTypeOf(
  elements: readonly ElementTypeSyntax[],
  base: GraphType = EMPTY,
): GraphType {
  return new GraphTypeBuilder(base).build(elements);
}

interface EdgeDraft extends ElementDraft {
  readonly directed: boolean;
  readonly source: number;
  readonly target: number;
}

class GraphTypeBuilder {
  private readonly nodes: ElementDraft[];
  private readonly edges: EdgeDraft[];
  private readonly aliases = new Map<string, number>();
  private readonly nodeNames = new Map<string, number>();
  private readonly edgeNames = new Set<string>();
  /** Positions by label set and by key, of the node types that are declared as such. */
  private readonly byLabels = new Map<string, number[]>();
  private readonly byKey = new Map<string, number[]>();
  /** Positions by all that a node type says: one that is written twice is one. */
  private readonly written = new Map<string, number>();

  constructor(base: GraphType) {
    this.nodes = [...base.nodeTypes];
    this.edges = [...base.edgeTypes];
    base.nodeTypes.forEach(({ name }, i) => name !== undefined && this.nodeNames.set(name, i));
    for (const { name } of base.edgeTypes) if (name !== undefined) this.edgeNames.add(name);
  }

  build(elements: readonly ElementTypeSyntax[]): GraphType {
    const edges: EdgeTypeSyntax[] = [];
    for (const element of elements) {
      if (element.kind === 'nodeType') this.declareNode(element);
      else edges.push(element);
    }
    withKeys(this.nodes).forEach(({ labels, keyLabels }, i) => {
      enter(this.byLabels, labels, i);
      enter(this.byKey, keyLabels, i);
    });
    // An end that describes its node may give it an alias, which others refer to.
    const ends = edges.map(({ source, destination }) =>
      [source, destination].map((end) => (end.kind === 'filler' ? this.described(end.node) : [])),
    );
    edges.forEach((edge, i) => {
      this.declareEdge(edge, ends[i] ?? []);
    });
    return { nodeTypes: withKeys(this.nodes), edgeTypes: withKeys(this.edges) };
  }

  private declareNode(syntax: NodeTypeSyntax): void {
    const { typeName, alias } = syntax;
    const index = this.nodeOf(draftOf(syntax));
    if (typeName !== undefined) {
      if (this.nodeNames.has(typeName.name)) throw twice('node type', typeName);
      this.nodeNames.set(typeName.name, index);
    }
    this.declareAlias(alias, index);
  }

  private nodeOf(draft: ElementDraft): number {
    const text = JSON.stringify(draft);
    const known = this.written.get(text);
    if (known !== undefined) return known;
    const index = this.nodes.push(draft) - 1;
    this.written.set(text, index);
    return index;
  }

  private declareAlias(alias: Identifier | undefined, index: number | undefined): void {
    if (alias === undefined || index === undefined) return;
    if (this.aliases.has(alias.name)) throw twice('alias', alias);
    this.aliases.set(alias.name, index);
  }

  /** An edge type for each pair of node types that its ends stand for: mostly one. */
  private declareEdge(
    syntax: EdgeTypeSyntax,
    [from = [], to = []]: readonly (readonly number[])[],
  ): void {
    const { typeName, directed, source, destination } = syntax;
    if (typeName !== undefined) {
      if (this.edgeNames.has(typeName.name)) throw twice('edge type', typeName);
      this.edgeNames.add(typeName.name);
    }
    const draft = draftOf(syntax);
    for (const start of this.endsOf(source, from)) {
      for (const end of this.endsOf(destination, to)) {
        this.edges.push({ ...draft, directed, source: start, target: end });
      }
    }
  }

  private endsOf(end: NodeTypeReferenceSyntax, described: readonly number[]): readonly number[] {
    if (end.kind === 'filler') return described;
    const { name, span } = end.name;
    const index = this.aliases.get(name) ?? this.nodeNames.get(name);
    if (index !== undefined) return [index];
    const near = nearest(name, [...this.aliases.keys(), ...this.nodeNames.keys()]);
    const message = `no node type has the alias or the name "${name}"`;
    throw invalidReference(message, span, near && `did you mean "${near}"?`);
  }

  /**
   * The node types that labels at the end of an edge stand for: those with these labels, or with
   * this key; what no other element type declares is a node type of its own.
   */
  private described(node: NodeTypeSyntax): readonly number[] {
    const draft = draftOf(node);
    const known = this.known(draft, node.properties.length > 0);
    if (known.length > 0) {
      this.declareAlias(node.alias, known[0]);
      return known;
    }
    if (draft.labels.length === 0) throw anyNode(node.span);
    const index = this.nodes.push(draft) - 1;
    enter(this.byLabels, draft.labels, index);
    this.declareAlias(node.alias, index);
    return [index];
  }

  private known(draft: ElementDraft, hasProperties: boolean): readonly number[] {
    const fits = (i: number): boolean =>
      !hasProperties || sameProperties(this.nodes[i]?.properties ?? [], draft.properties);
    const labelled = this.byLabels.get(labelKey(draft.labels))?.filter(fits) ?? [];
    if (labelled.length > 0 || draft.keyLabels !== undefined) return labelled;
    return this.byKey.get(labelKey(draft.labels))?.filter(fits) ?? [];
  }
}

function enter(map: Map<string, number[]>, labels: readonly string[], index: number): void {
  const key = labelKey(labels);
  const known = map.get(key);
  if (known === undefined) map.set(key, [index]);
  else known.push(index);
}

function twice(what: string, { name, span }: Identifier): GqlError {
  return syntaxError(
    `two ${what === 'alias' ? 'aliases' : `${what}s`} have the name "${name}"`,
    span,
  );
}

function anyNode(span: Span): GqlError {
  return invalidReference(
    `no node type is without labels, as the end ${printNode([])} asks`,
    span,
    'name the labels of the node type, or its alias',
  );
}
