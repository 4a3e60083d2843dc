import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GqlError } from '../../src/base/errors.ts';
import { bindProgram } from '../../src/semantics/binder.ts';
import { defaultBindEnvironment } from '../../src/semantics/environment.ts';
import { functionSignatures } from '../../src/semantics/function-signatures.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import { Cursor } from '../../src/syntax/parser/cursor.ts';
import { collectionRows } from './programs.ts';

const root = resolve(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'docs', 'extensions.md'), 'utf8');

/** `- what: ` and the example between one accent, or two where it holds one itself. */
const examples = [
  ...page.matchAll(/^- (?<what>.+): (?<accents>`{1,2})(?<text>.+)\k<accents>$/gmu),
].map(({ groups }) => ({ what: groups?.['what'] ?? '', text: groups?.['text'] ?? '' }));

/** What is said about a text, by the parser or, where that reads it, by the binder. */
function errorOf(text: string, strict: boolean): GqlError | undefined {
  try {
    bindProgram(parseProgram(text, { strict }), { ...defaultBindEnvironment, strict });
    return undefined;
  } catch (error) {
    if (error instanceof GqlError) return error;
    throw error;
  }
}

/** What the parser marks as an extension while it reads the text. */
function marksOf(text: string): string[] {
  const mark = vi.spyOn(Cursor.prototype, 'extension');
  try {
    parseProgram(text);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    return [];
  }
  const marks = mark.mock.calls.map(([, what]) => what);
  mark.mockRestore();
  return marks;
}

afterEach(() => {
  vi.restoreAllMocks();
});

describe('docs/extensions.md', () => {
  it('has an example for each of its lines', () => {
    expect(examples.length).toBeGreaterThan(100);
    expect(examples).toHaveLength(page.match(/^- /gmu)?.length ?? 0);
  });

  it.each(examples)('$text', ({ text }) => {
    // Names of graphs and procedures mean something in a database only; 0A000 is still to come.
    expect(errorOf(text, false)?.gqlstatus ?? '42002').toMatch(/^(?:42002|0A000)$/u);
    const refusal = errorOf(text, true);
    expect(refusal?.gqlstatus).toMatch(/^(?:42001|22G)/u);
    expect(`${refusal?.message}; ${refusal?.hint}`).toMatch(
      /ISO|strict|is a word of the language/u,
    );
  });

  it('names whatever the parser marks', () => {
    const listed = new Set(examples.flatMap(({ text }) => marksOf(text)));
    const missing = new Set(
      collectionRows()
        .filter(({ isoGrammar }) => !isoGrammar)
        .flatMap(({ query }) => marksOf(query))
        .filter((what) => !listed.has(what)),
    );
    // One line stands for both words and for every type.
    const unlisted = [...missing].filter((what) => !/^(?:ZONED|LOCAL) in front/u.test(what));
    expect(unlisted).toEqual([]);
  });

  it('names functions that exist', () => {
    const known = new Set(functionSignatures.flatMap(({ name, aliases }) => [name, ...aliases]));
    const section = page.slice(page.indexOf('## Functions'), page.indexOf('## Sessions'));
    const named = [...section.matchAll(/^- [^`]*? as (?<names>[A-Z0-9_, ]+):/gmu)].flatMap(
      ({ groups }) => (groups?.['names'] ?? '').split(', '),
    );
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !known.has(name))).toEqual([]);
  });
});

describe.skipIf(collectionRows().length === 0)(
  'rows outside ISO’s grammar (nothing where ../shared/conformance is absent)',
  () => {
    /**
     * Rows that ISO’s BNF has: the published grammar leaves SQL’s intervals out, and its predicates
     * take no functions without parentheses.
     */
    const INSIDE = /\bINTERVAL\b|CURRENT_DATE IS TYPED/u;

    it('are refused, or are listed extensions that the strict mode refuses', () => {
      const accepted = collectionRows()
        .filter(({ isoGrammar, query }) => !isoGrammar && !INSIDE.test(query))
        .filter(({ query }) => errorOf(query, true) === undefined)
        .map(({ id }) => id);
      expect(accepted).toEqual([]);
    });
  },
);
