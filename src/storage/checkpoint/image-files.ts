import type { ArrayImage, ColumnImage, GraphImage } from './graph-image.ts';
import type { Manifest } from './manifest-form.ts';

/** The generations of the page files that the images of a manifest name, ascending. */
export function filesOfManifest({ graphs }: Pick<Manifest, 'graphs'>): number[] {
  const found = new Set<number>();
  for (const { image } of graphs) {
    if (image !== undefined) for (const file of bytesByFile(image).keys()) found.add(file);
  }
  return [...found].sort((a, b) => a - b);
}

/** How many bytes of which page files an image names. */
export function bytesByFile(image: GraphImage): ReadonlyMap<number, number> {
  const found = new Map<number, number>();
  for (const array of arraysOf(image)) {
    for (const [file, , bytes] of array) found.set(file, (found.get(file) ?? 0) + bytes);
  }
  return found;
}

function arraysOf(image: GraphImage): ArrayImage[] {
  const ends = image.edgeTables.flatMap(({ sources, targets }) => [sources, targets]);
  const tables = [...image.nodeTables, ...image.edgeTables].flatMap((table) => [
    table.live,
    table.ids,
    ...(table.exceptions === undefined ? [] : [table.exceptions.sets]),
    ...table.columns.flatMap(arraysOfColumn),
  ]);
  return [...ends, ...tables];
}

function arraysOfColumn(column: ColumnImage): ArrayImage[] {
  const { present, data, nanoseconds = [], dictionary } = column;
  return [present, data, nanoseconds, dictionary?.pages ?? []];
}
