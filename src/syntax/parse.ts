import { GqlError, syntaxError, withSource } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import type { Expression } from './ast/expression.ts';
import type { ObjectReference } from './ast/reference.ts';
import type { Program } from './ast/program.ts';
import type { TypeSyntax } from './ast/type.ts';
import type { ValueType } from '../values/type.ts';
import { tokenize } from './lexer.ts';
import { Cursor } from './parser/cursor.ts';
import { parseExpression as parseOneExpression } from './parser/expression.ts';
import { GRAMMAR } from './parser/grammar.ts';
import { parseWholeProgram } from './parser/program.ts';
import { parsePathReference } from './parser/references.ts';
import { parseType } from './parser/types.ts';
import { checkTreeHeight } from './tree-height.ts';

export interface ParseOptions {
  /** Refuse what is not ISO GQL. */
  readonly strict?: boolean;
}

/**
 * Parses one GQL-program. A `;` may end it. Every failure is a `GqlError` with a position.
 *
 * @example
 * parseProgram('MATCH (p:Person) RETURN p.name').transaction?.procedure
 */
export function parseProgram(text: string, options: ParseOptions = {}): Program {
  return parseWhole(text, options, parseProgramAndEnd);
}

/** Parses the path of an object of the catalog, such as `/a/"b c"`. */
export function parseCatalogReference(text: string): ObjectReference {
  return parseWhole(text, {}, (c) => {
    const reference = parsePathReference(c, 'the path of an object of the catalog');
    if (!c.at('end of text')) c.fail('the end of the path');
    return reference;
  });
}

/** Parses one value expression. */
export function parseExpression(text: string, options: ParseOptions = {}): Expression {
  return parseWhole(text, options, parseExpressionAndEnd);
}

function parseWhole<T extends object>(
  text: string,
  options: ParseOptions,
  parse: (c: Cursor) => T,
): T {
  try {
    checkSize(text);
    const tokens = tokenize(text, options);
    const tree = parse(new Cursor(tokens, GRAMMAR, options));
    checkTreeHeight(tree, tokens.kinds.length, text);
    return tree;
  } catch (error) {
    throw error instanceof GqlError ? withSource(error, text) : error;
  }
}

/** Three bytes are the most that one UTF-16 unit takes. */
function checkSize(text: string): void {
  const most = limits.maxStatementBytes;
  if (text.length * 3 <= most || new TextEncoder().encode(text).length <= most) return;
  throw syntaxError(
    `the text is longer than maxStatementBytes (${most} bytes)`,
    { start: 0, end: 0 },
    'Pass data as parameters, or import it.',
  );
}

function parseProgramAndEnd(c: Cursor): Program {
  const program = parseWholeProgram(c);
  c.take(';');
  if (!c.at('end of text')) c.fail('the end of the text');
  return program;
}

function parseExpressionAndEnd(c: Cursor): Expression {
  const expression = parseOneExpression(c);
  if (!c.at('end of text')) c.fail('an operator or the end of the text');
  return expression;
}

/** Parses a value type by itself, as `LIST<STRING>`. */
export function parseValueType(text: string): ValueType {
  return parseWhole(text, {}, parseTypeAndEnd).type;
}

function parseTypeAndEnd(c: Cursor): TypeSyntax {
  const type = parseType(c);
  if (!c.at('end of text')) c.fail('the end of the type');
  return type;
}

export interface ProgramText {
  readonly text: string;
  /** Where it begins in the whole text, in UTF-16 units. */
  readonly offset: number;
}

/**
 * The programs of a script, which `;` divides. Semicolons in strings, names and comments divide
 * nothing, and pieces without a token are left out.
 */
export function splitPrograms(text: string): ProgramText[] {
  try {
    checkSize(text);
    const { kinds, starts } = tokenize(text);
    const programs: ProgramText[] = [];
    let first = 0;
    for (let i = 0; i < kinds.length; i++) {
      if (kinds[i] !== ';' && kinds[i] !== 'end of text') continue;
      if (i > first) {
        const offset = starts[first] ?? 0;
        programs.push({ text: text.slice(offset, starts[i]).trimEnd(), offset });
      }
      first = i + 1;
    }
    return programs;
  } catch (error) {
    throw error instanceof GqlError ? withSource(error, text) : error;
  }
}
