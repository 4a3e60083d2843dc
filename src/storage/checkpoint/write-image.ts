import { invariant } from '../../base/assert.ts';
import { SLOT_PAGE_BITS } from '../../graph/ids.ts';
import type { GraphReader } from '../../graph/reader.ts';
import { toJsonForm } from '../../values/json-form.ts';
import { hasBit } from '../bit-set.ts';
import type { EdgeTable } from '../edge-table.ts';
import type { ElementTable } from '../element-table.ts';
import type { FileSystem } from '../files/file-system.ts';
import { GraphData } from '../graph-data.ts';
import type { PropertyColumn } from '../property-column.ts';
import { writeArray, writeBits, writeEntries, writeIds, writeTexts } from './array-writer.ts';
import type {
  ArrayImage,
  ColumnImage,
  EdgeTableImage,
  ExceptionsImage,
  GraphImage,
  TableImage,
} from './graph-image.ts';
import { PAGE_ROWS } from './graph-image.ts';
import { PageWriter } from './page-writer.ts';

/** Puts a graph's pages into a file, and says where they are. */
export type ImageSource = (writer: PageWriter) => GraphImage;

/**
 * Writes graphs to the page file of a generation that has none yet (`nextGeneration`), and returns
 * when it is durable.
 */
export function writeGraphImages(
  files: FileSystem,
  directory: string,
  generation: number,
  sources: readonly ImageSource[],
): GraphImage[] {
  const writer = new PageWriter(files, directory, generation);
  try {
    const images = sources.map((source) => source(writer));
    writer.finish();
    return images;
  } catch (error) {
    writer.abandon();
    throw error;
  }
}

/** A whole graph. The reader must be flat: `current()` while no write is open. */
export function imageOf({ raw }: GraphReader): ImageSource {
  invariant(raw instanceof GraphData, 'a checkpoint is taken of the flat state of this store');
  return (writer) => new ImageWriter(writer, raw).write();
}

class ImageWriter {
  readonly #writer: PageWriter;
  readonly #data: GraphData;

  constructor(writer: PageWriter, data: GraphData) {
    this.#writer = writer;
    this.#data = data;
  }

  write(): GraphImage {
    const { nodeTables, edgeTables, indexInfos } = this.#data;
    const isUsed = (table: ElementTable): boolean => table.liveCount > 0;
    return {
      pageRows: PAGE_ROWS,
      nodeTables: nodeTables.filter(isUsed).map((table) => this.#table(table)),
      edgeTables: edgeTables.filter(isUsed).map((table) => this.#edgeTable(table)),
      indexes: indexInfos.map(({ id: _id, ...definition }) => definition),
    };
  }

  #table(table: ElementTable): TableImage {
    const rows = table.rowCount;
    const writer = this.#writer;
    const columns = table.keyOrder
      .map((key) => table.columns[key])
      .filter((column) => column !== undefined && column.presentCount > 0)
      .map((column) => this.#column(column as PropertyColumn, rows));
    const exceptions = table.hasExceptions ? this.#exceptions(table) : undefined;
    return {
      labels: table.labels,
      rows,
      live: writeBits(writer, table.live, rows),
      ids: writeIds(writer, table.ids, rows),
      columns,
      ...(exceptions && { exceptions }),
    };
  }

  #edgeTable(table: EdgeTable): EdgeTableImage {
    return {
      directed: table.directed,
      ...this.#table(table),
      sources: this.#ends(table, table.sources),
      targets: this.#ends(table, table.targets),
    };
  }

  #column(column: PropertyColumn, rows: number): ColumnImage {
    const writer = this.#writer;
    const { kind, present, data, nanoseconds, dictionary } = column;
    const textOf = (row: number): string | undefined =>
      hasBit(present, row) ? JSON.stringify(toJsonForm(column.get(row))) : undefined;
    const stored = dictionary?.stored;
    return {
      name: this.#data.properties.name(column.key),
      kind,
      present: writeBits(writer, present, rows),
      data: isTyped(data) ? writeArray(writer, data, rows) : writeTexts(writer, rows, textOf),
      ...(nanoseconds && { nanoseconds: writeArray(writer, nanoseconds, rows) }),
      ...(stored && { dictionary: { entries: stored.size, pages: writeEntries(writer, stored) } }),
    };
  }

  #exceptions(table: ElementTable): ExceptionsImage | undefined {
    const { exceptions, rowCount } = table;
    if (exceptions === undefined) return undefined;
    const sets = new Int32Array(rowCount);
    const numbers = new Map<number, number>();
    const labelSets: (readonly string[])[] = [];
    for (let i = 0; i < exceptions.rows.length; i++) {
      const row = exceptions.rows.at(i);
      const set = table.isLive(row) ? exceptions.setOf(row) : undefined;
      if (set === undefined) continue;
      let number = numbers.get(set.id);
      if (number === undefined) {
        number = labelSets.push(set.names);
        numbers.set(set.id, number);
      }
      sets[row] = number;
    }
    if (labelSets.length === 0) return undefined;
    return { labelSets, sets: writeArray(this.#writer, sets, rowCount) };
  }

  /** Slots as public ids, 0 for edges that are gone: their nodes may be, too. */
  #ends(table: EdgeTable, slots: Int32Array): ArrayImage {
    const { nodeTables, pageTable, pageDelta } = this.#data;
    const ids = new Float64Array(table.rowCount);
    const allLive = table.liveCount === table.rowCount;
    for (let row = 0; row < ids.length; row++) {
      if (!allLive && !hasBit(table.live, row)) continue;
      const slot = slots[row] as number;
      const page = slot >>> SLOT_PAGE_BITS;
      const nodeIds = nodeTables[pageTable[page] as number]?.ids;
      ids[row] = nodeIds?.[slot + (pageDelta[page] as number)] ?? 0;
    }
    return writeIds(this.#writer, ids, table.rowCount);
  }
}

type TypedData = Exclude<PropertyColumn['data'], readonly unknown[]>;

function isTyped(data: PropertyColumn['data']): data is TypedData {
  return !Array.isArray(data);
}
