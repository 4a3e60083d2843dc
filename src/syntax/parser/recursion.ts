import type { Expression, WhenOperand } from '../ast/expression.ts';
import type { Procedure } from '../ast/procedure.ts';
import type { TypeSyntax } from '../ast/type.ts';
import type { Cursor } from './cursor.ts';

/**
 * The productions that the grammar reaches again from within: an expression holds a query, which
 * holds expressions. Their files would import one another in a circle, so whoever is inside it goes
 * through the cursor instead, to which `grammar.ts` gives the productions.
 */
export interface Grammar {
  readonly expression: (c: Cursor) => Expression;
  readonly expressionBeforeIn: (c: Cursor) => Expression;
  readonly primary: (c: Cursor) => Expression;
  readonly whenOperand: (c: Cursor, operand: Expression) => WhenOperand;
  readonly procedure: (c: Cursor, options?: ProcedureOptions) => Procedure;
  readonly nestedProcedure: (c: Cursor, options?: ProcedureOptions) => Procedure;
  readonly type: (c: Cursor) => TypeSyntax;
}

export interface ProcedureOptions {
  /** Inside EXISTS: MATCH statements need no RETURN behind them. */
  readonly matchOnly?: boolean;
}

/** A value expression. */
export function parseExpression(c: Cursor): Expression {
  return c.grammar.expression(c);
}

/** An expression in front of LET's IN, which is then no operator. */
export function parseExpressionBeforeIn(c: Cursor): Expression {
  return c.grammar.expressionBeforeIn(c);
}

/** A value without operators. */
export function parsePrimary(c: Cursor): Expression {
  return c.grammar.primary(c);
}

/** An operand of WHEN in a simple CASE. */
export function parseWhenOperand(c: Cursor, operand: Expression): WhenOperand {
  return c.grammar.whenOperand(c, operand);
}

/** A procedure body. */
export function parseProcedure(c: Cursor, options?: ProcedureOptions): Procedure {
  return c.grammar.procedure(c, options);
}

/** `{ procedure }`. */
export function parseNestedProcedure(c: Cursor, options?: ProcedureOptions): Procedure {
  return c.grammar.nestedProcedure(c, options);
}

/** A value type. */
export function parseType(c: Cursor): TypeSyntax {
  return c.grammar.type(c);
}
