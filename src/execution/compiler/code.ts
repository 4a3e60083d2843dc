import type { ColumnRef } from './columns.ts';

/**
 * A piece of generated JavaScript with what is known about its value. `text` (or the accessor that
 * stands for it) is right only where `isNull` is false; it costs little and may be repeated.
 */
export type Code =
  | IntCode
  | FloatCode
  | BoolCode
  | StringCode
  | EntryCode
  | DayCode
  | NodeCode
  | EdgeCode
  | ValueCode;

interface Nullable {
  /** A condition; undefined where the value is never null. */
  readonly isNull?: string | undefined;
}

/** A JavaScript number that is a safe integer. */
export interface IntCode extends Nullable {
  readonly rep: 'int';
  readonly text: string;
  /** Bounds of the value. */
  readonly low: number;
  readonly high: number;
}

/** A FLOAT as a bare JavaScript number. */
export interface FloatCode extends Nullable {
  readonly rep: 'float';
  readonly text: string;
}

/** A truth value in the three forms that it is asked for; one of them is used, once. */
export interface BoolCode {
  readonly rep: 'bool';
  readonly whenTrue: string;
  readonly whenFalse: string;
  /** `true`, `false` or `null`. */
  readonly value: string;
  readonly nullable: boolean;
}

export interface StringCode extends Nullable {
  readonly rep: 'string';
  readonly text: string;
}

/** A string as its number in the dictionary of a column. */
export interface EntryCode extends Nullable {
  readonly rep: 'entry';
  readonly text: string;
  readonly column: ColumnRef;
}

/** A DATE as days since 1970-01-01. */
export interface DayCode extends Nullable {
  readonly rep: 'day';
  readonly text: string;
}

/** A node by slot and, where its table is known, by row. Null is slot −1. */
export interface NodeCode extends Nullable {
  readonly rep: 'node';
  readonly slot: () => string;
  /** Only where `tables` is one table. */
  readonly row: () => string;
  /** Tables that the node can lie in. */
  readonly tables: readonly number[];
  /** How many loops of the function were around where it was bound. */
  readonly depth?: number | undefined;
  /** How many filters rows had passed there. */
  readonly filters?: number | undefined;
}

/** An edge by its packed number, and by row where the table is known. Null is −1. */
export interface EdgeCode extends Nullable {
  readonly rep: 'edge';
  readonly packed: () => string;
  readonly row: () => string;
  readonly tables: readonly number[];
  /** Its place in an adjacency: equal places in one adjacency are one edge. */
  readonly position?: { readonly adjacency: string; readonly text: string } | undefined;
}

/** A boxed `Value`; null is `null`. `text` is an identifier or as cheap. */
export interface ValueCode {
  readonly rep: 'value';
  readonly text: string;
  readonly nullable: boolean;
}

export const NULL_CODE: ValueCode = { rep: 'value', text: 'null', nullable: true };

export function intCode(text: string, low = -MAX_SAFE, high = MAX_SAFE): IntCode {
  return { rep: 'int', text, low, high };
}

export const MAX_SAFE = Number.MAX_SAFE_INTEGER;

/** The condition that the value is null, `false` where it never is. */
export function nullTest(code: Code): string {
  if (code.rep === 'value') return code.nullable ? `${code.text} === null` : 'false';
  if (code.rep === 'bool') return code.nullable ? `(${code.value}) === null` : 'false';
  return code.isNull ?? 'false';
}

export function isNullable(code: Code): boolean {
  return nullTest(code) !== 'false';
}
