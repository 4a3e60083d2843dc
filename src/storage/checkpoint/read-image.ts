import { invariant } from '../../base/assert.ts';
import { GqlError } from '../../base/errors.ts';
import type { GraphWrite } from '../../graph/database-store.ts';
import type { StoredColumn } from '../../graph/store.ts';
import type { ArraySource } from './array-reader.ts';
import { readArray, readBits, readIds } from './array-reader.ts';
import { readColumn } from './column-reader.ts';
import type { ArrayImage, EdgeTableImage, GraphImage, TableImage } from './graph-image.ts';
import { LiveRows } from './live-rows.ts';
import { NodeNumbers } from './node-numbers.ts';
import type { PageReader } from './page-reader.ts';

/**
 * Loads an image into an empty graph through one open write, which the caller commits. Every page
 * is checked; XX001 names the file, the offset, the table and the column of one that is damaged.
 */
export function readGraphImage(pages: PageReader, image: GraphImage, write: GraphWrite): void {
  const { nodeCount } = write.reader.statistics;
  invariant(nodeCount === 0, 'an image is loaded into an empty graph');
  new ImageLoader(pages, image, write).load();
}

class ImageLoader {
  readonly #reader: PageReader;
  readonly #image: GraphImage;
  readonly #write: GraphWrite;
  readonly #nodes: NodeNumbers;

  constructor(reader: PageReader, image: GraphImage, write: GraphWrite) {
    this.#reader = reader;
    this.#image = image;
    this.#write = write;
    this.#nodes = new NodeNumbers(write.reader);
  }

  load(): void {
    const { nodeTables, edgeTables, indexes } = this.#image;
    for (const table of nodeTables) this.#loadNodes(table);
    this.#nodes.finish();
    for (const table of edgeTables) this.#loadEdges(table);
    // Last, so that each index is built once over all of its elements.
    for (const index of indexes) this.#write.createIndex(index);
  }

  #loadNodes(table: TableImage): void {
    const what = `nodes ${nameOf(table)}`;
    const { ids, live, columns } = this.#rowsOf(table, what);
    const { labels } = table;
    const batch = { labels, count: live.count, columns: [], stored: columns, ids };
    const slots = this.#write.insertNodes(batch);
    this.#nodes.add(ids, slots);
    this.#exceptions(table, live, what, (row, label, isAdded) => {
      const slot = slots[row] as number;
      if (isAdded) this.#write.addNodeLabel(slot, label);
      else this.#write.removeNodeLabel(slot, label);
    });
  }

  #loadEdges(table: EdgeTableImage): void {
    const what = `edges ${nameOf(table)}`;
    const { ids, live, columns } = this.#rowsOf(table, what);
    const { labels, directed } = table;
    const sources = this.#slots(table, table.sources, live, `${what}, sources`);
    const targets = this.#slots(table, table.targets, live, `${what}, targets`);
    this.#write.insertEdges({
      ...{ labels, directed, sources, targets, ids },
      ...{ columns: [], stored: columns },
    });
    this.#exceptions(table, live, what, (row, label, isAdded) => {
      const edge = this.#write.reader.edgeById(ids[row] as number);
      if (isAdded) this.#write.addEdgeLabel(edge, label);
      else this.#write.removeEdgeLabel(edge, label);
    });
  }

  #rowsOf(table: TableImage, what: string): LoadedRows {
    const source = (purpose: string): ArraySource => this.#source(table, `${what}, ${purpose}`);
    const live = new LiveRows(readBits(source('live rows'), table.live), table.rows);
    const ids = live.numbers(readIds(source('ids'), table.ids));
    const columns = table.columns.map((column) =>
      live.column(this.#column(source(`column ${column.name}`), column)),
    );
    return { ids, live, columns };
  }

  #column(source: ArraySource, image: TableImage['columns'][number]): StoredColumn {
    try {
      return readColumn(source, image);
    } catch (error) {
      if (error instanceof GqlError || !(error instanceof Error)) throw error;
      // The checksum is right and the JSON form is not: it was written by something else.
      const [page] = image.data;
      const message = `${source.purpose}: ${error.message}`;
      throw page === undefined ? error : this.#reader.fault(page, message);
    }
  }

  #slots(table: TableImage, image: ArrayImage, live: LiveRows, purpose: string): Int32Array {
    const ids = live.numbers(readIds(this.#source(table, purpose), image));
    const { slots, missing } = this.#nodes.slotsOf(ids);
    const [page] = image;
    if (missing < 0 || page === undefined) return slots;
    throw this.#reader.fault(page, `${purpose}: there is no node ${ids[missing]}`);
  }

  #exceptions(
    table: TableImage,
    live: LiveRows,
    what: string,
    change: (row: number, label: string, isAdded: boolean) => void,
  ): void {
    const { exceptions, labels, rows } = table;
    if (exceptions === undefined) return;
    const source = this.#source(table, `${what}, label exceptions`);
    const sets = live.numbers(readArray(source, exceptions.sets, 'i32', new Int32Array(rows)));
    for (const [row, number] of sets.entries()) {
      const set = exceptions.labelSets[number - 1];
      if (set === undefined) continue;
      for (const label of set) if (!labels.includes(label)) change(row, label, true);
      for (const label of labels) if (!set.includes(label)) change(row, label, false);
    }
  }

  #source({ rows }: TableImage, purpose: string): ArraySource {
    return { reader: this.#reader, pageRows: this.#image.pageRows, rows, purpose };
  }
}

interface LoadedRows {
  readonly ids: Float64Array;
  readonly live: LiveRows;
  readonly columns: readonly StoredColumn[];
}

function nameOf({ labels }: TableImage): string {
  return labels.length === 0 ? 'without labels' : labels.join('&');
}
