import { GqlError } from '../../base/errors.ts';
import type { Random } from '../../base/random.ts';
import type { FileSystem, OpenFile } from './file-system.ts';
import { MemoryFiles } from './memory-files.ts';

/**
 * What happens at the chosen call. The first two are errors that the program lives through; the
 * others are a loss of power, after which every call fails and `imageAfterCrash` is what the disk
 * holds.
 */
export type Fault =
  /** The call fails and does nothing. */
  | 'fails'
  /** A write stops half-way and fails; other calls fail. */
  | 'writes short'
  /** What was not synced is gone. */
  | 'loses'
  /** The last write that was not synced is there in part, earlier ones whole. */
  | 'tears'
  /** Any of what was not synced is there, any is not. */
  | 'reorders'
  /** Everything that was called is there: the process died, the disk did not. */
  | 'cuts';

export interface FaultPlan {
  readonly fault: Fault;
  /** At which changing call (write, sync, truncate, create, rename, remove, …), from 1. */
  readonly atCall: number;
  readonly random: Random;
}

/** A change to a file that no sync has made durable yet. */
type PendingChange =
  | { readonly kind: 'write'; readonly position: number; readonly bytes: Uint8Array }
  | { readonly kind: 'truncate'; readonly size: number };

type PendingName =
  | { readonly kind: 'create'; readonly path: string; readonly file: Inode }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string; readonly file: Inode }
  | { readonly kind: 'remove'; readonly path: string };

/** A file by identity, since names move: what is durable, and what came since. */
class Inode {
  durable = new Uint8Array(0);
  pending: PendingChange[] = [];
}

/** Files in memory that fail where a plan says, and know what a crash would have left of them. */
export class FaultyFiles implements FileSystem {
  readonly #live = new MemoryFiles();
  readonly #inodes = new Map<string, Inode>();
  readonly #durableNames = new Map<string, Inode>();
  #pendingNames: PendingName[] = [];
  readonly #plan: FaultPlan | undefined;
  #calls = 0;
  #crashed = false;

  constructor(plan?: FaultPlan) {
    this.#plan = plan;
  }

  /** How many changing calls there were: a run without a plan tells how many places to cut at. */
  get calls(): number {
    return this.#calls;
  }

  get crashed(): boolean {
    return this.#crashed;
  }

