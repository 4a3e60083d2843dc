/**
 * Everything that touches storage goes through these two interfaces: the disk, memory, and a file
 * system that injects faults implement them. Paths use `/`. Calls are synchronous, because a commit
 * is (see docs and bench: 1.6–3.1 × the promise API); failures are `GqlError` 58030, 53100 (no
 * space left) or 42501 (not permitted).
 */
export interface FileSystem {
  /** 'create' makes a new file and fails where one is; the other modes need one to be there. */
  open(path: string, mode: 'read' | 'write' | 'create'): OpenFile;
  /** Names in a directory, sorted; empty where the directory does not exist. */
  list(directory: string): string[];
  exists(path: string): boolean;
  /** Makes the directory and those above it; nothing happens where it exists. */
  makeDirectory(path: string): void;
  /** Replaces `to` where it exists, atomically. */
  rename(from: string, to: string): void;
  remove(path: string): void;
  /** Makes creations, renames and removals in the directory durable. */
  syncDirectory(path: string): void;
}

export interface OpenFile {
  readonly path: string;
  /** Fills `into` from `position` and returns how many bytes there were: fewer only at the end. */
  read(position: number, into: Uint8Array): number;
  /** Writes all of it, or fails; after a failure what lies there is unknown. */
  write(position: number, bytes: Uint8Array): void;
  size(): number;
  truncate(size: number): void;
  /** Returns when what was written is durable. */
  sync(): void;
  /** The same on another thread. */
  syncInBackground(): Promise<void>;
  /** Closing twice is fine. */
  close(): void;
}

/** Joins path parts; no part is ever user text that could climb out of the directory. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/');
}
