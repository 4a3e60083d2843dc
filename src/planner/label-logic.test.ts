import { describe, expect, it } from 'vitest';
import type { LabelTest } from '../graph/label-test.ts';
import { bothLabels, impliesLabel, withoutLabel } from './label-logic.ts';

const a: LabelTest = { kind: 'label', name: 'A' };
const b: LabelTest = { kind: 'label', name: 'B' };
const both: LabelTest = { kind: 'and', left: a, right: b };
const either: LabelTest = { kind: 'or', left: a, right: b };
const notA: LabelTest = { kind: 'not', operand: a };

describe('label tests', () => {
  it('are joined', () => {
    expect(bothLabels(undefined, a)).toEqual(a);
    expect(bothLabels(a, undefined)).toEqual(a);
    expect(bothLabels(a, { ...a })).toEqual(a);
    expect(bothLabels(a, b)).toEqual(both);
  });

  it.each([
    [a, true],
    [both, true],
    [either, false],
    [{ kind: 'or', left: both, right: a }, true],
    [b, false],
    [{ kind: 'any' }, false],
    [undefined, false],
  ] as const)('%j implies A: %s', (test, expected) => {
    expect(impliesLabel(test, 'A')).toBe(expected);
  });

  it.each([
    [a, undefined],
    [both, b],
    [either, undefined],
    [{ kind: 'any' }, undefined],
    [notA, notA],
    [b, b],
  ] as const)('%j of something with A leaves %j', (test, rest) => {
    expect(withoutLabel(test, 'A')).toEqual(rest);
  });
});
