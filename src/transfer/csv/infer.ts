import type { CsvTable } from './csv-table.ts';
import { cellString } from './csv-table.ts';

/** The types that are inferred; everything else has to be named in `types`. */
export type InferredType =
  'INT' | 'FLOAT' | 'BOOL' | 'DATE' | 'LOCAL DATETIME' | 'ZONED DATETIME' | 'STRING';

export interface InferredColumn {
  readonly type: InferredType;
  readonly list: boolean;
}

export interface InferenceRules {
  readonly nullText: string;
  readonly listSeparator: string | undefined;
}

const DAY = '[0-9]{4}-[0-9]{2}-[0-9]{2}';
const TIME = '[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\\.[0-9]+)?)?';
const OFFSET = '(?:Z|[+-][0-9]{2}:?[0-9]{2})';

/** In this order: the first whose form every value has. `007` and `+1` keep their text. */
const FORMS: readonly (readonly [InferredType, RegExp])[] = [
  ['INT', /^(?:0|-?[1-9][0-9]{0,17})$/u],
  ['FLOAT', /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/u],
  ['BOOL', /^(?:true|false|TRUE|FALSE|True|False)$/u],
  ['DATE', /^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$/u],
  ['LOCAL DATETIME', new RegExp(`^${DAY}[T ]${TIME}$`, 'u')],
  ['ZONED DATETIME', new RegExp(`^${DAY}[T ]${TIME}${OFFSET}$`, 'u')],
];

/**
 * The narrowest type that every value of the column has. The list separator makes a list of a
 * column when it stands between words in at least one value and never beside a space or another
 * separator, so that prose with semicolons stays prose.
 */
export function inferColumn(
  table: CsvTable,
  column: number,
  rules: InferenceRules,
): InferredColumn {
  const list = rules.listSeparator !== undefined && looksLikeList(table, column, rules);
  let candidates = FORMS;
  let seen = false;
  for (const text of cellTexts(table, column, rules.nullText)) {
    seen = true;
    const parts = list && rules.listSeparator ? text.split(rules.listSeparator) : [text];
    for (const part of parts) {
      const first = candidates[0];
      // Most columns are of one form: one test a value.
      if (first === undefined || first[1].test(part)) continue;
      candidates = candidates.filter(([, form]) => form.test(part));
    }
    if (candidates.length === 0) break;
  }
  const type = seen ? widest(candidates) : 'STRING';
  return { type, list };
}

/**
 * Dropping a form when a value fails it is right only while the forms tried later accept all that
 * the dropped one had accepted: INT's values are FLOAT's; the others are disjoint.
 */
function widest(candidates: readonly (readonly [InferredType, RegExp])[]): InferredType {
  return candidates[0]?.[0] ?? 'STRING';
}

function looksLikeList(table: CsvTable, column: number, rules: InferenceRules): boolean {
  const separator = rules.listSeparator ?? '';
  let found = false;
  for (const text of cellTexts(table, column, rules.nullText)) {
    if (!text.includes(separator)) continue;
    found = true;
    if (text.split(separator).some((part) => part === '' || part !== part.trim())) return false;
  }
  return found;
}

function* cellTexts(table: CsvTable, column: number, nullText: string): Generator<string> {
  const width = table.header.length;
  for (let row = 0; row < table.rowCount; row++) {
    const text = cellString(table, row * width + column);
    if (text !== nullText) yield text;
  }
}
