/** The names from the root to an object of the catalog: directories, schema, object. */
export type CatalogPath = readonly string[];

/** Stands between names where a path is a key; nothing in the catalog has it in its name. */
const SEPARATOR = '\u0000';

/** Names that hold a separator, which a reference may have, make a key that nothing lies under. */
export function pathKey(path: CatalogPath): string {
  const key = path.join(SEPARATOR);
  const isPlain = path.every((name) => !name.includes(SEPARATOR));
  return isPlain ? key : `${SEPARATOR}${key}`;
}

export function pathOfKey(key: string): CatalogPath {
  return key.split(SEPARATOR);
}

/** What the path of a key has right below another path; undefined where it lies elsewhere. */
export function nameBelow(parent: CatalogPath, key: string): string | undefined {
  const start = parent.length === 0 ? 0 : pathKey(parent).length + 1;
  if (start > 0 && !key.startsWith(pathKey(parent) + SEPARATOR)) return undefined;
  const end = key.indexOf(SEPARATOR, start);
  return end < 0 ? key.slice(start) : key.slice(start, end);
}

/** As a reference: `/default/"my graph"`. */
export function printPath(path: CatalogPath): string {
  return `/${path.map(printName).join('/')}`;
}

function printName(name: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(name) ? name : JSON.stringify(name);
}
