import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Value } from '../../values/value.ts';
import { heapBytes, Holding } from './memory.ts';
import type { Run } from './run.ts';

/** Rows that a breaker keeps: the registers of some variables, flat, one row after the other. */
export class RowBuffer {
  readonly #run: Run;
  readonly #variables: readonly VariableId[];
  #values: Value[] = [];
  #count = 0;
  readonly #holding: Holding;

  constructor(run: Run, variables: readonly VariableId[]) {
    this.#run = run;
    this.#variables = variables;
    this.#holding = new Holding(run.memory);
  }

  get count(): number {
    return this.#count;
  }

  clear(): void {
    this.#values = [];
    this.#count = 0;
    this.#holding.clear();
  }

  /** Keeps the frame's row. */
  push(): void {
    const { frame } = this.#run;
    let bytes = 8 * this.#variables.length;
    for (const variable of this.#variables) {
      const value = frame[variable] as Value;
      this.#values.push(value);
      if (typeof value !== 'number') bytes += heapBytes(value);
    }
    this.#count++;
    this.#holding.charge(bytes);
  }

  /** Overwrites a row with the frame's, for a heap. */
  replace(row: number): void {
    const { frame } = this.#run;
    let at = row * this.#variables.length;
    for (const variable of this.#variables) this.#values[at++] = frame[variable] as Value;
  }

  /** Puts a row back into the frame. */
  restore(row: number): void {
    const { frame } = this.#run;
    let at = row * this.#variables.length;
    for (const variable of this.#variables) frame[variable] = this.#values[at++] as Value;
  }
}
