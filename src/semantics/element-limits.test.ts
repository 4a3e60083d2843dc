import { describe, expect, it } from 'vitest';
import { GqlError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import { checkLabelCount, checkPropertyCount } from './element-limits.ts';

function codeOf(check: () => void): string {
  try {
    check();
  } catch (error) {
    if (error instanceof GqlError) return error.gqlstatus;
    throw error;
  }
  return '00000';
}

describe('the cardinality of labels and properties', () => {
  it('has a code for each kind of element and for each stage', () => {
    const labels = limits.maxNodeLabels + 1;
    const properties = limits.maxProperties + 1;
    const codes = (['binding', 'run'] as const).map((stage) => [
      codeOf(() => checkLabelCount(labels, 'node', { stage })),
      codeOf(() => checkLabelCount(labels, 'edge', { stage })),
      codeOf(() => checkPropertyCount(properties, 'node', { stage })),
      codeOf(() => checkPropertyCount(properties, 'edge', { stage })),
    ]);
    expect(codes).toEqual([
      ['42010', '42007', '42011', '42008'],
      ['22G0P', '22G0R', '22G0S', '22G0T'],
    ]);
  });

  it('lets the largest number pass', () => {
    expect(codeOf(() => checkLabelCount(limits.maxNodeLabels, 'node', { stage: 'run' }))).toBe(
      '00000',
    );
    expect(codeOf(() => checkPropertyCount(limits.maxProperties, 'edge', { stage: 'run' }))).toBe(
      '00000',
    );
  });
});
