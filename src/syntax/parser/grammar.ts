import { parseExpression, parseExpressionBeforeIn, parseWhenOperand } from './expression.ts';
import { parsePrimary } from './primary.ts';
import { parseNestedProcedure, parseProcedure } from './procedure.ts';
import type { Grammar } from './recursion.ts';
import { parseType } from './types.ts';

/** Closes the circles of the grammar; see `recursion.ts`. */
export const GRAMMAR: Grammar = {
  expression: parseExpression,
  expressionBeforeIn: parseExpressionBeforeIn,
  primary: parsePrimary,
  whenOperand: parseWhenOperand,
  procedure: parseProcedure,
  nestedProcedure: parseNestedProcedure,
  type: parseType,
};
