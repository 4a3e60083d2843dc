import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import { describe, expect, it } from 'vitest';
import { namedTests, parityPage } from './page.ts';

const root = path.resolve(import.meta.dirname, '..', '..');
const file = path.join(root, 'docs', 'graphlite-parity.md');

describe('docs/graphlite-parity.md', () => {
  it('says what the tests declare: UPDATE_DOCS=1 writes it', () => {
    if (process.env['UPDATE_DOCS'] === '1') writeFileSync(file, parityPage());
    expect(readFileSync(file, 'utf8')).toBe(parityPage());
  });

  it('names tests that are there', () => {
    expect(namedTests().filter((name) => !existsSync(path.join(root, name)))).toEqual([]);
  });
});
