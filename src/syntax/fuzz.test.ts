import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import { completionsAt } from './completion.ts';
import { RESERVED_WORDS } from './keywords.ts';
import { parseProgram, splitPrograms } from './parse.ts';
import { printProgram } from './printer.ts';
import { PUNCTUATION } from './token.ts';
import { withoutSpans } from './without-spans.ts';

const SEED = 39075;

const SEEDS: readonly string[] = [
  'MATCH p = ANY SHORTEST (a:A&!B {x: 1})-[e:K WHERE e.w>.5]->{1,3}(b)<-/R|S T/-() RETURN a.n AS n',
  "INSERT (a:A {x: 'it''s', d: DATE '2024-01-01'})-[:K]->(b), (c)~[:L]~(d)",
  'FOR x IN [1, 2] WITH OFFSET i LET y = CASE x WHEN 1, > 3 THEN 0xFF ELSE -x END RETURN *',
  'MATCH (n) WHERE EXISTS {MATCH (n)->(m)} AND NOT n.x IS NULL SET n.y = VALUE {RETURN 1}, n:B',
  'CREATE GRAPH TYPE t {NODE P (p :A => :B {x INT NOT NULL}), (p)-[:K {l LIST<STRING>[3]}]->(p)}',
  'SELECT DISTINCT a, COUNT(*) AS c FROM g MATCH (a), h MATCH (b) GROUP BY a HAVING c > 1 LIMIT 3',
  "SESSION SET VALUE $x :: ANY <INT | STRING> = CAST(X'0A' AS BYTES(1, 2)) SESSION RESET $y",
  'CALL (a) {RETURN 1 AS b NEXT YIELD b RETURN b UNION ALL RETURN 2} RETURN [x IN xs | x[1..2]]',
];

const piece = fc.oneof(
  fc.constantFrom<string>(...PUNCTUATION, ...RESERVED_WORDS),
  fc.constantFrom(
    "'",
    '"',
    '`',
    '@',
    '$',
    '\\',
    '/*',
    '*/',
    '--',
    '//',
    '\n',
    '\uD800',
    '\u{1F600}',
  ),
  fc.constantFrom('1', '1.', '.5', '1e', '0x', '9'.repeat(90), "DATE '", "X'", 'é', 'a'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);

/** A seed with pieces put in, cut out, doubled or replaced. */
function mutations(maxLength: number): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...SEEDS),
      fc.array(fc.tuple(fc.nat(200), fc.nat(12), piece), { minLength: 1, maxLength }),
    )
    .map(([seed, edits]) => {
      let text = seed;
      for (const [at, length, insertion] of edits) {
        const from = at % (text.length + 1);
        text = `${text.slice(0, from)} ${insertion} ${text.slice(from + length)}`;
      }
      return text;
    });
}

const mutated = mutations(5);

const soup = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(' '));

/** Parses, and lets through nothing but a `GqlError` with a place and a whole message. */
function outcome(text: string, strict: boolean): 'parses' | 'refused' {
  try {
    parseProgram(text, { strict });
    return 'parses';
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    expect(error.position).toBeDefined();
    expect(error.message).not.toMatch(/undefined|NaN|\[object/u);
    return 'refused';
  }
}

describe('whatever text', () => {
  it('parses or is refused with a GqlError', () => {
    const texts = fc.oneof(mutated, soup, fc.string({ unit: 'binary', maxLength: 60 }));
    fc.assert(
      fc.property(texts, fc.boolean(), (text, strict) => {
        outcome(text, strict);
      }),
      { numRuns: 8_000, seed: SEED },
    );
  });

  it('reads back when it is printed', () => {
    let parsed = 0;
    fc.assert(
      fc.property(mutations(1), (text) => {
        if (outcome(text, false) === 'refused') return;
        parsed++;
        const tree = parseProgram(text);
        expect(withoutSpans(parseProgram(printProgram(tree)))).toEqual(withoutSpans(tree));
      }),
      { numRuns: 4_000, seed: SEED },
    );
    expect(parsed).toBeGreaterThan(50);
  });

  it('is never accepted by the strict mode alone', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        if (outcome(text, true) === 'parses') expect(outcome(text, false)).toBe('parses');
      }),
      { numRuns: 2_000, seed: SEED },
    );
  });

  it('is divided into programs and completed without a fault', () => {
    fc.assert(
      fc.property(mutated, fc.nat(300), (text, offset) => {
        completionsAt(text, offset);
        try {
          splitPrograms(text);
        } catch (error) {
          expect(error).toBeInstanceOf(GqlError);
        }
      }),
      { numRuns: 1_500, seed: SEED },
    );
  });
});

describe('time', () => {
  it.each([
    ['a run of opening brackets', `MATCH ${'(a)-['.repeat(5_000)}`],
    ['alternating parentheses', `RETURN ${'(a)('.repeat(5_000)}`],
    ['many EXISTS that fail late', `RETURN ${'EXISTS {(a) AND '.repeat(80)}`],
    ['many comments', `RETURN ${'/* */ '.repeat(50_000)} 1`],
    ['many quotes', `RETURN ${"'a' ".repeat(50_000)}`],
    ['byte strings', `RETURN X${"'00' ".repeat(20_000)}`],
    ['mismatched names', 'MATHC '.repeat(20_000)],
    ['digits that are no number', `RETURN ${'0'.repeat(60_000)}RETURN`],
    ['a fraction that is no number', `RETURN ${'0'.repeat(30_000)}.${'0'.repeat(30_000)}x`],
  ])('of %s is in proportion to the text', (_name, text) => {
    const start = systemClock.monotonicMs();
    outcome(text, false);
    expect(systemClock.monotonicMs() - start).toBeLessThan(2_000);
  });

  it('of completing behind a long word is so too', () => {
    const text = `RETURN ${'a'.repeat(60_000)} `;
    const start = systemClock.monotonicMs();
    expect(completionsAt(text, text.length).from).toBe(text.length);
    expect(systemClock.monotonicMs() - start).toBeLessThan(2_000);
  });
});
