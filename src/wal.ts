/** The write-ahead log by itself, usable without the database (`graphlite/wal`). */
export { openLog, LogWriter } from './storage/log/log-writer.ts';
export type { LogOptions, NewEntry } from './storage/log/log-writer.ts';
export { readLog, readLogFile } from './storage/log/log-reader.ts';
export type { LogEnd, ReadOptions } from './storage/log/log-reader.ts';
export { LogError } from './storage/log/log-error.ts';
export type { LogErrorKind } from './storage/log/log-error.ts';
export type { EntryType, LogEntry, Operation, PlacedEntry } from './storage/log/entry.ts';
