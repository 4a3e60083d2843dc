import { Block } from './source/block.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { present } from '../../base/assert.ts';
import type { Code } from './code.ts';

/** What the variables of the row are called in the code that is being written. */
export class Environment {
  readonly #codes: ReadonlyMap<VariableId, Code>;

  constructor(codes: ReadonlyMap<VariableId, Code> = new Map()) {
    this.#codes = codes;
  }

  with(entries: Iterable<readonly [VariableId, Code]>): Environment {
    return new Environment(new Map([...this.#codes, ...entries]));
  }

  get(variable: VariableId): Code {
    return present(this.#codes.get(variable), `variable ${variable}`);
  }

  find(variable: VariableId): Code | undefined {
    return this.#codes.get(variable);
  }

  /** Only these variables. */
  only(variables: Iterable<VariableId>): Environment {
    const kept = new Map<VariableId, Code>();
    for (const variable of variables) {
      const code = this.#codes.get(variable);
      if (code !== undefined) kept.set(variable, code);
    }
    return new Environment(kept);
  }

  get variables(): Iterable<VariableId> {
    return this.#codes.keys();
  }
}

/** One generated function: what it loads before its body and stores after it. */
export class FunctionScope {
  readonly prologue = new Block();
  readonly body = new Block();
  readonly epilogue = new Block();
  /** The state of the run, or how the function reaches it. */
  readonly state: string;
  readonly #hoisted = new Map<string, string>();
  /**
   * Places to look at cancellation and memory; written when it is known what the function keeps.
   */
  readonly checks: Block[] = [];
  /** Whether the outermost loop looks at the work after each of its rows. */
  isSliced = false;
  #usesWork = false;
  #stopLabel: string | undefined;

  constructor(state = 's') {
    this.state = state;
  }

  /** Evaluates `text` once at the start of the function, under that name. */
  hoist(name: string, text: string): string {
    if (!this.#hoisted.has(name)) {
      this.#hoisted.set(name, text);
      this.prologue.line(`const ${name} = ${text};`);
    }
    return name;
  }

  /** A field of the run's state that the function changes. */
  load(name: string): string {
    if (!this.#hoisted.has(name)) {
      this.#hoisted.set(name, name);
      this.prologue.line(`let ${name} = ${this.state}.${name};`);
      this.epilogue.line(`${this.state}.${name} = ${name};`);
    }
    return name;
  }

  /** The countdown of work until the run looks at the clock. */
  work(): string {
    this.#usesWork = true;
    return this.load('work');
  }

  get usesWork(): boolean {
    return this.#usesWork;
  }

  /** The label around the body, for leaving it before its end (LIMIT). */
  stopLabel(): string {
    this.#stopLabel ??= 'rows';
    return this.#stopLabel;
  }

  get stops(): boolean {
    return this.#stopLabel !== undefined;
  }

  /** Whether the function has a local of that name from the state. */
  reads(name: string): boolean {
    return this.#hoisted.has(name);
  }
}

/** A loop around the place where code is being written. */
export interface LoopMark {
  /** A place right before the loop, inside the loop around it. */
  readonly before: Block;
  /** At the start of the loop's body, before everything else. */
  readonly start: Block;
  /** At the end of the body. */
  readonly end: Block;
}

/** Where code is being written, and what is known there. */
export interface Cursor {
  readonly fn: FunctionScope;
  readonly block: Block;
  readonly env: Environment;
  /** Enclosing loops of this function, outermost first. */
  readonly loops: readonly LoopMark[];
  /** Rough number of rows that come by in one run. */
  readonly rows: number;
  /** How many filters rows have passed on their way here. */
  readonly filters: number;
  /** One property that stands in a variable already: in the test of a dictionary's entry. */
  readonly substituted?: Code;
  /** The callback that the code is in, where it is in one. */
  readonly callback?: Callback | undefined;
}

export function at(cursor: Cursor, block: Block): Cursor {
  return { ...cursor, block };
}

export function binding(cursor: Cursor, entries: Iterable<readonly [VariableId, Code]>): Cursor {
  const { filters } = cursor;
  const depth = cursor.loops.length;
  const placed = [...entries].map(([variable, code]) => {
    const isNew = code.rep === 'node' && code.depth === undefined;
    return [variable, isNew ? { ...code, depth, filters } : code] as const;
  });
  return { ...cursor, env: cursor.env.with(placed) };
}

/** The same place, where only rows go on for which the condition holds. */
export function when(cursor: Cursor, condition: string): Cursor {
  if (condition === 'true') return cursor;
  return at(cursor, cursor.block.nested(`if (${condition})`));
}

/**
 * A function within the function, which a search calls for each match. To leave a loop around the
 * search it notes where to go, returns false, and the code behind the search goes there.
 */
export class Callback {
  readonly outer: Callback | undefined;
  readonly #note: string;
  readonly #exits: (() => readonly string[])[] = [];

  constructor(note: string, outer: Callback | undefined) {
    this.#note = note;
    this.outer = outer;
  }

  /** Statements for inside the callback; `resume` gives those for behind the search. */
  leave(resume: () => readonly string[]): readonly string[] {
    const number = this.#exits.push(resume);
    return [`${this.#note} = ${number};`, 'return false;'];
  }

  /** Writes what is to be done behind the search. */
  resume(block: Block): void {
    this.#exits.forEach((exit, i) => {
      block.nested(`if (${this.#note} === ${i + 1})`).lines(...exit());
    });
  }
}

/** Statements that leave a labelled block, which stands in `home`, from wherever the cursor is. */
export function leaving(
  callback: Callback | undefined,
  home: Callback | undefined,
  statements: readonly string[],
): readonly string[] {
  if (callback === home || callback === undefined) return statements;
  return callback.leave(() => leaving(callback.outer, home, statements));
}
