import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { GraphTypeRules } from '../catalog/graph-type-rules.ts';
import type { GraphType } from '../catalog/graph-type.ts';
import type { DatabaseWrite, GraphWrite } from '../graph/database-store.ts';
import type { ChangeCounts } from '../graph/store.ts';
import { TypedGraph } from './typed-graph.ts';

/**
 * One statement's part of the open write: what it changes in graphs of a closed type is checked
 * when it ends (ISO/IEC 39075, 4.13). Open graphs are handed out as they are.
 */
export class CheckedWrite implements DatabaseWrite {
  readonly #write: DatabaseWrite;
  readonly #typed = new Map<number, { readonly type: GraphType; readonly graph: TypedGraph }>();
  /** The graph that was asked for last, until the catalog changes. */
  #last: { readonly number: number; readonly graph: GraphWrite } | undefined;

  constructor(write: DatabaseWrite) {
    this.#write = write;
  }

  get catalog(): Catalog {
    return this.#write.catalog;
  }

  get dirty(): boolean {
    return this.#write.dirty;
  }

  get counts(): ChangeCounts {
    return this.#write.counts;
  }

  graph(graph: number): GraphWrite {
    if (this.#last?.number === graph) return this.#last.graph;
    const found = this.#typedGraph(graph) ?? this.#write.graph(graph);
    this.#last = { number: graph, graph: found };
    return found;
  }

  change(change: CatalogChange): void {
    this.#write.change(change);
    // Any graph may have another type now.
    this.#last = undefined;
  }

  /** G2000 where an element that was changed does not conform to the type of its graph. */
  check(): void {
    for (const [number, { graph }] of this.#typed) {
      if (this.catalog.graph(number) !== undefined) graph.check();
    }
  }

  /** The same of all elements of a graph that has got another type. */
  checkGraph(graph: number): void {
    this.#typedGraph(graph)?.checkAll();
  }

  savepoint(): number {
    return this.#write.savepoint();
  }

  rollbackTo(savepoint: number): void {
    this.#write.rollbackTo(savepoint);
  }

  commit(): void {
    this.#write.commit();
  }

  rollback(): void {
    this.#write.rollback();
  }

  #typedGraph(number: number): TypedGraph | undefined {
    const type = this.catalog.graph(number)?.entry.type;
    const known = this.#typed.get(number);
    if (type !== undefined && known?.type === type) return known.graph;
    this.#typed.delete(number);
    if (type === undefined) return undefined;
    const graph = new TypedGraph(this.#write.graph(number), rulesOf(type));
    this.#typed.set(number, { type, graph });
    return graph;
  }
}

const known = new WeakMap<GraphType, GraphTypeRules>();

function rulesOf(type: GraphType): GraphTypeRules {
  let rules = known.get(type);
  if (rules === undefined) {
    rules = new GraphTypeRules(type);
    known.set(type, rules);
  }
  return rules;
}
