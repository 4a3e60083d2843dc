import { joinPath } from '../files/file-system.ts';
import type { FileSystem } from '../files/file-system.ts';

/** The log's directory below a database's, and the smaller log of catalog changes below that. */
export const LOG_DIRECTORY = 'wal';
export const CATALOG_LOG = joinPath('catalog', 'catalog_000001.log');

export function logFileName(number: number): string {
  return `wal_${String(number).padStart(6, '0')}.log`;
}

/** Numbers of the log files in a directory, ascending; other names are not the log's. */
export function logFileNumbers(files: FileSystem, directory: string): number[] {
  return files
    .list(directory)
    .map((name) => /^wal_([0-9]{6,})\.log$/u.exec(name)?.[1])
    .filter((digits) => digits !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}
