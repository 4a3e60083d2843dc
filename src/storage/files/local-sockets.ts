import { connect, createServer } from 'node:net';
import type { Server } from 'node:net';
import { codeOf } from './disk-failure.ts';

/**
 * Sockets and pipes that say that a process lives: the system gives each name to one process at a
 * time, and takes it back the moment that process ends, however it ends.
 */
export interface HeldName {
  release(): void;
}

/**
 * A name that no two processes of this system can hold, from letters and digits. Undefined where
 * the system has none, which is macOS and Linux with a host of before 2023.
 */
export function systemName(name: string): string | undefined {
  if (process.platform === 'win32') return `\\\\.\\pipe\\graphlite-${name}`;
  if (process.platform !== 'linux' || !hasAbstractSockets()) return undefined;
  // Padded to the whole address, because versions of libuv differ in how they fill it up.
  return `\0${`graphlite-${name}`.padEnd(ABSTRACT_LENGTH, '-')}`;
}

/** Takes a name, or a path where a socket is made; 'taken', or undefined where it cannot be. */
export function holdName(name: string): Promise<HeldName | 'taken' | undefined> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.destroy());
    // A database that was forgotten open must not keep the process alive.
    server.unref();
    // Every time: an error of a later connection is no reason to end the process.
    server.on('error', (error) => {
      resolve(codeOf(error) === 'EADDRINUSE' ? 'taken' : undefined);
    });
    server.listen({ path: name, exclusive: true }, () => {
      resolve({ release: () => closeServer(server) });
    });
  });
}

/** Whether somebody holds the socket at a path. */
export function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ path });
    const end = (isThere: boolean): void => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once('connect', () => end(true));
    // ENOENT and ECONNREFUSED say that nobody does; anything else leaves it open.
    socket.once('error', (error) => end(!NOBODY.includes(codeOf(error))));
  });
}

/** Whether a path is short enough to make a socket of. */
export function fitsSocket(path: string): boolean {
  return process.platform !== 'win32' && Buffer.byteLength(path) <= LONGEST_SOCKET_PATH;
}

function closeServer(server: Server): void {
  server.close();
}

/** libuv 1.46 passes names that begin with a 0 byte on; earlier ones cut them to nothing. */
function hasAbstractSockets(): boolean {
  const [major = 0, minor = 0] = (process.versions.uv ?? '').split('.').map(Number);
  return major > 1 || (major === 1 && minor >= 46);
}

const NOBODY: readonly string[] = ['ENOENT', 'ECONNREFUSED', 'ENOTSOCK'];
const ABSTRACT_LENGTH = 107;
/** macOS has 104 bytes with the 0 at the end, Linux 108. */
const LONGEST_SOCKET_PATH = 103;