  open(path: string, mode: 'read' | 'write' | 'create'): OpenFile {
    if (mode === 'create') {
      this.step(`create ${path}`);
      const inner = this.#live.open(path, mode);
      const inode = new Inode();
      this.#inodes.set(path, inode);
      this.#pendingNames.push({ kind: 'create', path, file: inode });
      return new FaultyFile(this, inner, inode);
    }
    this.#requireAlive();
    const inner = this.#live.open(path, mode);
    return new FaultyFile(this, inner, this.#inodes.get(path) ?? new Inode());
  }

  list(directory: string): string[] {
    this.#requireAlive();
    return this.#live.list(directory);
  }

  exists(path: string): boolean {
    this.#requireAlive();
    return this.#live.exists(path);
  }

  makeDirectory(path: string): void {
    this.step(`make ${path}`);
    this.#live.makeDirectory(path);
  }

  rename(from: string, to: string): void {
    this.step(`rename ${from}`);
    this.#live.rename(from, to);
    const file = this.#inodes.get(from) ?? new Inode();
    this.#inodes.delete(from);
    this.#inodes.set(to, file);
    this.#pendingNames.push({ kind: 'rename', from, to, file });
  }

  remove(path: string): void {
    this.step(`remove ${path}`);
    this.#live.remove(path);
    this.#inodes.delete(path);
    this.#pendingNames.push({ kind: 'remove', path });
  }

  syncDirectory(path: string): void {
    this.step(`sync ${path}`);
    const inside = (name: string): boolean => name.startsWith(`${path}/`);
    const [now, later] = partition(this.#pendingNames, (change) =>
      inside(change.kind === 'rename' ? change.to : change.path),
    );
    for (const change of now) applyName(this.#durableNames, change);
    this.#pendingNames = later;
  }

  /** What the disk holds after the crash (or would, were the power cut now). */
  imageAfterCrash(): MemoryFiles {
    const fault = this.#plan?.fault ?? 'cuts';
    const random = this.#plan?.random;
    const names = new Map(this.#durableNames);
    for (const change of this.#pendingNames) {
      const kept =
        fault === 'cuts' ||
        fault === 'tears' ||
        (fault === 'reorders' && random !== undefined && random.next() < 0.5);
      if (kept) applyName(names, change);
    }
    const image = new MemoryFiles();
    for (const [path, inode] of names) {
      const file = image.open(path, 'create');
      file.write(0, inode.durable);
      for (const change of this.#survivors(inode, fault)) applyChange(file, change);
    }
    return image;
  }

  /** Counts a changing call and lets the planned fault happen. */
  step(what: string, tear?: () => void): void {
    this.#requireAlive();
    this.#calls++;
    const plan = this.#plan;
    if (plan === undefined || this.#calls !== plan.atCall) return;
    if (plan.fault === 'writes short' || plan.fault === 'tears') tear?.();
    if (plan.fault !== 'fails' && plan.fault !== 'writes short') this.#crashed = true;
    throw new GqlError('58030', `cannot ${what}: injected fault (${plan.fault})`);
  }

  #requireAlive(): void {
    if (this.#crashed) throw new GqlError('58030', 'the power is off (injected fault)');
  }

  #survivors(inode: Inode, fault: Fault): readonly PendingChange[] {
    if (fault === 'loses') return [];
    const random = this.#plan?.random;
    if (fault !== 'reorders' || random === undefined) return inode.pending;
    return inode.pending.filter(() => random.next() < 0.5);
  }
}

class FaultyFile implements OpenFile {
  readonly path: string;
  readonly #system: FaultyFiles;
  readonly #inner: OpenFile;
  readonly #inode: Inode;

  constructor(system: FaultyFiles, inner: OpenFile, inode: Inode) {
    this.path = inner.path;
    this.#system = system;
    this.#inner = inner;
    this.#inode = inode;
  }

  read(position: number, into: Uint8Array): number {
    return this.#inner.read(position, into);
  }

  write(position: number, bytes: Uint8Array): void {
    this.#system.step(`write ${this.path}`, () => {
      this.#apply(position, bytes.subarray(0, bytes.length >>> 1));
    });
    this.#apply(position, bytes);
  }

  size(): number {
    return this.#inner.size();
  }

  truncate(size: number): void {
    this.#system.step(`cut ${this.path}`);
    this.#inner.truncate(size);
    this.#inode.pending.push({ kind: 'truncate', size });
  }

  sync(): void {
    this.#system.step(`sync ${this.path}`);
    const copy = new Uint8Array(this.#inner.size());
    this.#inner.read(0, copy);
    this.#inode.durable = copy;
    this.#inode.pending = [];
  }

  syncInBackground(): Promise<void> {
    return new Promise((resolve) => {
      this.sync();
      resolve();
    });
  }

  close(): void {
    this.#inner.close();
  }

  #apply(position: number, bytes: Uint8Array): void {
    this.#inner.write(position, bytes);
    this.#inode.pending.push({ kind: 'write', position, bytes: bytes.slice() });
  }
}

function applyName(names: Map<string, Inode>, change: PendingName): void {
  switch (change.kind) {
    case 'create':
      names.set(change.path, change.file);
      return;
    case 'rename':
      names.delete(change.from);
      names.set(change.to, change.file);
      return;
    case 'remove':
      names.delete(change.path);
      return;
  }
}

function applyChange(file: OpenFile, change: PendingChange): void {
  if (change.kind === 'write') file.write(change.position, change.bytes);
  else file.truncate(change.size);
}

function partition<T>(all: readonly T[], test: (one: T) => boolean): [T[], T[]] {
  return [all.filter(test), all.filter((one) => !test(one))];
}
