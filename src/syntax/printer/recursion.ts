import { InternalError } from '../../base/assert.ts';
import type { Expression } from '../ast/expression.ts';
import type { Procedure } from '../ast/procedure.ts';

/**
 * An expression holds a query, which holds expressions. Their files would import one another in a
 * circle, so whoever is inside it goes through here; `printer.ts` closes the circle as it loads.
 */
interface Printers {
  readonly expression: (expression: Expression) => string;
  readonly procedure: (procedure: Procedure, separator: string) => string;
}

let printers: Printers | undefined;

export function closeCircle(circle: Printers): void {
  printers = circle;
}

export function printExpression(expression: Expression): string {
  return bound().expression(expression);
}

/** `{ procedure }`. */
export function printNested(procedure: Procedure): string {
  return `{ ${bound().procedure(procedure, ' ')} }`;
}

function bound(): Printers {
  if (printers === undefined) throw new InternalError('printer.ts has not been loaded');
  return printers;
}

export function printAll(expressions: readonly Expression[]): string {
  return expressions.map(printExpression).join(', ');
}
