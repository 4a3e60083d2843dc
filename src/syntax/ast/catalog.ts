import type { Expression } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';
import type { Procedure } from './procedure.ts';
import type { ObjectReference } from './reference.ts';
import type { SecurityClause } from './security.ts';
import type { TypeSyntax } from './type.ts';

/** Catalog-modifying statements: ISO/IEC 39075, clause 12, and extensions from `CreateIndex` on. */
export type CatalogClause =
  | CreateSchema
  | DropSchema
  | CreateGraph
  | DropGraph
  | CreateGraphType
  | DropGraphType
  | CreateIndex
  | DropIndex
  | CreateConstraint
  | DropConstraint
  | CreateProcedure
  | DropProcedure
  | ClearGraph
  | AlterGraph
  | AlterGraphType
  | RenameObject
  | SecurityClause;

const CATALOG_KINDS: Readonly<Record<CatalogClause['kind'], true>> = {
  createSchema: true,
  dropSchema: true,
  createGraph: true,
  dropGraph: true,
  createGraphType: true,
  dropGraphType: true,
  createIndex: true,
  dropIndex: true,
  createConstraint: true,
  dropConstraint: true,
  createProcedure: true,
  dropProcedure: true,
  clearGraph: true,
  alterGraph: true,
  alterGraphType: true,
  rename: true,
  createUser: true,
  alterUser: true,
  dropUser: true,
  createRole: true,
  dropRole: true,
  changeRoles: true,
  changePrivileges: true,
};

/** Whether a clause changes the catalog and not the data of a graph. */
export function isCatalogClause(clause: SyntaxNode): clause is CatalogClause {
  return Object.hasOwn(CATALOG_KINDS, clause.kind);
}

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
  readonly cascade: boolean;
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

/** What a constraint asks of the properties: `key` is unique and required. */
export type ConstraintRequirement = 'unique' | 'required' | 'key';

export interface CreateConstraint extends SyntaxNode {
  readonly kind: 'createConstraint';
  readonly requirement: ConstraintRequirement;
  readonly ifNotExists: boolean;
  readonly name: Identifier;
  readonly element: 'node' | 'edge';
  readonly label: Identifier;
  readonly properties: readonly Identifier[];
}

export interface DropConstraint extends SyntaxNode {
  readonly kind: 'dropConstraint';
  readonly ifExists: boolean;
  readonly name: Identifier;
}

export interface CreateProcedure extends SyntaxNode {
  readonly kind: 'createProcedure';
  readonly orReplace: boolean;
  readonly ifNotExists: boolean;
  readonly procedure: ObjectReference;
  readonly parameters: readonly ProcedureParameter[];
  readonly body: Procedure;
}

export interface ProcedureParameter extends SyntaxNode {
  readonly kind: 'procedureParameter';
  readonly name: Identifier;
  readonly type?: TypeSyntax;
  /** The value where a call gives none. */
  readonly default?: Expression;
}

export interface DropProcedure extends SyntaxNode {
  readonly kind: 'dropProcedure';
  readonly ifExists: boolean;
  readonly procedure: ObjectReference;
}

/** `TRUNCATE GRAPH g`, `CLEAR GRAPH [g]`: without a name the current graph. */
export interface ClearGraph extends SyntaxNode {
  readonly kind: 'clearGraph';
  readonly graph?: ObjectReference;
}

/** `ALTER GRAPH g SET TYPE t`. */
export interface AlterGraph extends SyntaxNode {
  readonly kind: 'alterGraph';
  readonly graph: ObjectReference;
  readonly type: GraphTypeSource;
}

export interface AlterGraphType extends SyntaxNode {
  readonly kind: 'alterGraphType';
  readonly type: ObjectReference;
  readonly changes: readonly GraphTypeChange[];
}

/** `name` names an element type by its type name, or by its label where it has none. */
export type GraphTypeChange =
  | (SyntaxNode & { readonly kind: 'addElementType'; readonly element: ElementTypeSyntax })
  | (SyntaxNode & {
      readonly kind: 'dropElementType';
      readonly element: 'node' | 'edge';
      readonly name: Identifier;
    })
  | (SyntaxNode & {
      readonly kind: 'addPropertyType';
      readonly element: 'node' | 'edge';
      readonly name: Identifier;
      readonly property: PropertyTypeSyntax;
    })
  | (SyntaxNode & {
      readonly kind: 'dropPropertyType';
      readonly element: 'node' | 'edge';
      readonly name: Identifier;
      readonly property: Identifier;
    });

export interface RenameObject extends SyntaxNode {
  readonly kind: 'rename';
  readonly object: 'schema' | 'graph' | 'graphType';
  readonly from: ObjectReference;
  readonly to: ObjectReference;
}
