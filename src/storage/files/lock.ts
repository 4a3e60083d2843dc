import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { Temporal } from 'temporal-polyfill';
import type { Clock } from '../../base/clock.ts';
import { systemClock } from '../../base/clock.ts';
import { GqlError } from '../../base/errors.ts';
import { attempt, codeOf } from './disk-failure.ts';
import { joinPath } from './file-system.ts';
import type { HeldName } from './local-sockets.ts';
import { answers, fitsSocket, holdName, systemName } from './local-sockets.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { isRunning, thisProcess } from './process-identity.ts';

/** The right of one process to write a database. */
export interface Lock {
  /** Gives it back; calling twice is fine. */
  release(): void;
}

/** What the lock file says, for other processes and for people. */
interface Holder extends ProcessIdentity {
  /** An instant as ISO 8601 writes it. */
  readonly since: string;
  /** The name in the directory of a socket that answers while the holder lives. */
  readonly socket?: string;
}

/**
 * Takes the lock of a database directory on disk, which must exist, or fails with 55006 and the
 * name of the holder. Only writers need it.
 *
 * The right itself is a name that the system gives to one process at a time and frees when that
 * process ends. The lock file beside it says who holds it, and is what decides where the system has
 * no such names or the other process cannot see them: in another container, a socket in the
 * directory tells whether the holder lives; elsewhere its number, start time and boot.
 */
export async function acquireLock(directory: string, clock: Clock = systemClock): Promise<Lock> {
  const key = attempt(`look at ${directory}`, () => identityOf(directory));
  if (heldHere.has(key)) throw openInThisProcess(directory);
  // Before the first wait, so that two calls in one turn do not both go on.
  heldHere.add(key);
  const held: HeldName[] = [];
  try {
    const place: LockPlace = { directory, path: joinPath(directory, LOCK_FILE), clock };
    const guard = await takeName(place, systemName(key));
    if (guard !== undefined) held.push(guard);
    const text = await enter(place, held);
    return lockOf(place, { key, held, text });
  } catch (error) {
    releaseAll(held);
    heldHere.delete(key);
    throw error;
  }
}

/** Directories that this process holds or is about to hold. */
const heldHere = new Set<string>();

interface LockPlace {
  readonly directory: string;
  readonly path: string;
  readonly clock: Clock;
}

interface Acquired {
  readonly key: string;
  readonly held: readonly HeldName[];
  /** What the lock file says. */
  readonly text: string;
}

function lockOf(place: LockPlace, { key, held, text }: Acquired): Lock {
  let isHeld = true;
  return {
    release() {
      if (!isHeld) return;
      isHeld = false;
      try {
        // The file first: once the name is free, the next holder may write its own.
        if (readText(place.path) === text) rmSync(place.path, { force: true });
      } finally {
        releaseAll(held);
        heldHere.delete(key);
      }
    },
  };
}

/** Undefined where the system has no names to take. */
async function takeName(place: LockPlace, name: string | undefined): Promise<HeldName | undefined> {
  if (name === undefined) return undefined;
  const here = thisProcess();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const guard = await holdName(name);
    if (guard !== 'taken') return guard;
    const holder = parseHolder(readText(place.path));
    if (holder !== undefined && isRunning(holder, here) !== false) {
      throw heldByAnother(place, holder);
    }
    // Whoever has the name is about to write the file, or has just removed it to give it back.
    await pause();
  }
  throw heldByAnother(place, undefined);
}

/** Writes the lock file, in the place of one whose holder is gone; returns what it says. */
async function enter(place: LockPlace, held: HeldName[]): Promise<string> {
  const here = thisProcess();
  const socket = await ownSocket(place, here, held);
  const since = Temporal.Instant.fromEpochNanoseconds(place.clock.nowNs()).toString();
  const holder: Holder = { ...here, since, ...(socket !== undefined && { socket }) };
  const text = `${JSON.stringify(holder)}\n`;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    if (createFile(place.path, text)) return text;
    await removeIfStale(place, here);
  }
  throw heldByAnother(place, parseHolder(readText(place.path)));
}

