import { describe, expect, it } from 'vitest';
import { LabelSets } from './label-sets.ts';

describe('LabelSets', () => {
  it('has one object for one set, in whatever order and however often the labels come', () => {
    const sets = new LabelSets();
    const set = sets.of(['B', 'A']);
    expect(sets.of(['A', 'B', 'A'])).toBe(set);
    expect(set.names).toEqual(['A', 'B']);
    expect(sets.byId(set.id)).toBe(set);
  });

  it('steps from set to set', () => {
    const sets = new LabelSets();
    const set = sets.of(['A']);
    expect(set.with('B')).toBe(sets.of(['A', 'B']));
    expect(set.with('B').without('A')).toBe(sets.of(['B']));
    expect(set.without('A')).toBe(sets.of([]));
  });

  it('does not mix up names that run together', () => {
    const sets = new LabelSets();
    expect(sets.of(['1:a', '2'])).not.toBe(sets.of(['1:a2']));
    expect(sets.of(['a', 'b'])).not.toBe(sets.of(['ab']));
  });

  it('evaluates label tests', () => {
    const set = new LabelSets().of(['A', 'B']);
    const a = { kind: 'label', name: 'A' } as const;
    const c = { kind: 'label', name: 'C' } as const;
    expect(set.passes({ kind: 'and', left: a, right: { kind: 'not', operand: c } })).toBe(true);
    expect(set.passes(c)).toBe(false);
    expect(set.passes(undefined)).toBe(true);
    expect(new LabelSets().of([]).passes({ kind: 'any' })).toBe(false);
  });
});
