import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Every path mode, selector, quantifier and orientation on seven small graphs, answered by others
 * by enumeration. The cases lie beside the project and not in it.
 */
const file = resolve(import.meta.dirname, '../../../shared/conformance/gpml.jsonl');

export interface GpmlCase {
  readonly id: string;
  readonly setup: readonly string[];
  readonly query: string;
  readonly expect: {
    readonly columns?: readonly string[];
    readonly rows?: readonly (readonly unknown[])[];
    readonly error?: { readonly gqlstatus: string };
  };
}

/** A test that all cases hold; `failuresOf` returns those that do not. */
export function describeGpmlCases(
  who: string,
  failuresOf: (cases: readonly GpmlCase[]) => readonly unknown[],
): void {
  if (!existsSync(file)) {
    describe.skip(`the cases of gpml.jsonl: no file ${file}`, () => {
      it('are answered', () => undefined);
    });
    return;
  }
  describe(who, () => {
    it('answers every case of gpml.jsonl', { timeout: 300_000 }, () => {
      const cases = readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as GpmlCase);
      expect(cases.length).toBeGreaterThan(4_000);
      expect(failuresOf(cases)).toEqual([]);
    });
  });
}
