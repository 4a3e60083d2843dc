import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { parseProgram } from './parse.ts';
import { printProgram } from './printer.ts';
import { formatTemporal } from '../values/temporal/format.ts';
import { Temporal } from 'temporal-polyfill';
import { withoutSpans } from './without-spans.ts';

/** The public collections of cases, which lie beside the repository and not in it. */
const DIRECTORY = fileURLToPath(new URL('../../../shared/conformance/', import.meta.url));
const FILES = existsSync(DIRECTORY)
  ? readdirSync(DIRECTORY).filter((name) => name.endsWith('.jsonl'))
  : [];

interface Row {
  readonly id: string;
  readonly query: string;
  readonly setup: readonly (string | { readonly query: string })[];
  readonly isoGrammar: boolean;
  readonly isoGrammarSetup: boolean;
  readonly expect: { readonly error?: { readonly gqlstatus?: string } };
}

function rowsOf(file: string): Row[] {
  const lines = readFileSync(DIRECTORY + file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

/** Queries and setups in ISO's grammar that are to run, by text, with the row that has it first. */
function isoTextsOf(file: string): Map<string, string> {
  const texts = new Map<string, string>();
  for (const { id, query, setup, isoGrammar, isoGrammarSetup, expect: wanted } of rowsOf(file)) {
    const parts = isoGrammarSetup ? setup : [];
    const all = parts.map((part) => (typeof part === 'string' ? part : part.query));
    if (isoGrammar && wanted.error === undefined) all.push(query);
    for (const text of all) if (!texts.has(text)) texts.set(text, id);
  }
  return texts;
}

function errorOf(text: string, strict: boolean): GqlError | undefined {
  try {
    parseProgram(text, { strict });
    return undefined;
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
}

/**
 * Rows in ISO's grammar that are refused all the same, by the reason: comparisons do not chain
 * (19.3), a quantifier's bounds are in order (16.11), the two families of durations do not mix
 * (4.17.6.3).
 */
const DISPOSITIONS = [
  /compared again/u,
  /past its upper bound/u,
  /mixes years or months with days or times/u,
];

describe.skipIf(FILES.length === 0)(
  `the texts of ${DIRECTORY}, or nothing where it is absent`,
  () => {
    it.each(FILES)('%s: what is ISO GQL parses, in strict mode too', (file) => {
      const misses: string[] = [];
      const texts = isoTextsOf(file);
      for (const [text, id] of texts) {
        const error = errorOf(text, false) ?? errorOf(text, true);
        if (error === undefined) continue;
        if (DISPOSITIONS.some((reason) => reason.test(error.message))) continue;
        misses.push(`${id}: ${error.message}\n${text}`);
      }
      expect(misses).toEqual([]);
      // Nothing is proved where nothing was read.
      expect(texts.size).toBeGreaterThan(30);
    });

    it.each(FILES)('%s: a text that parses is printed so that it reads back', (file) => {
      const texts = new Set<string>();
      for (const { query, setup } of rowsOf(file)) {
        texts.add(query);
        for (const part of setup) texts.add(typeof part === 'string' ? part : part.query);
      }
      const parsed = [...texts].filter((text) => errorOf(text, false) === undefined);
      for (const text of parsed) {
        const tree = parseProgram(text);
        const again = parseProgram(printProgram(tree));
        expect(summary(again), text).toBe(summary(tree));
      }
      expect(parsed.length).toBeGreaterThan(30);
    });
  },
);

/** The tree as text. Zones by another name for the same offset are the same. */
function summary(tree: unknown): string {
  return JSON.stringify(withoutSpans(tree), function (this: Record<string, unknown>, key, value) {
    const original = this[key];
    if (typeof original === 'bigint') return `${original}n`;
    if (original instanceof Temporal.ZonedDateTime) return formatTemporal(original);
    return value as unknown;
  });
}
