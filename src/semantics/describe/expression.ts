import { unreachable } from '../../base/assert.ts';
import { formatValue } from '../../values/text.ts';
import { typeName } from '../../values/type-name.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { Naming } from './naming.ts';
import { describeLabels } from './labels.ts';

/** A bound expression in a compact form. */
export function describeExpression(e: BoundExpr, naming: Naming): string {
  const show = (part: BoundExpr): string => describeExpression(part, naming);
  switch (e.kind) {
    case 'constant':
      return typeof e.value === 'string' ? `'${e.value}'` : formatValue(e.value);
    case 'parameter':
      return `$${e.name}`;
    case 'variable':
      return naming.name(e.variable);
    case 'property':
      return `${show(e.object)}.${e.name}`;
    case 'and':
    case 'or':
    case 'xor':
      return `(${show(e.left)} ${e.kind} ${show(e.right)})`;
    case 'not':
      return `not ${show(e.operand)}`;
    case 'compare':
    case 'arithmetic':
      return `(${show(e.left)} ${e.operator} ${show(e.right)})`;
    case 'negate':
      return `-${show(e.operand)}`;
    case 'isNull':
      return `${show(e.operand)} is${not(e.negated)} null`;
    case 'isTruth':
      return `${show(e.operand)} is${not(e.negated)} ${e.truth === null ? 'unknown' : e.truth}`;
    case 'isTyped':
      return `${show(e.operand)} is${not(e.negated)} typed ${typeName(e.test)}`;
    case 'isLabeled':
      return `${show(e.operand)} is${not(e.negated)} ${describeLabels(e.test)}`;
    case 'cast':
      return `cast(${show(e.operand)} as ${typeName(e.type)})`;
    case 'call':
      return `${e.name}(${e.arguments.map(show).join(', ')})`;
    default:
      return describeComposite(e, naming);
  }
}

function not(negated: boolean): string {
  return negated ? ' not' : '';
}

type Composite = Extract<
  BoundExpr,
  {
    readonly kind:
      | 'case'
      | 'coalesce'
      | 'list'
      | 'record'
      | 'makePath'
      | 'exists'
      | 'valueQuery'
      | 'let'
      | 'comprehension'
      | 'reduce'
      | 'horizontalAggregate';
  }
>;

function describeComposite(e: Composite, naming: Naming): string {
  const show = (part: BoundExpr): string => describeExpression(part, naming);
  switch (e.kind) {
    case 'case': {
      const branches = e.branches.map(({ when, then }) => `when ${show(when)} then ${show(then)}`);
      return `case ${branches.join(' ')} else ${show(e.otherwise)} end`;
    }
    case 'coalesce':
      return `coalesce(${e.operands.map(show).join(', ')})`;
    case 'list':
      return `[${e.elements.map(show).join(', ')}]`;
    case 'record':
      return `{${e.values.map((value, i) => `${e.names[i] ?? '?'}: ${show(value)}`).join(', ')}}`;
    case 'makePath':
      return `path[${e.variables.map(naming.name).join(', ')}]`;
    case 'exists':
      return `exists { ${naming.query(e.query)} }`;
    case 'valueQuery':
      return `value { ${naming.query(e.query)} }`;
    case 'let':
      return `let ${naming.name(e.variable)} = ${show(e.value)} in ${show(e.body)}`;
    case 'comprehension': {
      const where = e.where ? ` where ${show(e.where)}` : '';
      const value = e.value ? ` | ${show(e.value)}` : '';
      return `[${naming.name(e.variable)} in ${show(e.list)}${where}${value}]`;
    }
    case 'reduce': {
      const start = `${naming.name(e.accumulator)} = ${show(e.initial)}`;
      return `reduce(${start}, ${naming.name(e.variable)} in ${show(e.list)} | ${show(e.value)})`;
    }
    case 'horizontalAggregate': {
      const distinct = e.distinct ? 'distinct ' : '';
      const parameter = e.parameter ? `, ${show(e.parameter)}` : '';
      const argument = `${distinct}${show(e.argument)}${parameter}`;
      return `${e.function}(${argument} for ${naming.name(e.variable)} in ${show(e.list)})`;
    }
    default:
      return unreachable(e);
  }
}
