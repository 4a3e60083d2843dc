import { present } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import type { BoundExpr } from '../bound/statement.ts';
import { findOperator } from '../function-signatures.ts';
import type { StaticFamily } from '../static-types.ts';
import { canBe, describeType, invalidType } from '../static-types.ts';

/** What operands may be, by position; anything where nothing is said. */
const TAKES: Readonly<Record<string, readonly (readonly StaticFamily[])[]>> = {
  '||': [
    ['string', 'bytes', 'list', 'path'],
    ['string', 'bytes', 'list', 'path'],
  ],
  '^': [['number'], ['number']],
  LIKE: [['string'], ['string']],
  'STARTS WITH': [['string'], ['string']],
  'ENDS WITH': [['string'], ['string']],
  '=~': [['string'], ['string']],
  'IS NORMALIZED': [['string']],
  'IS DIRECTED': [['edge']],
  'IS SOURCE OF': [['node'], ['edge']],
  'IS DESTINATION OF': [['node'], ['edge']],
  SUBSCRIPT: [['list', 'record', 'node', 'edge']],
  IN: [[], ['list']],
};

/** A call of a function that queries write as an operator. */
export function callOperator(
  name: string,
  operands: readonly BoundExpr[],
  span: Span,
): Extract<BoundExpr, { readonly kind: 'call' }> {
  const signature = present(findOperator(name), `the operator ${name}`);
  operands.forEach((operand, i) => {
    const takes = TAKES[name]?.[i] ?? [];
    if (takes.length > 0 && !canBe(operand.type, ...takes)) {
      const message = `${name} does not take ${describeType(operand.type)}`;
      throw invalidType(message, operand.span ?? span);
    }
  });
  const type = signature.resultType(operands.map((operand) => operand.type));
  return { kind: 'call', name, arguments: operands, type, span };
}

/** `x` or `NOT x`, for predicates with a negated form. */
export function negatedIf(negated: boolean, operand: BoundExpr, span: Span): BoundExpr {
  return negated ? { kind: 'not', operand, type: operand.type, span } : operand;
}
