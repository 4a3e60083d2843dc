import { createInterface } from 'node:readline';
import type { Interface } from 'node:readline';
import type { Connection } from '../api/connection.ts';
import { systemClock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import { splitPrograms } from '../syntax/parse.ts';
import { completeGql } from './completions.ts';
import { formatResult } from './format.ts';
import { promptOf, standingOf } from './place.ts';
import { errorText } from './report-error.ts';

export interface ReplOptions {
  readonly input?: NodeJS.ReadStream;
  readonly output?: NodeJS.WriteStream;
}

const CONTINUED = '...> ';

const HELP = `Type GQL, ended by ";". It may span lines.
  help             this text
  exit, quit       leave (so does Ctrl-D)
  Ctrl-C           cancels a running query, or drops the text typed so far

  MATCH (n) RETURN n LIMIT 5;            asks
  INSERT (:Person {name: 'Ada'});        writes
  EXPLAIN MATCH (n) RETURN n;            shows the plan
  SHOW GRAPHS;                           lists; also SCHEMAS, PROCEDURES, FUNCTIONS, LABELS …
  SESSION SET GRAPH g;                   works on another graph; SESSION RESET; goes home
  START TRANSACTION;                     opens one until COMMIT; or ROLLBACK;

The prompt names the graph unless it is the home graph, and has a * while a transaction is open.`;

/** Reads and runs programs until the input ends. */
export function startRepl(db: Connection, options: ReplOptions = {}): Promise<void> {
  return new Repl(db, options).run();
}

class Repl {
  readonly #db: Connection;
  readonly #output: NodeJS.WritableStream;
  readonly #lines: Interface;
  #buffer = '';
  #idlePrompt = 'gql> ';
  #running: AbortController | undefined;
  /** Lines that came while a query ran, as happens when text is pasted. */
  readonly #pending: string[] = [];
  #draining = Promise.resolve();

  constructor(db: Connection, options: ReplOptions) {
    this.#db = db;
    this.#output = options.output ?? process.stdout;
    const input = options.input ?? process.stdin;
    this.#lines = createInterface({
      input,
      output: this.#output,
      terminal: input.isTTY,
      historySize: 1_000,
      completer: (line: string) => completeGql(this.#db, this.#buffer + line),
    });
  }

  run(): Promise<void> {
    return new Promise((resolve) => {
      this.#lines.on('line', (line) => {
        this.#pending.push(line);
        void this.#drain();
      });
      this.#lines.on('SIGINT', () => {
        this.#interrupt();
      });
      this.#lines.on('close', () => {
        void this.#drain().then(resolve);
      });
      this.#takeStanding();
      this.#prompt();
    });
  }

  /** One at a time: the end of the input may come while a line still runs. */
  #drain(): Promise<void> {
    this.#draining = this.#draining.then(() => this.#takeLines());
    return this.#draining;
  }

  async #takeLines(): Promise<void> {
    for (let line = this.#pending.shift(); line !== undefined; line = this.#pending.shift()) {
      if (!(await this.#line(line))) {
        this.#pending.length = 0;
        this.#lines.close();
        return;
      }
    }
  }

  /** Takes one line; false when it asks to leave. */
  async #line(line: string): Promise<boolean> {
    const command = this.#buffer === '' ? commandIn(line) : undefined;
    if (command === 'exit') return false;
    if (command === 'help') {
      this.#say(HELP);
      this.#prompt();
      return true;
    }
    this.#buffer += `${line}\n`;
    if (endsProgram(this.#buffer)) {
      const text = this.#buffer;
      this.#buffer = '';
      await this.#execute(text);
      if (!this.#takeStanding()) return false;
    }
    this.#prompt();
    return true;
  }

  /** Where the session stands is in the prompt; false where it is closed. */
  #takeStanding(): boolean {
    try {
      this.#idlePrompt = promptOf(standingOf(this.#db));
    } catch (error) {
      if (!(error instanceof GqlError)) throw error;
      return error.gqlstatus !== '08000';
    }
    return true;
  }

  async #execute(text: string): Promise<void> {
    this.#running = new AbortController();
    const { signal } = this.#running;
    let current = text;
    try {
      for (const program of splitPrograms(text)) {
        current = program.text;
        // As long as the person waits, and so with the sync of a commit.
        const startedMs = systemClock.monotonicMs();
        const result = await this.#db.query(program.text, {}, { signal });
        const tookMs = systemClock.monotonicMs() - startedMs;
        this.#say(`${formatResult(result, 'table')}\n${tookMs.toFixed(1)} ms`);
      }
    } catch (error) {
      this.#say(errorText(error, error instanceof GqlError ? current : undefined));
    } finally {
      this.#running = undefined;
    }
  }

  #interrupt(): void {
    if (this.#running !== undefined) {
      this.#running.abort();
      return;
    }
    if (this.#buffer === '' && this.#lines.line === '') this.#say('\nType exit to leave.');
    else this.#say('');
    this.#buffer = '';
    // Readline keeps what was typed: go to its end and delete back to its start.
    this.#lines.write('', { ctrl: true, name: 'e' });
    this.#lines.write('', { ctrl: true, name: 'u' });
    this.#prompt();
  }

  #prompt(): void {
    this.#lines.setPrompt(this.#buffer === '' ? this.#idlePrompt : CONTINUED);
    this.#lines.prompt();
  }

  #say(text: string): void {
    this.#output.write(`${text}\n`);
  }
}

/** The words of other prompts are understood as well: `\q`, `.exit`, `:help`, `quit()`, `?`. */
function commandIn(line: string): 'help' | 'exit' | undefined {
  const word = /^[\\:.]?(?<word>\w+|\?)(?:\(\))?\s*;?$/u.exec(line.trim())?.groups?.['word'];
  switch (word?.toLowerCase()) {
    case 'help':
    case 'h':
    case '?':
      return 'help';
    case 'exit':
    case 'quit':
    case 'q':
      return 'exit';
    default:
      return undefined;
  }
}

/** Whether the text so far ends in a `;` that stands outside of strings and comments. */
function endsProgram(text: string): boolean {
  if (!/;\s*$/u.test(text)) return false;
  try {
    const programs = splitPrograms(text);
    const last = programs.at(-1);
    return last === undefined || text.slice(last.offset + last.text.length).includes(';');
  } catch {
    // What cannot even be split is run, so that its error is shown.
    return true;
  }
}
