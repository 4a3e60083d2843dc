import type { Identifier, SyntaxNode } from './node.ts';
import type { ObjectReference } from './reference.ts';
import type { TypeSyntax } from './type.ts';

/** Catalog-modifying statements (ISO/IEC 39075, clause 12) and the indexes of the contract. */
export type CatalogClause =
  | CreateSchema
  | DropSchema
  | CreateGraph
  | DropGraph
  | CreateGraphType
  | DropGraphType
  | CreateIndex
  | DropIndex;

export interface CreateSchema extends SyntaxNode {
  readonly kind: 'createSchema';
  readonly ifNotExists: boolean;
  readonly schema: ObjectReference;
}

export interface DropSchema extends SyntaxNode {
  readonly kind: 'dropSchema';
  readonly ifExists: boolean;
  readonly cascade: boolean;
  readonly schema: ObjectReference;
}

export type GraphTypeSource =
  | (SyntaxNode & { readonly kind: 'anyGraph' })
  | (SyntaxNode & { readonly kind: 'likeGraph'; readonly graph: ObjectReference })
  | (SyntaxNode & { readonly kind: 'namedGraphType'; readonly type: ObjectReference })
  | (SyntaxNode & {
      readonly kind: 'graphTypeElements';
      readonly elements: readonly ElementTypeSyntax[];
    });

export interface CreateGraph extends SyntaxNode {
  readonly kind: 'createGraph';
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly graph: ObjectReference;
  /** Undefined: the extension `CREATE GRAPH name`, an open graph. */
  readonly type?: GraphTypeSource;
  readonly copyOf?: ObjectReference;
}

export interface DropGraph extends SyntaxNode {
  readonly kind: 'dropGraph';
  readonly ifExists: boolean;
  readonly graph: ObjectReference;
}

export interface CreateGraphType extends SyntaxNode {
  readonly kind: 'createGraphType';
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly type: ObjectReference;
  readonly source:
    | GraphTypeSource
    | (SyntaxNode & { readonly kind: 'copyOfType'; readonly type: ObjectReference });
}

export interface DropGraphType extends SyntaxNode {
  readonly kind: 'dropGraphType';
  readonly ifExists: boolean;
  readonly type: ObjectReference;
}

export type ElementTypeSyntax = NodeTypeSyntax | EdgeTypeSyntax;

interface ElementTypeContent {
  readonly typeName?: Identifier;
  readonly alias?: Identifier;
  /** In front of `=>`; undefined where there is none. */
  readonly keyLabels?: readonly Identifier[];
  readonly labels: readonly Identifier[];
  readonly properties: readonly PropertyTypeSyntax[];
}

export interface PropertyTypeSyntax extends SyntaxNode {
  readonly kind: 'propertyType';
  readonly name: Identifier;
  readonly type: TypeSyntax;
}

export interface NodeTypeSyntax extends SyntaxNode, ElementTypeContent {
  readonly kind: 'nodeType';
}

export interface EdgeTypeSyntax extends SyntaxNode, ElementTypeContent {
  readonly kind: 'edgeType';
  readonly directed: boolean;
  readonly source: NodeTypeReferenceSyntax;
  readonly destination: NodeTypeReferenceSyntax;
}

/** The end of an edge type: an alias or type name, or a filler that names labels. */
export type NodeTypeReferenceSyntax =
  | { readonly kind: 'alias'; readonly name: Identifier }
  | { readonly kind: 'filler'; readonly node: NodeTypeSyntax };

export interface CreateIndex extends SyntaxNode {
  readonly kind: 'createIndex';
  readonly unique: boolean;
  readonly ifNotExists: boolean;
  readonly name: Identifier;
  readonly element: 'node' | 'edge';
  readonly label: Identifier;
  readonly properties: readonly Identifier[];
}

export interface DropIndex extends SyntaxNode {
  readonly kind: 'dropIndex';
  readonly ifExists: boolean;
  readonly name: Identifier;
}
