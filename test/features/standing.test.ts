import { describe, expect, it } from 'vitest';
import { readDispositions, rottenDispositions } from '../../scripts/conformance/dispositions.mjs';
import { needsCatalog, standings } from '../../scripts/conformance/standing.mjs';

const row = { id: 'zu/x', setup: [], query: 'RETURN 1 AS v', file: 'zu' };

describe('a row of the public cases', () => {
  it('counts unless it is doubtful, disposed or about the lack of a feature that we have', () => {
    const [disposed] = [...readDispositions().keys()];
    const standingOf = standings(new Set(['GA04']));
    expect(standingOf(row)).toBe('counted');
    expect(standingOf({ ...row, review: 'look at it' })).toBe('doubtful');
    expect(standingOf({ ...row, quirk: true })).toBe('doubtful');
    expect(standingOf({ ...row, id: disposed })).toBe('disposed');
    expect(standingOf({ ...row, unless: 'GA04' })).toBe('disposed');
    expect(standingOf({ ...row, unless: 'GT03' })).toBe('counted');
  });

  it.each([
    [{ features: ['GQ01', 'GG02'] }, true],
    [{ features: ['GQ01'], requires: ['GC04'] }, true],
    [{ features: ['GQ01', 'G030', 'GE04'] }, false],
    [{ setup: ['CREATE OR REPLACE PROPERTY GRAPH g ANY'] }, true],
    [{ setup: [{ on: 'a', query: 'session set graph g' }] }, true],
    [{ query: 'CALL { DROP SCHEMA /s }' }, true],
    [{ query: 'START TRANSACTION' }, true],
    [{ query: 'CALL { AT /s MATCH (n) RETURN n }' }, true],
    [{ query: 'CREATE INDEX i FOR (n:P) ON (n.p)' }, false],
    [{ query: 'RETURN {at : 1} AS commit' }, false],
  ])('needs the catalog or not: %j %s', (part, needed) => {
    expect(needsCatalog({ ...row, ...part })).toBe(needed);
  });
});

describe('the list of dispositions', () => {
  const list = new Map([['zu/x', { right: 'ours', why: '16.4' }]]);
  const ids = new Set(['zu/x']);

  it('is rotten when a row of it passes, is not there or takes no side', () => {
    expect(rottenDispositions(list, ids, [{ row, passed: false }])).toEqual([]);
    expect(rottenDispositions(list, ids, [{ row, passed: true }])).toEqual([
      'zu/x: the row passes',
    ]);
    expect(rottenDispositions(list, new Set(), [])).toEqual(['zu/x: there is no such row']);
    const sideless = new Map([['zu/x', { right: 'nobody', why: '16.4' }]]);
    expect(rottenDispositions(sideless, ids, [])).toEqual([
      'zu/x: "nobody" is none of ours, extension, row incomplete',
    ]);
  });

  it('is read from every table of its page, a bar in a reason included', () => {
    const dispositions = readDispositions();
    expect(dispositions.size).toBeGreaterThan(100);
    expect(dispositions.get('zu/list/plus-does-not-concatenate')?.why).toContain('||');
    for (const { right } of dispositions.values()) {
      expect(['ours', 'extension', 'row incomplete']).toContain(right);
    }
  });
});
