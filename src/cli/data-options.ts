import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { GraphLite } from '../api/graph-lite.ts';
import { GqlError } from '../base/errors.ts';
import type {
  EdgeImport,
  ImportCounts,
  ImportProgress,
  ImportSpecification,
  NodeImport,
} from '../transfer/import-specification.ts';
import { beginAs } from './kept-session.ts';
import { addPlaceOptions } from './place.ts';
import type { PlaceOptions } from './place.ts';

/** The flags that say which files make up the graph, shared by the commands that read files. */
export interface DataOptions extends PlaceOptions {
  readonly path?: string;
  readonly nodes?: readonly string[];
  readonly edges?: readonly string[];
  readonly key?: string;
  readonly separator?: string;
  readonly listSeparator?: string;
  readonly types?: string;
  readonly null?: string;
  readonly index?: boolean;
  readonly mapping?: string;
}

export function addDataOptions(command: Command): Command {
  const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];
  return addPlaceOptions(command.option('--path <dir>', 'the database directory'))
    .option('--nodes <LABELS=FILE>', 'a CSV file of nodes, several labels as A&B', collect)
    .option('--edges <LABEL=FILE,SOURCE,TARGET>', 'a CSV file of edges', collect)
    .option('--key <column>', 'the key column of node files (default: the first)')
    .option('--separator <character>', 'between fields (default: ,)')
    .option('--list-separator <text>', 'splits a field into a list')
    .option('--types <column:TYPE,…>', 'types that are not inferred')
    .option('--null <text>', 'the text that stands for null (default: empty)')
    .option('--no-index', 'no index on the keys')
    .option('--mapping <file>', 'all of the above as a JSON file');
}

/** Opens what the flags name: a directory, or files (or nothing) in memory. */
export async function openData(options: DataOptions): Promise<GraphLite> {
  const specification = importSpecification(options);
  if (options.path !== undefined && specification !== undefined) {
    throw new GqlError('42001', 'files and --path do not go together here', {
      hint: 'Bring files into a database with graphlite import.',
    });
  }
  return openAt(options, async (db) => {
    if (specification !== undefined) await importFiles(db, specification);
  });
}

/** Opens, stands where the flags or the session kept for the directory say, and prepares. */
export async function openAt(
  options: DataOptions,
  prepare: (db: GraphLite) => Promise<void> = () => Promise.resolve(),
): Promise<GraphLite> {
  const { path } = options;
  const isNew = path !== undefined && !existsSync(path);
  const db = await GraphLite.open(path);
  // A misspelt path would otherwise look like a database that has lost everything.
  if (isNew) process.stderr.write(`note: ${path} is a new database\n`);
  try {
    await beginAs(db, options);
    await prepare(db);
    return db;
  } catch (error) {
    await db.close();
    throw error;
  }
}

/** Imports, and shows how far it is on a terminal. */
export async function importFiles(
  db: GraphLite,
  specification: ImportSpecification,
): Promise<ImportCounts> {
  if (!process.stderr.isTTY) return db.import(specification);
  const counts = await db.import({ ...specification, onProgress: showProgress });
  process.stderr.write('\r\u001B[K');
  return counts;
}

function showProgress(progress: ImportProgress): void {
  const { filesDone, files, elements, file } = progress;
  process.stderr.write(`\r\u001B[K${filesDone}/${files} files, ${elements} elements: ${file}`);
}

export function importSpecification(options: DataOptions): ImportSpecification | undefined {
  const fromFile = options.mapping === undefined ? undefined : readMapping(options.mapping);
  const nodes = [
    ...(fromFile?.nodes ?? []),
    ...(options.nodes ?? []).map((o) => nodeFlag(o, options)),
  ];
  const edges = [...(fromFile?.edges ?? []), ...(options.edges ?? []).map(edgeFlag)];
  if (nodes.length === 0 && edges.length === 0) return undefined;
  return {
    ...fromFile,
    nodes,
    edges,
    types: { ...fromFile?.types, ...typesFlag(options.types ?? '') },
    ...(options.separator !== undefined && { separator: options.separator }),
    ...(options.listSeparator !== undefined && { listSeparator: options.listSeparator }),
    ...(options.null !== undefined && { null: options.null }),
    ...(options.index === false && { index: false }),
  };
}

/** File names in a mapping are relative to the mapping. */
function readMapping(file: string): ImportSpecification {
  let mapping: ImportSpecification;
  try {
    mapping = JSON.parse(readFileSync(file, 'utf8')) as ImportSpecification;
  } catch (error) {
    throw new GqlError('58030', `${file} cannot be read as JSON: ${(error as Error).message}`);
  }
  const place = <T extends { readonly file: unknown }>(one: T): T =>
    typeof one.file === 'string' ? { ...one, file: resolve(dirname(file), one.file) } : one;
  return {
    ...mapping,
    nodes: (mapping.nodes ?? []).map(place),
    edges: (mapping.edges ?? []).map(place),
  };
}

function nodeFlag(flag: string, options: DataOptions): NodeImport {
  const [labels, file] = splitFlag(flag, '--nodes LABELS=FILE');
  return { labels, file, ...(options.key !== undefined && { key: options.key }) };
}

function edgeFlag(flag: string): EdgeImport {
  const form = '--edges LABEL=FILE,SOURCE_LABEL,TARGET_LABEL';
  const [label, rest] = splitFlag(flag, form);
  const parts = rest.split(',');
  const target = parts.pop();
  const source = parts.pop();
  const file = parts.join(',');
  if (source === undefined || target === undefined || file === '') throw badFlag(flag, form);
  return { label, file, source, target };
}

/** `column:TYPE,column:TYPE`; a comma inside of brackets belongs to the type. */
function typesFlag(flag: string): Record<string, string> {
  const types: Record<string, string> = {};
  if (flag === '') return types;
  for (const entry of flag.split(/,(?![^(<]*[)>])/u)) {
    const colon = entry.indexOf(':');
    if (colon <= 0) throw badFlag(entry, '--types column:TYPE,…');
    types[entry.slice(0, colon).trim()] = entry.slice(colon + 1).trim();
  }
  return types;
}

function splitFlag(flag: string, form: string): [string, string] {
  const at = flag.indexOf('=');
  if (at <= 0 || at === flag.length - 1) throw badFlag(flag, form);
  return [flag.slice(0, at), flag.slice(at + 1)];
}

function badFlag(flag: string, form: string): GqlError {
  return new GqlError('42001', `cannot read "${flag}"`, { hint: `It has the form ${form}.` });
}
