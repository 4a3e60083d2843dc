import { GqlError } from '../../base/errors.ts';
import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';
import { LOG_DIRECTORY, logFileNumbers } from '../log/log-names.ts';
import { damage } from './damage.ts';
import { manifestGenerations, manifestName, pageFileName } from './file-names.ts';
import { filesOfManifest } from './image-files.ts';
import type { Manifest } from './manifest-form.ts';
import { parseManifest, printManifest } from './manifest-form.ts';

/**
 * The newest manifest; undefined where there is none.
 *
 * A newest manifest that is damaged is passed over only when the one before it and the log say the
 * same: its page files are there, and so is every log file from its `replayFrom` on. Otherwise
 * commits would be missing without a sign, and the error names the damaged file.
 */
export function readManifest(files: FileSystem, directory: string): Manifest | undefined {
  const [newest, previous] = manifestGenerations(files, directory).reverse();
  if (newest === undefined) return undefined;
  const found = tryManifest(files, directory, newest);
  if (!(found instanceof Error)) return found;
  if (found.gqlstatus !== 'XX001' || previous === undefined) throw found;
  const older = tryManifest(files, directory, previous);
  if (older instanceof Error || !isComplete(files, directory, older)) throw found;
  return older;
}

/** One manifest, for tools and for `removeOldGenerations`. */
export function readManifestOf(files: FileSystem, directory: string, generation: number): Manifest {
  const path = joinPath(directory, manifestName(generation));
  const manifest = parseManifest(readWhole(files, path), path);
  if (manifest.generation !== generation) {
    throw damage(`this is the manifest of generation ${manifest.generation}`, path);
  }
  return manifest;
}

/**
 * Makes the manifest the newest one. Everything that it names must be durable already. What a
 * failure leaves is the old state until the rename, and the old or the new one after it.
 */
export function writeManifest(files: FileSystem, directory: string, manifest: Manifest): void {
  const path = joinPath(directory, manifestName(manifest.generation));
  const temporary = `${path}.tmp`;
  if (files.exists(temporary)) files.remove(temporary);
  const file = files.open(temporary, 'create');
  try {
    file.write(0, printManifest(manifest));
    file.sync();
  } finally {
    file.close();
  }
  files.rename(temporary, path);
  files.syncDirectory(directory);
}

function tryManifest(
  files: FileSystem,
  directory: string,
  generation: number,
): Manifest | GqlError {
  try {
    return readManifestOf(files, directory, generation);
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
}

/** Whether a manifest that is not the newest still leads to the newest state. */
function isComplete(files: FileSystem, directory: string, manifest: Manifest): boolean {
  const pagesAreThere = filesOfManifest(manifest).every((generation) =>
    files.exists(joinPath(directory, pageFileName(generation))),
  );
  const logs = logFileNumbers(files, joinPath(directory, LOG_DIRECTORY)).filter(
    (number) => number >= manifest.replayFrom,
  );
  const logIsThere =
    logs.length > 0 && logs.every((number, i) => number === manifest.replayFrom + i);
  return pagesAreThere && logIsThere;
}

function readWhole(files: FileSystem, path: string): Uint8Array {
  const file = files.open(path, 'read');
  try {
    const bytes = new Uint8Array(file.size());
    return bytes.subarray(0, file.read(0, bytes));
  } finally {
    file.close();
  }
}
