import type { Span } from '../../base/errors.ts';
import type { CatalogChange } from '../../catalog/catalog-change.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { SchemaObject } from '../../catalog/entries.ts';
import type { NameContext, SessionParameter } from '../names.ts';
import type { Routine } from '../routines.ts';
import type { CreateIndex, DropConstraint, DropIndex } from '../../syntax/ast/catalog.ts';

/**
 * What a catalog statement does, step by step. Everything about names has been looked at; the dates
 * of new objects are filled in when the step is taken.
 */
export type CatalogStep =
  | { readonly kind: 'change'; readonly change: CatalogChange }
  /** A new graph with all elements of another, whose place it may take. */
  | {
      readonly kind: 'copyGraph';
      readonly change: CatalogChange;
      readonly from: number;
      readonly to: number;
    }
  /** Every element of the graph against the closed type that it now has. */
  | { readonly kind: 'checkGraph'; readonly graph: number }
  | { readonly kind: 'clearGraph'; readonly graph: number }
  | { readonly kind: 'index'; readonly graph: number; readonly clause: CreateIndex | DropIndex }
  | { readonly kind: 'dropConstraint'; readonly graph: number; readonly clause: DropConstraint }
  /** A user with a new password: a text, or the parameter of that index. */
  | {
      readonly kind: 'password';
      readonly user: string;
      readonly password: string | { readonly parameter: number };
      readonly span: Span;
    }
  /** A condition to complete with, such as 01G03. */
  | { readonly kind: 'warning'; readonly gqlstatus: string };

/** Something of the catalog that a bound program is only good with. */
export type Dependency =
  | { readonly kind: 'schema'; readonly path: CatalogPath; readonly found: boolean }
  | {
      readonly kind: SchemaObject['kind'];
      readonly path: CatalogPath;
      readonly found: SchemaObject | undefined;
    }
  /** Of the host, by name as it is written. */
  | { readonly kind: 'routine'; readonly name: string; readonly found: Routine | undefined }
  /** Of the session. */
  | {
      readonly kind: 'parameter';
      readonly name: string;
      readonly found: SessionParameter | undefined;
    };

/** Whether every name is given the same answer as when the program was bound. */
export function dependenciesHold(
  dependencies: readonly Dependency[],
  { catalog, parameters, routines }: NameContext,
): boolean {
  return dependencies.every((dependency) => {
    const { found } = dependency;
    switch (dependency.kind) {
      case 'schema':
        return (catalog.schema(dependency.path) !== undefined) === found;
      case 'parameter':
        return parameters.get(dependency.name) === found;
      case 'routine':
        return routines.find(dependency.name) === found;
      default:
        return catalog.find(dependency.kind, dependency.path) === found;
    }
  });
}
