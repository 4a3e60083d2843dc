// The benchmark's graph: generated once a size, kept in the cache folder, imported for each run.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

/** Returns the folder with the CSV files of so many persons. */
export function generatedGraph(cacheFolder, generator, persons) {
  // Another generator makes another graph.
  const version = createHash('sha256').update(readFileSync(generator)).digest('hex').slice(0, 8);
  const folder = join(cacheFolder, `${persons}-${version}`);
  if (existsSync(folder)) return folder;
  // Under another name until it is complete.
  const unfinished = `${folder}.${process.pid}`;
  mkdirSync(unfinished, { recursive: true });
  const args = [generator, String(persons), unfinished];
  const { status } = spawnSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    rmSync(unfinished, { recursive: true, force: true });
    throw new Error('the graph could not be generated');
  }
  renameSync(unfinished, folder);
  return folder;
}

/** Imports the folder as the benchmark's schema says. */
export async function importGraph(db, schema, folder) {
  const nodes = Object.entries(schema.nodes).map(([label, file]) => ({
    labels: [label],
    file: join(folder, file),
    key: schema.key,
  }));
  const edges = Object.entries(schema.edges).map(([label, [file, source, target]]) => ({
    label,
    file: join(folder, file),
    source,
    target,
  }));
  return db.import({ nodes, edges });
}
