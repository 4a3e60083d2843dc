import { GqlError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import type { Literal } from '../../syntax/ast/expression.ts';
import { tokenize } from '../../syntax/lexer.ts';
import { tokenLiteral } from '../../syntax/parser/literals.ts';

/**
 * A text with its literals taken out. Two texts with one key differ in the values of literals and
 * in nothing else: their trees have the same form, and their literals the same static types.
 */
export interface TextShape {
  readonly text: string;
  /** The text with a mark in the place of each literal, which says its type. */
  readonly key: string;
  readonly literals: readonly Literal[];
}

/** Longer texts hold data rather than a query that comes again. */
const MAX_LENGTH = 16_384;

/** Undefined where there is nothing to take out, or where the text is none that can be read. */
export function shapeOf(
  text: string,
  options: { readonly strict: boolean },
): TextShape | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  try {
    return takenOut(text, options);
  } catch (error) {
    // The parser will say it, with its hints.
    if (error instanceof GqlError) return undefined;
    throw error;
  }
}

function takenOut(text: string, options: { readonly strict: boolean }): TextShape | undefined {
  const { kinds, starts, ends } = tokenize(text, options);
  const literals: Literal[] = [];
  let key = '';
  let done = 0;
  for (let i = 0; i < kinds.length; i++) {
    const kind = kinds[i];
    if (kind !== 'integer' && kind !== 'number' && kind !== 'string' && kind !== 'quoted text') {
      continue;
    }
    const span = { start: starts[i] ?? 0, end: ends[i] ?? 0 };
    const literal = tokenLiteral(kind, text, span);
    const mark = markOf(literal);
    if (mark === undefined) continue;
    literals.push(literal);
    key += text.slice(done, span.start) + mark;
    done = span.end;
  }
  return literals.length === 0 ? undefined : { text, key: key + text.slice(done), literals };
}

/** Integers beyond 2^53 are few, and of several types; they stay where they are. */
function markOf({ value, type }: Literal): string | undefined {
  if (typeof value === 'number') return '\0i';
  if (typeof value === 'string') return '\0s';
  if (type.kind === 'float') return '\0f';
  return type.kind === 'decimal' ? '\0d' : undefined;
}

/** The key of all texts that differ from this one in those literals only. */
export function keyOf(shape: TextShape, lifted: readonly number[]): string {
  if (lifted.length === shape.literals.length) return shape.key;
  const kept = shape.literals.filter((_, i) => !lifted.includes(i));
  return [shape.key, ...kept.map(({ span }) => shape.text.slice(span.start, span.end))].join('\0');
}

/** The place in a text with its literals at `to` that is `offset` in one with them at `from`. */
export function placeIn(offset: number, from: readonly Span[], to: readonly Span[]): number {
  let shift = 0;
  for (let i = 0; i < from.length; i++) {
    const [before, after] = [from[i], to[i]];
    if (before === undefined || after === undefined || before.start >= offset) break;
    if (before.end > offset) return after.start;
    shift = after.end - before.end;
  }
  return offset + shift;
}
