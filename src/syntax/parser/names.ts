import { limits } from '../../base/limits.ts';
import { codePointLength } from '../../values/code-points.ts';
import { isLenientAlias, isLenientVariable, keywordClass } from '../keywords.ts';
import type { Identifier } from '../ast/node.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { decodeQuoted } from './quoted.ts';

/**
 * Names. ISO lets only words that are not reserved stand for themselves; the lenient mode lets any
 * word name a label, property, field or catalog object, because nothing else can stand there.
 */

/** Whether a name of a label, property, field or object may be read here. */
export function atName(c: Cursor): boolean {
  return isNameKind(c.kind, c.strict) || c.at('name');
}

function isNameKind(kind: TokenKind, strict: boolean): boolean {
  if (kind === 'name' || kind === 'quoted name' || kind === 'quoted text') return true;
  const keyword = keywordClass(kind);
  return keyword === 'free' || (keyword !== undefined && !strict);
}

/**
 * Whether a catalog object's name may be read here: where words of the grammar may follow too, only
 * those that begin, join or end nothing.
 */
export function atObjectName(c: Cursor): boolean {
  return isObjectNameKind(c.kind, c.strict);
}

export function isObjectNameKind(kind: TokenKind, strict: boolean): boolean {
  return kind === 'quoted name' || kind === 'quoted text' || isVariableKind(kind, strict);
}

/** The name of a label, property, field or catalog object. */
export function parseName(c: Cursor, what: string): Identifier {
  if (c.kind === 'name') return undelimited(c);
  if (c.kind === 'quoted name' || c.kind === 'quoted text') return delimited(c);
  if (!isNameKind(c.kind, c.strict)) c.fail(what);
  return undelimited(c);
}

/**
 * Whether the kind can be a variable that a pattern binds or a value refers to. Variables are
 * regular identifiers: never quoted.
 */
export function isVariableKind(kind: TokenKind, strict: boolean): boolean {
  if (kind === 'name') return true;
  const keyword = keywordClass(kind);
  return keyword === 'free' || (keyword !== undefined && !strict && isLenientVariable(kind));
}

/** A variable that a pattern or FOR binds, or a reference to one. */
export function parseVariable(c: Cursor, what = 'a variable'): Identifier {
  if (!isVariableKind(c.kind, c.strict)) c.fail(what);
  return undelimited(c);
}

/** A variable that LET or a definition declares: no reserved word in any mode. */
export function parseDeclaredVariable(c: Cursor): Identifier {
  if (c.kind !== 'name') {
    const keyword = keywordClass(c.kind);
    if (keyword !== 'free' && (keyword !== 'pre-reserved' || c.strict)) c.fail('a variable');
  }
  return undelimited(c);
}

/** The name behind AS. */
export function parseAlias(c: Cursor): Identifier {
  if (c.kind === 'name') return undelimited(c);
  if (c.kind === 'quoted name' || c.kind === 'quoted text') return delimited(c);
  const keyword = keywordClass(c.kind);
  const allowed =
    keyword === 'free' || (keyword !== undefined && !c.strict && isLenientAlias(c.kind));
  if (!allowed) c.fail('an alias');
  return undelimited(c);
}

function undelimited(c: Cursor): Identifier {
  const identifier: Identifier = { name: c.source(), delimited: false, span: c.span() };
  c.advance();
  return identifier;
}

function delimited(c: Cursor): Identifier {
  const span = c.span();
  const name = decodeQuoted(c.text, span);
  if (name === '') c.failAt(span, 'a name has at least one character');
  const longest = limits.maxIdentifierLength;
  if (name.length > longest && codePointLength(name) > longest) {
    c.failAt(span, `a name is longer than maxIdentifierLength (${longest} characters)`);
  }
  c.advance();
  return { name, delimited: true, span };
}

/** The name in `$name` or `$$name`, quoted or not. */
export function parameterName(c: Cursor, sigil: 1 | 2): string {
  const start = c.start + sigil;
  const first = c.text.charAt(start);
  const quoted = first === '"' || first === '`' || first === '@';
  return quoted ? decodeQuoted(c.text, { start, end: c.end }) : c.text.slice(start, c.end);
}
