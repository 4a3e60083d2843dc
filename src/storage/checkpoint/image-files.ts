import type { ArrayImage, ColumnImage, GraphImage } from './graph-image.ts';
import type { Manifest } from './manifest-form.ts';

/** The generations of the page files that the images of a manifest name, ascending. */
export function filesOfManifest({ graphs }: Manifest): number[] {
  const found = new Set<number>();
  for (const { image } of graphs) if (image !== undefined) addFiles(image, found);
  return [...found].sort((a, b) => a - b);
}

function addFiles(image: GraphImage, found: Set<number>): void {
  for (const array of arraysOf(image)) for (const [file] of array) found.add(file);
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
