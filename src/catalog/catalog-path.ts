/** The names from the root to an object of the catalog: directories, schema, object. */
export type CatalogPath = readonly string[];

/** Stands between names where a path is a key; no name may hold it. */
const SEPARATOR = '\u0000';

export function pathKey(path: CatalogPath): string {
  return path.join(SEPARATOR);
}

export function pathOfKey(key: string): CatalogPath {
  return key.split(SEPARATOR);
}

/** As a reference: `/default/"my graph"`. */
export function printPath(path: CatalogPath): string {
  return `/${path.map(printName).join('/')}`;
}

function printName(name: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) ? name : JSON.stringify(name);
}
