import type { ArrayImage, ColumnImage, GraphImage } from './graph-image.ts';

/** The generations of the page files that an image names, ascending. */
export function filesOfImage(image: GraphImage): number[] {
  const found = new Set<number>();
  for (const array of arraysOf(image)) for (const [file] of array) found.add(file);
  return [...found].sort((a, b) => a - b);
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
