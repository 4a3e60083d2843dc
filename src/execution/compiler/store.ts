import { present } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Code } from './code.ts';
import { isNullable } from './code.ts';
import type { Generator } from './generator.ts';
import type { Cursor, Environment, FunctionScope } from './scope.ts';
import { choice } from './source/text.ts';
import type { Block } from './source/block.ts';
import { boolOf } from './boxing.ts';
import { nodeOfSlot } from './tables.ts';

/** A variable of an operator that outlives one row. */
export interface Cell {
  /** Its identifier in a function. */
  in(fn: FunctionScope): string;
}

/**
 * Where operators keep what outlives a row. In the main pipeline that is the state of the run,
 * whose fields become locals of the functions that use them; inside a correlated plan it is a
 * variable declared before that plan's loops.
 */
export interface Store {
  /** A variable that changes; `initial` is an expression in the function that gets it. */
  variable(name: string, initial: (fn: FunctionScope) => string): Cell;
  /** The same for an object that stays the same for the whole run. */
  object(name: string, initial: (fn: FunctionScope) => string): Cell;
}

export function runStore(gen: Generator): Store {
  return {
    variable(name, initial) {
      gen.field(name, initial(gen.opening));
      return { in: (fn) => fn.load(name) };
    },
    object(name, initial) {
      gen.field(name, initial(gen.opening));
      return { in: (fn) => fn.hoist(name, `${fn.state}.${name}`) };
    },
  };
}

export function localStore(cursor: Cursor): Store {
  const place = cursor.block.place();
  const declare =
    (keyword: string) =>
    (name: string, initial: (fn: FunctionScope) => string): Cell => {
      place.line(`${keyword} ${name} = ${initial(cursor.fn)};`);
      return { in: () => name };
    };
  return { variable: declare('let'), object: declare('const') };
}

/** Rows that an operator keeps: a JavaScript array per variable, typed by what is stored. */
export class RowBuffer {
  readonly #gen: Generator;
  readonly #store: Store;
  readonly #name: string;
  readonly #count: Cell;
  #isFilled = false;
  readonly #columns = new Map<VariableId, { readonly cell: Cell; readonly code: Code }>();

  constructor(gen: Generator, store: Store, name: string) {
    this.#gen = gen;
    this.#store = store;
    this.#name = name;
    this.#count = store.variable(`${name}_count`, () => '0');
    const bytes = (): number => 16 + 12 * this.#columns.size;
    gen.kept.push({ local: `${name}_count`, count: `${name}_count`, bytes });
  }

  count(fn: FunctionScope): string {
    return this.#count.in(fn);
  }

  /** Which of the variables are to be kept: all that are not known outside. */
  static columns(
    needed: Iterable<VariableId>,
    inside: Environment,
    outside: Environment,
  ): (readonly [VariableId, Code])[] {
    const columns: (readonly [VariableId, Code])[] = [];
    for (const variable of needed) {
      const code = inside.find(variable);
      if (code !== undefined && outside.find(variable) !== code) columns.push([variable, code]);
    }
    return columns;
  }

  /** Whether a row can ever come in; otherwise its columns are not known. */
  get isFilled(): boolean {
    return this.#isFilled;
  }

  /** Adds a row at the end. */
  push(cursor: Cursor, columns: readonly (readonly [VariableId, Code])[]): void {
    this.#isFilled = true;
    for (const [variable, code] of columns) {
      const array = this.#column(variable, code).in(cursor.fn);
      cursor.block.line(`${array}.push(${stored(code)});`);
    }
    cursor.block.line(`${this.count(cursor.fn)}++;`);
  }

  /** Overwrites row `index`. */
  put(cursor: Cursor, index: string, columns: readonly (readonly [VariableId, Code])[]): void {
    for (const [variable, code] of columns) {
      const array = this.#column(variable, code).in(cursor.fn);
      cursor.block.line(`${array}[${index}] = ${stored(code)};`);
    }
  }

  /** The array of a variable that is kept. */
  array(fn: FunctionScope, variable: VariableId): string {
    return present(this.#columns.get(variable), 'a column of a buffer').cell.in(fn);
  }

  /** The variables of row `index`, as constants in the cursor's block. */
  read(cursor: Cursor, index: string): (readonly [VariableId, Code])[] {
    return [...this.#columns].map(([variable, { cell, code }]) => {
      const text = `${cell.in(cursor.fn)}[${index}]`;
      return [variable, restored(this.#gen, cursor.block, code, text)] as const;
    });
  }

  #column(variable: VariableId, code: Code): Cell {
    const known = this.#columns.get(variable);
    if (known !== undefined) return known.cell;
    const cell = this.#store.object(`${this.#name}_v${variable}`, () => '[]');
    this.#columns.set(variable, { cell, code });
    return cell;
  }
}

/** What an array holds for the code: null stands for itself, elements have −1. */
export function stored(code: Code): string {
  switch (code.rep) {
    case 'value':
      return code.text;
    case 'bool':
      return code.value;
    case 'node':
      return code.slot();
    case 'edge':
      return code.packed();
    default:
      return choice(code.isNull ?? 'false', 'null', code.text);
  }
}

/** The code read back from where `stored` put it; `text` is read once, into a constant. */
export function restored(gen: Generator, block: Block, code: Code, text: string): Code {
  const name = code.rep === 'node' ? `${gen.fresh('m')}_slot` : gen.fresh('x');
  block.line(`const ${name} = ${text};`);
  switch (code.rep) {
    case 'value':
      return { ...code, text: name };
    case 'bool':
      return boolOf(name, code.nullable);
    case 'node': {
      const nullable = code.isNull !== undefined;
      return nodeOfSlot(gen, block.place(), { slot: name, tables: code.tables, nullable });
    }
    case 'edge':
      return edgeOfPacked(name, code.tables, code.isNull !== undefined);
    default:
      return { ...code, text: name, isNull: isNullable(code) ? `${name} === null` : undefined };
  }
}

/** An edge whose packed number stands in a variable. */
export function edgeOfPacked(name: string, tables: readonly number[], nullable: boolean): Code {
  const inTableZero = tables.length === 1 && tables[0] === 0;
  return {
    rep: 'edge',
    tables,
    packed: () => name,
    row: () => (inTableZero ? name : `(${name} % 4294967296)`),
    ...(nullable && { isNull: `${name} < 0` }),
  };
}
