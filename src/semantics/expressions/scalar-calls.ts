import { present } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import type { BoundExpr } from '../bound/statement.ts';
import { findFunction } from '../function-signatures.ts';

/** A call of a function that the binder itself knows by its canonical name. */
export function callScalar(name: string, operands: readonly BoundExpr[], span: Span): BoundExpr {
  const signature = present(findFunction(name), `the function ${name}`);
  const type = signature.resultType(operands.map((operand) => operand.type));
  return { kind: 'call', name: signature.name, arguments: operands, type, span };
}
