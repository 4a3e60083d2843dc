import type { Identifier } from '../ast/node.ts';
import { isLenientVariable, keywordClass } from '../keywords.ts';

const REGULAR = /^[\p{ID_Start}\p{Pc}]\p{ID_Continue}*$/u;

/** A name as written, in accents when it was quoted or cannot stand bare. */
export function printName(identifier: Identifier): string {
  const { name, delimited } = identifier;
  return delimited || !REGULAR.test(name) ? quoteName(name) : name;
}

export function printNames(identifiers: readonly Identifier[], separator = ', '): string {
  return identifiers.map(printName).join(separator);
}

/** A label's name, which the tree keeps without its quotes. Any word but WHERE may be one. */
export function printLabelName(name: string): string {
  return REGULAR.test(name) && name.toUpperCase() !== 'WHERE' ? name : quoteName(name);
}

/** A reference to a variable: a word of the grammar that means something there is quoted. */
export function printVariable(name: string): string {
  const word = name.toUpperCase();
  const taken = keywordClass(word) === 'reserved' && !isLenientVariable(word);
  return REGULAR.test(name) && !taken ? name : quoteName(name);
}

/** `$name`, with quotes around what is no extended identifier. */
export function printParameter(sigil: '$' | '$$', name: string): string {
  return /^\p{ID_Continue}+$/u.test(name) ? sigil + name : sigil + quoteName(name);
}

function quoteName(name: string): string {
  return `\`${escapeQuoted(name, '`')}\``;
}

/** The inside of a quoted text: doubled quotes, escapes for what cannot be seen. */
export function escapeQuoted(text: string, quote: string): string {
  return text
    .replace(/[\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, escapeCharacter)
    .replaceAll(quote, quote + quote);
}

function escapeCharacter(character: string): string {
  const simple = SIMPLE_ESCAPES.get(character);
  if (simple !== undefined) return simple;
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  return code > 0xffff ? `\\U${hex.padStart(6, '0')}` : `\\u${hex.padStart(4, '0')}`;
}

const SIMPLE_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\f', '\\f'],
]);
