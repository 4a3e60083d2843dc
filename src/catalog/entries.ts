import type { CatalogPath } from './catalog-path.ts';
import type { GraphType } from './graph-type.ts';

/** What a schema holds, by kind; names are unique among objects of one kind. */
export type SchemaObject = GraphEntry | GraphTypeEntry | ProcedureEntry;

export type ObjectKind = SchemaObject['kind'];

interface Dated {
  /** Milliseconds since 1970. */
  readonly createdMs: number;
  readonly modifiedMs: number;
}

export interface GraphEntry extends Dated {
  readonly kind: 'graph';
  /** Names the graph in values and in the log; never used again. */
  readonly number: number;
  /** Undefined: an open graph, which takes any element (GG01). */
  readonly type?: GraphType;
  /** Of the graph type that `type` was taken from, where it has a name. */
  readonly typePath?: CatalogPath;
}

export interface GraphTypeEntry extends Dated {
  readonly kind: 'graphType';
  readonly type: GraphType;
}

/** A procedure written in GQL. */
export interface ProcedureEntry extends Dated {
  readonly kind: 'procedure';
  /** The whole CREATE PROCEDURE statement; what it means is derived from it. */
  readonly text: string;
}
