import { Command } from 'commander';
import { databaseOptions } from '../api/open-options.ts';
import { GqlError, invalidReference } from '../base/errors.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import { printPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { HOME_GRAPH, HOME_SCHEMA } from '../catalog/home.ts';
import { openDatabase } from '../session/open-database.ts';
import { runCommand } from './run-command.ts';
import { typescriptOf } from './typescript.ts';

interface TypesOptions {
  readonly path: string;
  readonly graph: string;
}

/** `graphlite types --path DIR [--graph PATH]`: TypeScript types for the rows of a closed graph. */
export function typesCommand(): Command {
  return new Command('types')
    .description('print TypeScript types for the elements of a graph of a closed type')
    .requiredOption('--path <dir>', 'the database directory')
    .option('--graph <path>', 'the graph, from the root or in /default', printPath(HOME_GRAPH))
    .action((options: TypesOptions) => runCommand(() => answer(options)));
}

async function answer({ path, graph }: TypesOptions): Promise<string> {
  const database = await openDatabase(path, databaseOptions({ readOnly: true }));
  try {
    return typesOf(pathOf(graph), database.store.catalog);
  } finally {
    database.release();
  }
}

function pathOf(text: string): CatalogPath {
  return text.startsWith('/') ? text.slice(1).split('/') : [...HOME_SCHEMA, ...text.split('/')];
}

function typesOf(path: CatalogPath, catalog: Catalog): string {
  const entry = catalog.find('graph', path);
  if (entry === undefined) throw invalidReference(`there is no graph ${printPath(path)}`);
  if (entry.type !== undefined) return typescriptOf(entry.type, printPath(path));
  throw new GqlError('42002', `the graph ${printPath(path)} is open: any element may be in it`, {
    hint: 'give it a closed type with ALTER GRAPH … SET TYPE',
  });
}
