import { GqlError } from '../base/errors.ts';
import { NO_NODE } from '../graph/ids.ts';
import type { GraphWrite } from '../graph/database-store.ts';
import type { BatchColumn } from '../graph/store.ts';
import { formatValue } from '../values/text.ts';
import type { ValueType } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { csvColumn } from './csv/columns.ts';
import { cellString, parseCsv, placeOfCell } from './csv/csv-table.ts';
import type { CsvTable } from './csv/csv-table.ts';
import { requireUtf8 } from './csv/encoding.ts';
import { readBytes } from './file-bytes.ts';
import { fileError } from './import-error.ts';
import type {
  EdgeImport,
  ImportSource,
  ImportSpecification,
  NodeImport,
} from './import-specification.ts';
import { NodeKeys, keyAt } from './node-keys.ts';
import { recordColumns } from './records.ts';

/** What a source was read into; `table` where it came from a file, for places in messages. */
interface LoadedSource {
  readonly name: string;
  readonly count: number;
  readonly columns: readonly BatchColumn[];
  readonly table: CsvTable | undefined;
}

/**
 * Brings files into the graph of an open write, all nodes before all edges. The caller commits, or
 * rolls back when this throws.
 */
export class Importer {
  readonly #write: GraphWrite;
  readonly #specification: ImportSpecification;
  readonly #types: ReadonlyMap<string, ValueType>;
  readonly #separator: number;
  readonly #keysByLabel = new Map<string, NodeKeys>();
  #filesDone = 0;
  #elements = 0;

  /** `parseType` reads a type as GQL writes it; this layer knows no language. */
  constructor(
    write: GraphWrite,
    specification: ImportSpecification,
    parseType: (text: string) => ValueType,
  ) {
    this.#write = write;
    this.#specification = specification;
    if (specification.listSeparator === '') {
      throw new GqlError('22000', 'the list separator is empty', { hint: 'Leave it out.' });
    }
    this.#separator = separatorByte(specification.separator ?? ',');
    const types = Object.entries(specification.types ?? {});
    this.#types = new Map(types.map(([column, type]) => [column, parseType(type)]));
  }

