import process from 'node:process';
import { Worker } from 'node:worker_threads';

/** The statement's own deadline is far below; past this one it does not look at the clock. */
const SILENCE_MS = 60_000;

/**
 * Ends the process when no text comes for a while, with the last one on the screen: a query that
 * hangs keeps its thread, so that only another one can tell.
 */
export class Watchdog {
  readonly #worker: Worker;

  constructor() {
    this.#worker = new Worker(WATCH, {
      eval: true,
      workerData: { silenceMs: SILENCE_MS, processId: process.pid },
    });
    this.#worker.unref();
  }

  /** Says what is about to run. */
  running(text: string): void {
    this.#worker.postMessage(text);
  }

  async close(): Promise<void> {
    await this.#worker.terminate();
  }
}

const WATCH = `
  const { writeSync } = require('node:fs');
  const { parentPort, workerData } = require('node:worker_threads');
  let timer;
  parentPort.on('message', (text) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      writeSync(2, '\\nThis never ends:\\n' + text + '\\n');
      process.kill(workerData.processId, 'SIGKILL');
    }, workerData.silenceMs);
  });
`;
