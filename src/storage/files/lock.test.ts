import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { transpiled } from '../../../test/helpers/transpiled.ts';
import { ManualClock } from '../../base/clock.ts';
import { acquireLock } from './lock.ts';
import { isRunning, thisProcess } from './process-identity.ts';

const isLinux = process.platform === 'linux';
let lockModule: string;
let directory: string;
const children: ChildProcess[] = [];

beforeAll(() => {
  lockModule = transpiled('src/storage/files/lock.ts', `lock-${process.pid}`);
});
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'graphlite-lock-'));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  rmSync(directory, { recursive: true, force: true });
});
afterAll(() => {
  rmSync(join(lockModule, '..', '..', '..', '..'), { recursive: true, force: true });
});

/** Another process that tries for the lock; `said` is 'held' or the error. */
async function contender(
  module = lockModule,
): Promise<{ readonly child: ChildProcess; readonly said: string }> {
  const script = `
    import { acquireLock } from ${JSON.stringify(module)};
    try {
      await acquireLock(${JSON.stringify(directory)});
      console.log('held');
      setInterval(() => {}, 1000);
    } catch (error) {
      console.log(error.gqlstatus + ' ' + error.message);
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const said = await new Promise<string>((resolve) => {
    let text = '';
    child.stdout.on('data', (data: Buffer) => {
      text += data.toString();
      if (text.includes('\n')) resolve(text.trim());
    });
    child.stdout.on('end', () => resolve(text.trim()));
  });
  return { child, said };
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

describe('the lock of a database directory', () => {
  it('is there for the next one after its release, and leaves nothing behind', async () => {
    for (let i = 0; i < 3; i++) {
      const lock = await acquireLock(directory);
      expect(existsSync(join(directory, 'lock'))).toBe(true);
      lock.release();
      lock.release();
      expect(readdirSync(directory)).toEqual([]);
    }
  });

  it('is refused a second time in one process, by whatever path', async () => {
    const lock = await acquireLock(directory);
    const other = `${directory}-link`;
    symlinkSync(directory, other);
    try {
      for (const path of [directory, other]) {
        await expect(acquireLock(path)).rejects.toMatchObject({
          gqlstatus: '55006',
          message: `the database ${path} is open in this process already`,
        });
      }
    } finally {
      rmSync(other);
      lock.release();
    }
  });

  it('goes to one of two that ask in the same turn', async () => {
    const results = await Promise.allSettled([acquireLock(directory), acquireLock(directory)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    for (const result of results) if (result.status === 'fulfilled') result.value.release();
  });

  it('names the process that holds it', async () => {
    const clock = new ManualClock(1_700_000_000_000_000_000n);
    const lock = await acquireLock(directory, clock);
    const { said } = await contender();
    expect(said).toBe(
      `55006 the database ${directory} is open for writing in process ${process.pid} ` +
        `on ${hostname()} since 2023-11-14T22:13:20Z`,
    );
    lock.release();
    expect((await contender()).said).toBe('held');
  });

  it('is free at once when its holder is killed', async () => {
    for (let i = 0; i < 3; i++) {
      const { child, said } = await contender();
      expect(said).toBe('held');
      await expect(acquireLock(directory)).rejects.toMatchObject({
        gqlstatus: '55006',
        message: expect.stringContaining(`in process ${child.pid} on`),
      });
      await killed(child);
      const lock = await acquireLock(directory);
      lock.release();
      expect(readdirSync(directory)).toEqual([]);
    }
  });

  it('goes to exactly one of several processes', async () => {
    const all = await Promise.all(Array.from({ length: 6 }, () => contender()));
    const said = all.map((one) => one.said);
    expect(said.filter((text) => text === 'held')).toHaveLength(1);
    expect(said.filter((text) => text.startsWith('55006 '))).toHaveLength(5);
  });

  it.each(['', '{', 'null', '{"pid":"no"}'])(
    'takes over a lock file that says %j',
    async (text) => {
      writeFileSync(join(directory, 'lock'), text);
      const lock = await acquireLock(directory);
      expect(JSON.parse(readFileSync(join(directory, 'lock'), 'utf8'))).toMatchObject({
        pid: process.pid,
      });
      lock.release();
      expect(readdirSync(directory)).toEqual([]);
    },
  );

  it('fails for a directory that is not there', async () => {
    await expect(acquireLock(join(directory, 'none'))).rejects.toMatchObject({
      gqlstatus: '58030',
    });
  });
});

describe.runIf(isLinux)('on a system without names', () => {
  let module: string;

  beforeAll(() => {
    module = transpiled('src/storage/files/lock.ts', `lock-${process.pid}/nameless`);
    const sockets = join(module, '..', 'local-sockets.mjs');
    const start = 'function systemName(name) {';
    const text = readFileSync(sockets, 'utf8');
    expect(text).toContain(start);
    writeFileSync(sockets, text.replace(start, `${start} return undefined;`));
  });

  it('goes to exactly one of several processes, and is free when that is killed', async () => {
    for (let i = 0; i < 3; i++) {
      const all = await Promise.all(Array.from({ length: 3 }, () => contender(module)));
      const holders = all.filter(({ said }) => said === 'held');
      expect(holders).toHaveLength(1);
      for (const { said } of all) expect(said).toMatch(/^(?:held$|55006 )/u);
      for (const { child } of holders) await killed(child);
    }
  });
});

/** What a lock file says decides where the holder's name cannot be seen. */
describe.runIf(isLinux)('a lock file without a name', () => {
  const leave = (holder: object): void => {
    const since = '2024-01-01T00:00:00Z';
    writeFileSync(join(directory, 'lock'), JSON.stringify({ ...thisProcess(), since, ...holder }));
  };
  const acquired = async (): Promise<boolean> => {
    try {
      (await acquireLock(directory)).release();
      return true;
    } catch {
      return false;
    }
  };

  it.each<[string, object, boolean]>([
    ['a process that runs', { pid: process.ppid, startTicks: startOf(process.ppid) }, false],
    ['a process whose number was given again', { pid: process.ppid, startTicks: '1' }, true],
    ['a process that is no more', { pid: 2 ** 22 + 1 }, true],
    ['a process from before the boot', { bootId: 'another', pid: process.ppid }, true],
    ['a container that is no more', { pidNamespace: 'pid:[1]', pid: 1 }, true],
    ['a socket outside', { pidNamespace: 'pid:[1]', socket: '../../tmp/x.socket' }, true],
  ])('of %s', async (_what, holder, expected) => {
    leave(holder);
    expect(await acquired()).toBe(expected);
  });

  it('of another container holds while its socket answers', async () => {
    const socket = 'lock-1-1-1.socket';
    const server = createServer((connection) => connection.destroy());
    await new Promise<void>((resolve) => server.listen(join(directory, socket), resolve));
    leave({ pidNamespace: 'pid:[1]', host: 'elsewhere', pid: 1, socket });
    await expect(acquireLock(directory)).rejects.toMatchObject({
      message: expect.stringContaining('process 1 on elsewhere since 2024-01-01T00:00:00Z'),
    });
    await new Promise((resolve) => server.close(resolve));
    expect(await acquired()).toBe(true);
  });
});

describe.runIf(isLinux)('the identity of a process', () => {
  it('knows its own process, and what a number does not tell', () => {
    const here = thisProcess();
    expect(isRunning(here)).toBe(true);
    expect(isRunning({ ...here, startTicks: '0' })).toBe(false);
    expect(isRunning({ ...here, bootId: 'another' })).toBe(false);
    expect(isRunning({ ...here, pidNamespace: 'another' })).toBe('unknown');
  });

  it('counts a process that was killed and not yet looked after as gone', async () => {
    // The shell kills its child and never waits for it, so that it stays as a zombie.
    const script = 'sleep 100 & echo $!; kill -9 $!; exec sleep 100';
    const shell = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(shell);
    const pid = await new Promise<number>((resolve) => {
      shell.stdout.once('data', (data: Buffer) => resolve(Number(data.toString())));
    });
    const holder = { ...thisProcess(), pid };
    for (let i = 0; i < 100 && stateOf(pid) !== 'Z'; i++) {
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
    expect(stateOf(pid)).toBe('Z');
    expect(isRunning({ ...holder, startTicks: startOf(pid) })).toBe(false);
  });
});

function statOf(pid: number): string[] {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return text.slice(text.lastIndexOf(')') + 2).split(' ');
}

function stateOf(pid: number): string {
  return statOf(pid)[0] ?? '';
}

function startOf(pid: number): string {
  return isLinux ? (statOf(pid)[19] ?? '') : '';
}
