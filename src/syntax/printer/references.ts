import { unreachable } from '../../base/assert.ts';
import type { Expression } from '../ast/expression.ts';
import type { Procedure } from '../ast/procedure.ts';
import type { ObjectReference } from '../ast/reference.ts';
import { printExpression } from './recursion.ts';
import { printNames, printParameter, printVariable } from './names.ts';
import { printNested } from './recursion.ts';

export function printReference(reference: ObjectReference): string {
  const { root, path } = reference;
  switch (root) {
    case 'absolute':
      return `/${printNames(path, '/')}`;
    case 'current':
      return withPath('.', reference);
    case 'parent':
      return withPath(new Array<string>(reference.up).fill('..').join('/'), reference);
    case 'bare':
      return printNames(path, '.');
    case 'HOME_SCHEMA':
    case 'CURRENT_SCHEMA':
    case 'HOME_GRAPH':
    case 'CURRENT_GRAPH':
      return withPath(root, reference);
    case 'parameter':
      return withPath(printParameter('$$', reference.parameter ?? ''), reference);
    case 'expression':
      return printReferenceValue(reference.expression);
    default:
      return unreachable(root);
  }
}

function withPath(root: string, { path }: ObjectReference): string {
  return path.length === 0 ? root : `${root}/${printNames(path, '/')}`;
}

function printReferenceValue(expression: Expression | undefined): string {
  if (expression === undefined) return '';
  if (expression.kind === 'variable') return `VARIABLE ${printVariable(expression.name)}`;
  return `VARIABLE (${printExpression(expression)})`;
}

/** What may stand for a graph, table or value: a reference, a query or an expression. */
export function printObject(value: ObjectReference | Expression | Procedure): string {
  if (value.kind === 'reference') return printReference(value);
  return value.kind === 'procedure' ? printNested(value) : printExpression(value);
}
