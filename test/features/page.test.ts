import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { expect, it } from 'vitest';
import { pageFile } from '../../scripts/conformance/claims.mjs';
import { pageText } from '../../scripts/conformance/page.mjs';
import { product } from './product.ts';

/** Lies beside the project and not in it: where nobody has put it, the test does not run. */
const folder = path.resolve(import.meta.dirname, '..', '..', '..', 'shared', 'conformance');

it.skipIf(!existsSync(folder))(
  'docs/conformance.md says what the cases say: `npm run conformance -- --page` writes it',
  async () => {
    expect(readFileSync(pageFile, 'utf8')).toBe(await pageText(folder, product));
  },
  120_000,
);

it('the host knows the Unicode version that the page states', () => {
  expect(Number(process.versions['unicode'])).toBeGreaterThanOrEqual(15);
});
