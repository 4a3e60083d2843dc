/** A record of an import that does not come from a file: property names to values. */
export type ImportRecord = Readonly<Record<string, unknown>>;

/** A path of a CSV file with a header row, or records. */
export type ImportSource = string | Iterable<ImportRecord> | AsyncIterable<ImportRecord>;

export interface NodeImport {
  /** One or more labels; a string may join several by `&`. */
  readonly labels: string | readonly string[];
  readonly file: ImportSource;
  /** The column that identifies a node; the first one where it is not given. */
  readonly key?: string;
}

export interface EdgeImport {
  readonly label: string;
  readonly file: ImportSource;
  /** Labels of the nodes that the first and the second column name by their keys. */
  readonly source: string;
  readonly target: string;
}

/** What to import: `db.import`'s argument, and the JSON of `--mapping`. */
export interface ImportSpecification {
  readonly nodes?: readonly NodeImport[];
  readonly edges?: readonly EdgeImport[];
  /** Between fields; ',' where it is not given. */
  readonly separator?: string;
  /** Splits a field into a list; without it nothing is split. */
  readonly listSeparator?: string;
  /** Types by `column` or `Label.column`; the others are inferred over the whole column. */
  readonly types?: Readonly<Record<string, string>>;
  /** The text that stands for null; empty where it is not given. */
  readonly null?: string;
  /** Index every node label on its key. Default true. */
  readonly index?: boolean;
  readonly onProgress?: (progress: ImportProgress) => void;
}

export interface ImportProgress {
  /** The file's path, or '(records)'. */
  readonly file: string;
  readonly filesDone: number;
  readonly files: number;
  /** Nodes and edges so far, over all files. */
  readonly elements: number;
}

export interface ImportCounts {
  readonly nodes: number;
  readonly edges: number;
  readonly elapsedMs: number;
}