/** Makes a socket in the directory, where that can be; other ones are of holders that are gone. */
async function ownSocket(
  { directory }: LockPlace,
  here: ProcessIdentity,
  held: HeldName[],
): Promise<string | undefined> {
  const namespace = /[0-9]+/u.exec(here.pidNamespace ?? '')?.[0] ?? '0';
  const name = `lock-${namespace}-${here.pid}-${here.startTicks ?? '0'}.socket`;
  const path = joinPath(directory, name);
  if (!fitsSocket(path)) return undefined;
  // Only this process, and ones that are no more, ever had that name.
  rmSync(path, { force: true });
  const socket = await holdName(path);
  if (socket === undefined || socket === 'taken') return undefined;
  held.push({
    release: () => {
      rmSync(path, { force: true });
      socket.release();
    },
  });
  return name;
}

async function removeIfStale(place: LockPlace, here: ProcessIdentity): Promise<void> {
  const text = readText(place.path);
  if (text === undefined) return;
  const holder = parseHolder(text);
  if (holder === undefined) {
    // Perhaps it is being written. If it stays like this, a crash has left it.
    await pause();
    if (readText(place.path) !== text) return;
  } else if (await isAlive(place.directory, holder, here)) {
    throw heldByAnother(place, holder);
  }
  attempt(`remove ${place.path}, which a crash has left`, () => {
    const aside = `${place.path}.${here.pid}.stale`;
    if (!renameIfThere(place.path, aside)) return;
    // Without a guard another process may have been faster, and this is its file already.
    if (readText(aside) !== text) {
      renameSync(aside, place.path);
      return;
    }
    rmSync(aside, { force: true });
    if (holder?.socket !== undefined) {
      rmSync(joinPath(place.directory, holder.socket), { force: true });
    }
  });
}

async function isAlive(directory: string, holder: Holder, here: ProcessIdentity): Promise<boolean> {
  const running = isRunning(holder, here);
  if (running !== 'unknown') return running;
  if (holder.socket === undefined) return false;
  return answers(joinPath(directory, holder.socket));
}

/** False where there is a file already. */
function createFile(path: string, text: string): boolean {
  return attempt(`write ${path}`, () => {
    try {
      writeFileSync(path, text, { flag: 'wx' });
      return true;
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return false;
      throw error;
    }
  });
}

function renameIfThere(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return false;
    throw error;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    const holder = JSON.parse(text ?? '') as Partial<Holder> | null;
    if (typeof holder?.pid !== 'number') return undefined;
    const { socket, ...rest } = holder as Holder;
    // A name from a file never leads out of the directory.
    return socket !== undefined && SOCKET_NAME.test(socket) ? { ...rest, socket } : rest;
  } catch {
    return undefined;
  }
}

/** The same for every path that leads to the directory. */
function identityOf(directory: string): string {
  const { dev, ino } = statSync(directory, { bigint: true });
  return `${dev}-${ino}`;
}

function releaseAll(held: readonly HeldName[]): void {
  for (const name of [...held].reverse()) name.release();
}

function pause(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, PAUSE_MS);
  });
}

function heldByAnother({ directory }: LockPlace, holder: Holder | undefined): GqlError {
  if (holder?.pid === process.pid && isRunning(holder) === true) {
    return openInThisProcess(directory);
  }
  const who =
    holder === undefined
      ? 'another process'
      : `process ${holder.pid} on ${holder.host} since ${holder.since}`;
  return new GqlError('55006', `the database ${directory} is open for writing in ${who}`, {
    hint: 'close it there, or open it read-only here',
  });
}

function openInThisProcess(directory: string): GqlError {
  return new GqlError('55006', `the database ${directory} is open in this process already`, {
    hint: 'use the database that is open, or close it first',
  });
}

const LOCK_FILE = 'lock';
const SOCKET_NAME = /^lock-[0-9-]+\.socket$/u;
const MOST_ROUNDS = 10;
const PAUSE_MS = 20;
