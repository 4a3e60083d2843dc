import { printPath } from '../catalog/catalog-path.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { HOME_GRAPH, HOME_GRAPH_NUMBER, HOME_SCHEMA } from '../catalog/home.ts';
import type { BoundSessionCommand } from '../semantics/bound/session-command.ts';
import type { NameContext } from '../semantics/names.ts';

/** Where a session stands in the catalog: its schema and its graph. */
export class SessionNames {
  #schema: CatalogPath = HOME_SCHEMA;
  #graph: number = HOME_GRAPH_NUMBER;
  #schemaText = printPath(HOME_SCHEMA);
  #known: NameContext;

  constructor(catalog: Catalog) {
    this.#known = this.#in(catalog);
  }

  get schema(): CatalogPath {
    return this.#schema;
  }

  /** The path of the schema as text, for diagnostic records. */
  get schemaText(): string {
    return this.#schemaText;
  }

  /** The number of its graph, which may have been dropped since. */
  get graph(): number {
    return this.#graph;
  }

  /** What names mean in that state of the catalog: the same object while nothing has changed. */
  in(catalog: Catalog): NameContext {
    if (this.#known.catalog !== catalog) this.#known = this.#in(catalog);
    return this.#known;
  }

  run(command: BoundSessionCommand): void {
    switch (command.kind) {
      case 'setSchema':
        this.#schema = command.schema;
        this.#schemaText = printPath(command.schema);
        break;
      case 'setGraph':
        this.#graph = command.graph;
        break;
    }
    this.#known = this.#in(this.#known.catalog);
  }

  #in(catalog: Catalog): NameContext {
    return {
      catalog,
      schema: this.#schema,
      graph: catalog.graph(this.#graph) === undefined ? undefined : this.#graph,
      homeSchema: HOME_SCHEMA,
      homeGraph: HOME_GRAPH,
    };
  }
}