  async run(): Promise<{ readonly nodes: number; readonly edges: number }> {
    let nodes = 0;
    let edges = 0;
    for (const source of this.#specification.nodes ?? []) nodes += await this.#nodes(source);
    for (const source of this.#specification.edges ?? []) edges += await this.#edges(source);
    return { nodes, edges };
  }

  async #nodes(source: NodeImport): Promise<number> {
    const labels = labelList(source.labels);
    const loaded = await this.#load(source.file, labels);
    const keyName = source.key ?? loaded.columns[0]?.name;
    const keys = loaded.columns.find((column) => column.name === keyName);
    if (source.key !== undefined && keys === undefined && loaded.count > 0) {
      throw new GqlError('42002', `${loaded.name} has no column "${source.key}" to be the key`, {
        hint: `Its columns are ${loaded.columns.map((column) => column.name).join(', ')}.`,
      });
    }
    const { count, columns } = loaded;
    requireDistinct(loaded.name, columns);
    const slots = this.#write.insertNodes({ labels, count, columns });
    if (keyName !== undefined && this.#specification.index !== false) this.#index(labels, keyName);
    if (keys !== undefined) {
      for (const label of labels) this.#keys(label).add(keys.values, slots);
    }
    this.#progress(loaded.name, count);
    return count;
  }

  async #edges(source: EdgeImport): Promise<number> {
    const loaded = await this.#load(source.file, [source.label]);
    const [from, to, ...properties] = loaded.columns;
    if (from === undefined || to === undefined) {
      if (loaded.count === 0) return 0;
      throw new GqlError('22000', `${loaded.name}: an edge file needs two columns for its ends`);
    }
    requireDistinct(loaded.name, properties);
    this.#write.insertEdges({
      labels: [source.label],
      directed: true,
      sources: this.#slots(loaded, 0, source.source),
      targets: this.#slots(loaded, 1, source.target),
      columns: properties,
    });
    this.#progress(loaded.name, loaded.count);
    return loaded.count;
  }

  /** The nodes that a column of keys names. */
  #slots(loaded: LoadedSource, column: number, label: string): Int32Array {
    const keys = this.#keys(label);
    const values = loaded.columns[column]?.values ?? [];
    const slots = new Int32Array(loaded.count);
    for (let row = 0; row < loaded.count; row++) {
      let slot = keys.find(keyAt(values, row));
      if (slot === NO_NODE) slot = keys.find(otherForm(loaded, row, column));
      if (slot === NO_NODE) throw this.#missingNode(loaded, { row, column, label });
      slots[row] = slot;
    }
    return slots;
  }

  #missingNode(
    loaded: LoadedSource,
    at: { readonly row: number; readonly column: number; readonly label: string },
  ): GqlError {
    const { table } = loaded;
    const hint = 'Import the nodes first, or check the key column and its type.';
    if (table === undefined) {
      const key = formatValue(keyAt(loaded.columns[at.column]?.values ?? [], at.row));
      const message = `record ${at.row + 1}: there is no ${at.label} node with the key ${key}`;
      return new GqlError('22000', message, { hint });
    }
    const cell = at.row * table.header.length + at.column;
    const message = `there is no ${at.label} node with the key '${cellString(table, cell)}'`;
    return fileError('22000', message, placeOfCell(table, cell), hint);
  }

  #keys(label: string): NodeKeys {
    const known = this.#keysByLabel.get(label);
    if (known !== undefined) return known;
    const { reader } = this.#write;
    const index = reader
      .indexes()
      .find(
        (one) =>
          one.unique &&
          one.element === 'node' &&
          one.label === label &&
          one.properties.length === 1,
      );
    const keys = new NodeKeys(reader, index?.id ?? -1);
    this.#keysByLabel.set(label, keys);
    return keys;
  }

  /** A unique index on the key for each label; labels that share nodes keep their first index. */
  #index(labels: readonly string[], property: string): void {
    for (const label of labels) {
      const exists = this.#write.reader
        .indexes()
        .some(
          (index) =>
            index.element === 'node' &&
            index.label === label &&
            index.properties.length === 1 &&
            index.properties[0] === property,
        );
      if (exists) continue;
      const name = `${label}_${property}`;
      this.#write.createIndex({
        name,
        element: 'node',
        label,
        properties: [property],
        unique: true,
      });
    }
  }

  async #load(file: ImportSource, labels: readonly string[]): Promise<LoadedSource> {
    if (typeof file !== 'string') {
      return { name: '(records)', table: undefined, ...(await recordColumns(file)) };
    }
    const bytes = await readBytes(file);
    requireUtf8(file, bytes);
    const table = parseCsv(file, bytes, this.#separator);
    const columns = table.header.map((_, column) =>
      csvColumn(table, column, {
        nullText: this.#specification.null ?? '',
        listSeparator: this.#specification.listSeparator,
        declared: (name) => this.#declaredType(name, labels),
      }),
    );
    return { name: file, count: table.rowCount, columns, table };
  }

  #declaredType(column: string, labels: readonly string[]): ValueType | undefined {
    for (const label of labels) {
      const type = this.#types.get(`${label}.${column}`);
      if (type !== undefined) return type;
    }
    return this.#types.get(column);
  }

  #progress(file: string, count: number): void {
    const { nodes = [], edges = [], onProgress } = this.#specification;
    this.#filesDone++;
    this.#elements += count;
    onProgress?.({
      file,
      filesDone: this.#filesDone,
      files: nodes.length + edges.length,
      elements: this.#elements,
    });
  }
}

/**
 * The same key as the nodes' file may have it: its text where the edges' column came as numbers,
 * its number where another value made text of the column.
 */
function otherForm(loaded: LoadedSource, row: number, column: number): Value {
  const { table } = loaded;
  if (table === undefined) return null;
  const text = cellString(table, row * table.header.length + column);
  const isText = typeof keyAt(loaded.columns[column]?.values ?? [], row) === 'string';
  if (!isText) return text;
  return /^(?:0|-?[1-9][0-9]{0,14})$/u.test(text) ? Number(text) : null;
}

/** Two columns of one name would leave one of them behind in silence. */
function requireDistinct(file: string, columns: readonly BatchColumn[]): void {
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) throw new GqlError('22000', `${file} has two columns "${name}"`);
    names.add(name);
  }
}

function labelList(labels: string | readonly string[]): readonly string[] {
  const list = typeof labels === 'string' ? labels.split('&') : labels;
  const names = list.map((label) => label.trim()).filter((label) => label !== '');
  if (names.length === 0) throw new GqlError('22000', 'a node import needs at least one label');
  return names;
}

function separatorByte(separator: string): number {
  const named = separator === '\\t' ? '\t' : separator;
  const code = named.charCodeAt(0);
  if (named.length !== 1 || code >= 128 || named === '"' || named === '\n' || named === '\r') {
    throw new GqlError('22000', `the separator ${JSON.stringify(separator)} is not one character`, {
      hint: 'Use one ASCII character that is neither a quote nor a line end, or \\t.',
    });
  }
  return code;
}
