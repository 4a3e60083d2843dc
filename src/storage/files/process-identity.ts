import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf } from './disk-failure.ts';

/**
 * A process, so that a later one with the same number is not taken for it. What a system does not
 * tell is left out.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Of the running system: another one after every boot. */
  readonly bootId?: string;
  /** Process numbers mean something within one of these only; containers have their own. */
  readonly pidNamespace?: string;
  /** When the process was started, in clock ticks after the boot. */
  readonly startTicks?: string;
}

export function thisProcess(): ProcessIdentity {
  const bootId = attemptRead(() => readFileSync(BOOT_ID, 'utf8').trim());
  const pidNamespace = attemptRead(() => readlinkSync('/proc/self/ns/pid'));
  const startTicks = processState(process.pid)?.startTicks;
  return {
    pid: process.pid,
    host: hostname(),
    ...(bootId !== undefined && { bootId }),
    ...(pidNamespace !== undefined && { pidNamespace }),
    ...(startTicks !== undefined && { startTicks }),
  };
}

/** Whether the process still runs; 'unknown' where its number means nothing here. */
export function isRunning(
  other: ProcessIdentity,
  here: ProcessIdentity = thisProcess(),
): boolean | 'unknown' {
  // After a boot nothing that ran before it runs, and a lock never outlives its system.
  if (other.bootId !== here.bootId) return false;
  if (other.pidNamespace !== here.pidNamespace) return 'unknown';
  if (other.bootId === undefined && other.host !== here.host) return 'unknown';
  if (other.startTicks === undefined) return hasProcess(other.pid);
  const state = processState(other.pid);
  return state !== undefined && !state.isDead && state.startTicks === other.startTicks;
}

/** From /proc; undefined where there is no such process, or no /proc. */
function processState(
  pid: number,
): { readonly isDead: boolean; readonly startTicks: string } | undefined {
  const text = attemptRead(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  if (text === undefined) return undefined;
  // The second field is a name in parentheses, which may hold anything. The third is the state.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const [state = ''] = fields;
  const startTicks = fields[START_FIELD - 3];
  if (startTicks === undefined) return undefined;
  // A zombie is dead, and stays in the list until its parent looks.
  return { isDead: state === 'Z' || state === 'X', startTicks };
}

function hasProcess(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function attemptRead(read: () => string): string | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

const BOOT_ID = '/proc/sys/kernel/random/boot_id';
/** Of /proc/PID/stat, counted from 1 as proc(5) does. */
const START_FIELD = 22;
