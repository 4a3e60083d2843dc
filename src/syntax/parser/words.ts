import type { Cursor } from './cursor.ts';

/**
 * Words that mean something in one place of an extension only. The lexer reads them as names, so
 * that they stay free everywhere else: `(u:User {role: 'admin'})`.
 */
export function atWord(c: Cursor, word: string): boolean {
  return c.kind === 'name' && c.source().toUpperCase() === word;
}

export function takeWord(c: Cursor, word: string): boolean {
  if (!atWord(c, word)) return false;
  c.advance();
  return true;
}

export function expectWord(c: Cursor, word: string): void {
  if (!takeWord(c, word)) c.fail(`'${word}'`);
}
