import { describe, expect, it } from 'vitest';
import { readClaims } from '../../scripts/conformance/claims.mjs';
import { parseCases, problemOf, readOwnCases } from '../../scripts/conformance/own-cases.mjs';
import { product } from './product.ts';

const entries = readOwnCases();
const claims = readClaims();

describe('what docs/conformance.md claims', () => {
  const claimed = entries.filter(({ code }) => claims.has(code));

  it('has cases', () => {
    const codes = new Set(entries.map(({ code }) => code));
    expect([...claims].filter((code) => !codes.has(code))).toEqual([]);
  });

  it.each(claimed.map((entry) => [`${entry.code} ${entry.name}`, entry] as const))(
    '%s',
    async (_title, entry) => {
      expect(await problemOf(entry, product)).toBeUndefined();
    },
  );
});

describe('our own cases', () => {
  it('are one entry for each of the 228 optional features and for some subclauses', () => {
    const codes = entries.map(({ code }) => code);
    expect(codes.filter((code) => code.startsWith('G'))).toHaveLength(228);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('have texts that run and texts that are refused, or a reason why not', () => {
    const incomplete = entries.filter(({ checks, reason }) => {
      const refused = checks.filter(({ gqlstatus }) => gqlstatus !== undefined).length;
      return reason === undefined && (refused === 0 || refused === checks.length);
    });
    expect(incomplete.map(({ code }) => code)).toEqual([]);
  });
});

describe('an entry', () => {
  const entryOf = (text: string) => parseCases(`graph\n  ! INSERT (:P)\nG002 x\n${text}`, 'x')[0];
  const problem = async (text: string) => problemOf(entryOf(text) as never, product);

  it('passes with the rows in any order, or a status', async () => {
    expect(await problem('  + FOR x IN [1, 2] RETURN x\n  = [[2], [1]]')).toBeUndefined();
    expect(await problem('  + MATCH (x:Q)\n    RETURN x\n  = 02000')).toBeUndefined();
    expect(await problem('  - 42001 RETURN')).toBeUndefined();
  });

  it('fails with other rows, another status, an error too few or in its setup', async () => {
    expect(await problem('  + RETURN 1 AS v\n  = [[2]]')).toMatch(/gave \[\[1\]\]/u);
    expect(await problem('  - 42002 RETURN')).toMatch(/^42001/u);
    expect(await problem('  - 42001 RETURN 1 AS v')).toMatch(/^not refused/u);
    expect(await problem('  ! RETURN 1 / 0\n  - 22012 RETURN 1 / 0')).toMatch(/^setup: 22012/u);
  });

  it('fails with what `strict` refuses', async () => {
    expect(await problem('  + RETURN 1 IN [1] AS v\n  = [[true]]')).toMatch(/\(strict\)$/u);
  });

  it('is one of lines that are understood', () => {
    expect(() => entryOf('  * RETURN 1')).toThrow('x, line 4');
  });
});
