import type {
  ArrayImage,
  ColumnImage,
  EdgeTableImage,
  GraphImage,
  TableImage,
} from './graph-image.ts';
import type { PageReader } from './page-reader.ts';
import type { PageWriter } from './page-writer.ts';

/** Copies the pages of a graph as they are from the files that they are in to another one. */
export function copyGraphImage(
  pages: PageReader,
  writer: PageWriter,
  image: GraphImage,
): GraphImage {
  const copied = (array: ArrayImage): ArrayImage =>
    array.map((page) => writer.write(page[4], pages.read(page, 'a page to be copied')));
  const column = (from: ColumnImage): ColumnImage => {
    const { nanoseconds, dictionary } = from;
    return {
      ...from,
      present: copied(from.present),
      data: copied(from.data),
      ...(nanoseconds && { nanoseconds: copied(nanoseconds) }),
      ...(dictionary && { dictionary: { ...dictionary, pages: copied(dictionary.pages) } }),
    };
  };
  const table = <T extends TableImage>(from: T): T => ({
    ...from,
    live: copied(from.live),
    ids: copied(from.ids),
    columns: from.columns.map(column),
    ...(from.exceptions && {
      exceptions: { ...from.exceptions, sets: copied(from.exceptions.sets) },
    }),
  });
  const edgeTable = (from: EdgeTableImage): EdgeTableImage => ({
    ...table(from),
    sources: copied(from.sources),
    targets: copied(from.targets),
  });
  return {
    ...image,
    nodeTables: image.nodeTables.map(table),
    edgeTables: image.edgeTables.map(edgeTable),
  };
}
