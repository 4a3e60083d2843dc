import type { Punctuation } from './token.ts';
import { PUNCTUATION } from './token.ts';

/** The longest punctuation token at `start` (ISO/IEC 39075, 21.3); undefined if none begins. */
export function symbolAt(text: string, start: number): Punctuation | undefined {
  const candidates = BY_FIRST[text.charCodeAt(start)];
  if (candidates === undefined) return undefined;
  // Most characters begin one token only.
  if (candidates.length === 1) return candidates[0];
  for (const symbol of candidates) {
    if (text.startsWith(symbol, start) && !runsIntoComment(text, start, symbol)) {
      return symbol;
    }
  }
  return candidates[candidates.length - 1];
}

/** The tokens by the code of their first character, the longest first. */
const BY_FIRST: readonly (readonly Punctuation[] | undefined)[] = byFirstCharacter();

function byFirstCharacter(): readonly (readonly Punctuation[] | undefined)[] {
  const table: (Punctuation[] | undefined)[] = new Array<Punctuation[] | undefined>(128).fill(
    undefined,
  );
  const longestFirst = [...PUNCTUATION].sort((a, b) => b.length - a.length);
  for (const symbol of longestFirst) {
    const code = symbol.charCodeAt(0);
    const row = table[code];
    if (row === undefined) table[code] = [symbol];
    else row.push(symbol);
  }
  return table;
}

/**
 * Whether the last character of a longer token opens a comment instead: the `/` of `-/* … *\/`
 * and the `-` of `]-- …`. `<--` is an arrow that nobody means as a comparison with a comment.
 */
function runsIntoComment(text: string, start: number, symbol: Punctuation): boolean {
  const last = symbol.charAt(symbol.length - 1);
  const next = text[start + symbol.length];
  if (last === '/') return next === '/' || next === '*';
  return last === '-' && next === '-' && symbol !== '<-';
}
