import { unreachable } from '../../base/assert.ts';
import type {
  Expression,
  FunctionCall,
  ListComprehension,
  ObjectExpression,
  SearchedCase,
  SimpleCase,
  Slice,
  TrimCall,
  WhenOperand,
} from '../ast/expression.ts';
import { PRIMARY, printGuarded, printWithin } from './precedence.ts';
import { printAll, printExpression, printNested } from './recursion.ts';
import { printTail } from './tails.ts';
import { printName, printNames, printVariable } from './names.ts';
import { printGraphPattern, printPairs } from './patterns.ts';
import { printObject } from './references.ts';
import { printType } from './types.ts';
import { printDefinitions } from './definitions.ts';

/** The expressions that `printExpression` handles itself. */
type Operation =
  | 'literal'
  | 'parameter'
  | 'variable'
  | 'property'
  | 'unary'
  | 'binary'
  | 'isNull'
  | 'isTruth'
  | 'isNormalized'
  | 'isTyped'
  | 'isDirected'
  | 'isLabeled'
  | 'isEndpoint';

type Primary = Exclude<Expression, { kind: Operation }>;

export function printPrimary(expression: Primary): string {
  switch (expression.kind) {
    case 'elements':
      return `${expression.predicate}(${printAll(expression.elements)})`;
    case 'propertyExists': {
      const { element, property } = expression;
      return `PROPERTY_EXISTS(${printExpression(element)}, ${printName(property)})`;
    }
    case 'call':
      return printCall(expression);
    case 'trim':
      return printTrim(expression);
    case 'durationBetween': {
      const { from, to, qualifier } = expression;
      return `DURATION_BETWEEN(${printAll([from, to])}) ${qualifier}`;
    }
    case 'cast':
      return `CAST(${printExpression(expression.operand)} AS ${printType(expression.type.type)})`;
    case 'simpleCase':
      return printSimpleCase(expression);
    case 'searchedCase':
      return printSearchedCase(expression);
    case 'list':
      return `[${printElements(expression.elements)}]`;
    case 'record':
      return `RECORD ${printPairs(expression.fields)}`;
    case 'path':
      return `PATH[${printAll(expression.elements)}]`;
    case 'exists':
      return expression.body.kind === 'pattern'
        ? `EXISTS {${printGraphPattern(expression.body.pattern)}}`
        : `EXISTS ${printNested(expression.body.query)}`;
    case 'valueQuery':
      return `VALUE ${printNested(expression.query)}`;
    case 'let': {
      const definitions = printDefinitions(expression.definitions, printGuarded);
      return `LET ${definitions} IN ${printExpression(expression.body)} END`;
    }
    case 'object':
      return printObjectExpression(expression);
    case 'subscript':
      return `${printWithin(expression.operand, PRIMARY)}[${printExpression(expression.index)}]`;
    case 'slice':
      return printSlice(expression);
    case 'listComprehension':
      return printComprehension(expression);
    case 'listPredicate': {
      const member = `${printName(expression.variable)} IN ${printGuarded(expression.list)}`;
      return `${expression.quantifier}(${member} WHERE ${printExpression(expression.where)})`;
    }
    case 'reduce': {
      const { accumulator, initial, variable, list, value } = expression;
      const start = `${printName(accumulator)} = ${printExpression(initial)}`;
      const member = `${printName(variable)} IN ${printGuarded(list)}`;
      return `REDUCE(${start}, ${member} | ${printExpression(value)})`;
    }
    default:
      return unreachable(expression);
  }
}

/** A list that begins with `x IN …` would be read as a comprehension. */
function printElements(elements: readonly Expression[]): string {
  return elements
    .map((element, i) => (i === 0 ? printGuarded(element) : printExpression(element)))
    .join(', ');
}

function printCall(call: FunctionCall): string {
  const name = call.name.split('.').map(printVariableOrFunction).join('.');
  if (!call.parentheses) return name;
  if (call.star) return `${name}(*)`;
  const quantifier = call.quantifier === undefined ? '' : `${call.quantifier} `;
  return `${name}(${quantifier}${printArguments(call)})`;
}

function printVariableOrFunction(name: string): string {
  return /^\w+$/u.test(name) ? name : printVariable(name);
}

/** NORMALIZE's second argument is a word, which the tree has as a string. */
function printArguments({ name, arguments: args }: FunctionCall): string {
  const [text, form] = args;
  const word = form?.kind === 'literal' && typeof form.value === 'string' ? form.value : '';
  const isNormalize = name.toUpperCase() === 'NORMALIZE' && args.length === 2;
  if (text === undefined || !isNormalize || !/^NFK?[CD]$/u.test(word)) return printAll(args);
  return `${printExpression(text)}, ${word}`;
}

function printTrim({ specification, characters, source }: TrimCall): string {
  const from = printExpression(source);
  if (characters === undefined) {
    return specification === 'BOTH' ? `TRIM(${from})` : `TRIM(${specification} FROM ${from})`;
  }
  return `TRIM(${specification} ${printExpression(characters)} FROM ${from})`;
}

function printSimpleCase({ operand, branches, otherwise }: SimpleCase): string {
  const printed = branches.map(
    ({ when, then }) => ` WHEN ${when.map(printWhen).join(', ')} THEN ${printExpression(then)}`,
  );
  return `CASE ${printExpression(operand)}${printed.join('')}${printOtherwise(otherwise)} END`;
}

function printWhen(when: WhenOperand): string {
  return when.kind === 'value' ? printGuarded(when.value) : printTail(when.predicate);
}

function printSearchedCase({ branches, otherwise }: SearchedCase): string {
  const printed = branches.map(
    ({ when, then }) => ` WHEN ${printExpression(when)} THEN ${printExpression(then)}`,
  );
  return `CASE${printed.join('')}${printOtherwise(otherwise)} END`;
}

function printOtherwise(otherwise: Expression | undefined): string {
  return otherwise === undefined ? '' : ` ELSE ${printExpression(otherwise)}`;
}

function printSlice({ operand, from, to }: Slice): string {
  const low = from === undefined ? '' : printExpression(from);
  const high = to === undefined ? '' : printExpression(to);
  // The space keeps `1 ..` from being read as `1.` and `.`.
  return `${printWithin(operand, PRIMARY)}[${low} .. ${high}]`;
}

function printComprehension({ variable, list, where, value }: ListComprehension): string {
  const condition = where === undefined ? '' : ` WHERE ${printGuarded(where)}`;
  const result = value === undefined ? '' : ` | ${printExpression(value)}`;
  return `[${printNames([variable])} IN ${printGuarded(list)}${condition}${result}]`;
}

/** Two words in front, since GRAPH and TABLE alone are variables in front of `.` and `/`. */
function printObjectExpression({ object, value }: ObjectExpression): string {
  return `${object === 'graph' ? 'PROPERTY GRAPH' : 'BINDING TABLE'} ${printObject(value)}`;
}
