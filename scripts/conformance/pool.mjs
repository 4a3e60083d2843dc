// Hands cases to worker processes and watches over them.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const workerFile = fileURLToPath(new URL('worker.mjs', import.meta.url));
const startMs = 30_000;

/**
 * Runs every case and calls `onOutcome(row, outcome)` for each, in no particular order.
 * `dist` is the folder of the built package.
 */
export async function runAll(rows, { dist, workers, onOutcome }) {
  let next = 0;
  const take = () => rows[next++];
  await Promise.all(Array.from({ length: workers }, () => workThrough(take, dist, onOutcome)));
}

async function workThrough(take, dist, onOutcome) {
  let worker;
  for (let row = take(); row !== undefined; row = take()) {
    // A process can also end between two cases.
    if (worker?.connected !== true) worker = await startWorker(dist);
    const outcome = await ask(worker, row, patienceMs(row));
    if (outcome.lost === true) worker = undefined;
    onOutcome(row, outcome);
  }
  worker?.disconnect();
}

/** Every statement has its own timeout of 2 s; this is for one that does not look at the clock. */
function patienceMs(row) {
  return 5_000 + 50 * row.setup.length + (row.generated === undefined ? 0 : 30_000);
}

async function startWorker(dist) {
  const worker = fork(workerFile, [dist], { serialization: 'json' });
  const first = await answer(worker, startMs);
  if (first.message === 'ready') return worker;
  worker.kill('SIGKILL');
  throw new Error(`a worker did not start: ${first.problem}; see its messages above`);
}

async function ask(worker, row, waitMs) {
  worker.send(row);
  const { message, problem } = await answer(worker, waitMs);
  if (message !== undefined) return message;
  worker.kill('SIGKILL');
  return { passed: false, problem, bug: problem, lost: true };
}

/** The worker's next message, or why there is none. */
function answer(worker, waitMs) {
  return new Promise((resolve) => {
    const done = (value) => {
      clearTimeout(timer);
      worker.removeListener('message', onMessage);
      worker.removeListener('exit', onExit);
      resolve(value);
    };
    const onMessage = (message) => done({ message });
    const onExit = (code, signal) =>
      done({ problem: `the process ended (${signal ?? `status ${code}`})` });
    const timer = setTimeout(() => done({ problem: `no answer in ${waitMs} ms` }), waitMs);
    worker.on('message', onMessage);
    worker.on('exit', onExit);
  });
}
