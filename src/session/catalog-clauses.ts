import { GqlError } from '../base/errors.ts';
import type { WriteTransaction } from '../graph/store.ts';
import type { CatalogClause, CreateIndex } from '../syntax/ast/catalog.ts';

/** Runs a catalog-modifying statement inside the open write. */
export function runCatalogClause(clause: CatalogClause, write: WriteTransaction): void {
  switch (clause.kind) {
    case 'createIndex':
      createIndex(clause, write);
      return;
    case 'dropIndex':
      if (!hasIndex(write, clause.name.name)) {
        if (clause.ifExists) return;
        throw new GqlError('42002', `there is no index "${clause.name.name}"`, {
          span: clause.name.span,
        });
      }
      write.dropIndex(clause.name.name);
      return;
    case 'createSchema':
    case 'dropSchema':
    case 'createGraph':
    case 'dropGraph':
    case 'createGraphType':
    case 'dropGraphType':
      throw new GqlError('0A000', 'schemas, graphs and graph types are not supported yet', {
        span: clause.span,
        hint: 'A database has the one open graph "default" for now.',
      });
  }
}

function createIndex(clause: CreateIndex, write: WriteTransaction): void {
  const name = clause.name.name;
  if (hasIndex(write, name)) {
    if (clause.ifNotExists) return;
    throw new GqlError('42002', `an index "${name}" exists already`, { span: clause.name.span });
  }
  write.createIndex({
    name,
    element: clause.element,
    label: clause.label.name,
    properties: clause.properties.map((property) => property.name),
    unique: clause.unique,
  });
}

function hasIndex(write: WriteTransaction, name: string): boolean {
  return write.reader.indexes().some((index) => index.name === name);
}
