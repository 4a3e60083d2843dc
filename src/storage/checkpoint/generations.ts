import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import {
  DATA_DIRECTORY,
  manifestGenerations,
  manifestName,
  pageFileGenerations,
  pageFileName,
} from './file-names.ts';
import { filesOfManifest } from './image-files.ts';
import type { Manifest } from './manifest-form.ts';
import { readManifestOf } from './manifest.ts';

/**
 * Removes what no manifest needs any more, once the manifest of generation `keep` is durable: it
 * and the one before it stay, older ones go, and with them the page files that only those name.
 * Readers in other processes have two checkpoints of time to look again.
 *
 * Returns the first log file that a manifest which stays would be replayed from. A store that drops
 * only older log files survives damage of its newest manifest.
 */
export function removeOldGenerations(
  files: FileSystem,
  directory: string,
  keep: number,
): number | undefined {
  const older = manifestGenerations(files, directory).filter((generation) => generation < keep);
  const previous = older.pop();
  const kept = [keep, ...(previous === undefined ? [] : [previous])].map((generation) =>
    readable(files, directory, generation),
  );
  // Without the list of what a manifest names nothing is known to be useless.
  if (!kept.every((manifest) => manifest !== undefined)) return undefined;
  const manifests = older.map((generation) => joinPath(directory, manifestName(generation)));
  // First the manifests: none may ever name a file that is gone.
  removeAll(files, directory, [...manifests, ...leftovers(files, directory)]);
  const needed = new Set(kept.flatMap(filesOfManifest));
  const pages = pageFileGenerations(files, directory)
    .filter((generation) => generation < keep && !needed.has(generation))
    .map((generation) => joinPath(directory, pageFileName(generation)));
  removeAll(files, joinPath(directory, DATA_DIRECTORY), pages);
  return Math.min(...kept.map(({ replayFrom }) => replayFrom));
}

/** Manifests that a crash kept from getting their name. */
function leftovers(files: FileSystem, directory: string): string[] {
  return files
    .list(directory)
    .filter((name) => /^manifest_[0-9]{6,}\.tmp$/u.test(name))
    .map((name) => joinPath(directory, name));
}

function removeAll(files: FileSystem, directory: string, paths: readonly string[]): void {
  if (paths.length === 0) return;
  for (const path of paths) files.remove(path);
  files.syncDirectory(directory);
}

function readable(files: FileSystem, directory: string, generation: number): Manifest | undefined {
  try {
    return readManifestOf(files, directory, generation);
  } catch (error) {
    if (error instanceof GqlError && error.gqlstatus === 'XX001') return undefined;
    throw error;
  }
}
