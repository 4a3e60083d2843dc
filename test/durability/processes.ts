import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** A program of the project's in a process of its own. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves with the next line that it writes; undefined where it ends without one. */
  line(): Promise<string | undefined>;
  /** Resolves when it has ended, killed or not. */
  readonly ended: Promise<void>;
}

/** `user` is another one's number, which only root can become. */
export function start(program: string, args: readonly string[], user?: number): Running {
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(user !== undefined && { uid: user, gid: user }),
  });
  const lines: string[] = [];
  let rest = '';
  let isOver = false;
  let wake: (() => void) | undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const parts = `${rest}${text}`.split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    wake?.();
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      isOver = true;
      wake?.();
      resolve();
    });
  });
  const line = async (): Promise<string | undefined> => {
    while (lines.length === 0 && !isOver) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return lines.shift();
  };
  return { child, line, ended };
}

/** Ends it as a crash would; resolves when it is gone. */
export async function kill(running: Running): Promise<void> {
  running.child.kill('SIGKILL');
  await running.ended;
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
