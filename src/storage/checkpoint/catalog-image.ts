import { Catalog } from '../../catalog/catalog.ts';
import type { CatalogImage } from './manifest-form.ts';

export function catalogOfImage({ changes, nextGraph }: CatalogImage): Catalog {
  const catalog = changes.reduce((made, change) => made.apply(change), Catalog.empty);
  return catalog.raiseNextGraph(nextGraph);
}
