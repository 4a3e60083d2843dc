import { unreachable } from '../../base/assert.ts';
import type { Expression, RecordField } from '../ast/expression.ts';
import type {
  EdgeDirection,
  EdgePattern,
  GraphPattern,
  NodePattern,
  ParenthesizedPath,
  PathExpression,
  PathPattern,
  PathPrefix,
  PropertyPair,
} from '../ast/pattern.ts';
import { printLabels, printQuantifier } from './labels.ts';
import { printExpression } from './recursion.ts';
import { printName, printNames } from './names.ts';
import { printSimplified } from './simplified.ts';

export function printGraphPattern(pattern: GraphPattern): string {
  const parts: string[] = [];
  if (pattern.matchMode !== undefined) parts.push(pattern.matchMode);
  parts.push(pattern.paths.map(printPathPattern).join(', '));
  if (pattern.keep !== undefined) parts.push(`KEEP ${printPrefix(pattern.keep)}`);
  if (pattern.where !== undefined) parts.push(`WHERE ${printExpression(pattern.where)}`);
  if (pattern.yield !== undefined) {
    const names = pattern.yield.length === 0 ? 'NO BINDINGS' : printNames(pattern.yield);
    parts.push(`YIELD ${names}`);
  }
  return parts.join(' ');
}

function printPathPattern({ variable, prefix, expression }: PathPattern): string {
  const name = variable === undefined ? '' : `${printName(variable)} = `;
  const selector = prefix === undefined ? '' : `${printPrefix(prefix)} `;
  return name + selector + printPath(expression);
}

function printPrefix({ selector, count, mode }: PathPrefix): string {
  const groups = selector === 'SHORTEST GROUPS';
  const parts = [
    groups ? 'SHORTEST' : selector,
    count === undefined ? undefined : printExpression(count),
    mode,
    groups ? 'GROUPS' : undefined,
  ];
  return parts.filter((part) => part !== undefined).join(' ');
}

function printPath(path: PathExpression): string {
  switch (path.kind) {
    case 'concatenation':
      return printConcatenation(path.elements);
    case 'alternation':
      return path.alternatives.map(printPath).join(path.multiset ? ' |+| ' : ' | ');
    case 'node':
      return `(${printFiller(path)})`;
    case 'edge':
      return printEdge(path);
    case 'parenthesized':
      return printParenthesized(path);
    case 'quantified':
      return printPath(path.primary) + printQuantifier(path);
    case 'questioned':
      return `${printPath(path.primary)}?`;
    case 'simplified': {
      const [open, close] = SLASHES[path.direction];
      return `${open} ${printSimplified(path.contents)} ${close}`;
    }
    default:
      return unreachable(path);
  }
}

/** Spaces keep neighbouring edges apart: `- -[e]-` is not `--[e]-`, a comment. */
function printConcatenation(elements: readonly PathExpression[]): string {
  return elements.map(printPath).reduce((text, element) => {
    const apart = text.endsWith(')') || (element.startsWith('(') && !text.endsWith('?'));
    return apart ? text + element : `${text} ${element}`;
  });
}

type Pair = readonly [open: string, close: string];

const BRACKETS: Readonly<Record<EdgeDirection, Pair>> = {
  left: ['<-[', ']-'],
  undirected: ['~[', ']~'],
  right: ['-[', ']->'],
  'left or undirected': ['<~[', ']~'],
  'undirected or right': ['~[', ']~>'],
  'left or right': ['<-[', ']->'],
  any: ['-[', ']-'],
};

const SLASHES: Readonly<Record<EdgeDirection, Pair>> = {
  left: ['<-/', '/-'],
  undirected: ['~/', '/~'],
  right: ['-/', '/->'],
  'left or undirected': ['<~/', '/~'],
  'undirected or right': ['~/', '/~>'],
  'left or right': ['<-/', '/->'],
  any: ['-/', '/-'],
};

const ABBREVIATIONS: Readonly<Record<EdgeDirection, string>> = {
  left: '<-',
  undirected: '~',
  right: '->',
  'left or undirected': '<~',
  'undirected or right': '~>',
  'left or right': '<->',
  any: '-',
};

function printEdge(edge: EdgePattern): string {
  if (edge.abbreviated) return ABBREVIATIONS[edge.direction];
  const [open, close] = BRACKETS[edge.direction];
  return open + printFiller(edge) + close;
}

function printFiller(element: NodePattern | EdgePattern): string {
  const variable = element.variable === undefined ? '' : printName(element.variable);
  const labels = element.labels === undefined ? '' : `:${printLabels(element.labels)}`;
  const parts = [`${element.temporary ? 'TEMP ' : ''}${variable}${labels}`];
  if (element.properties !== undefined) parts.push(printPairs(element.properties));
  if (element.where !== undefined) parts.push(`WHERE ${printExpression(element.where)}`);
  return parts.filter((part) => part !== '').join(' ');
}

/** `{name: value, …}`. */
export function printPairs(pairs: readonly (PropertyPair | RecordField)[]): string {
  const printed = pairs.map(({ name, value }) => `${printName(name)}: ${printExpression(value)}`);
  return `{${printed.join(', ')}}`;
}

function printParenthesized({ variable, prefix, expression, where }: ParenthesizedPath): string {
  const name = variable === undefined ? '' : `${printName(variable)} = `;
  const mode = prefix === undefined ? '' : `${printPrefix(prefix)} `;
  const condition = where === undefined ? '' : ` WHERE ${printExpression(where)}`;
  return `(${name}${mode}${printPath(expression)}${condition})`;
}

/** `WHERE condition` behind a space, or nothing. */
export function printWhere(condition: Expression | undefined): string {
  return condition === undefined ? '' : ` WHERE ${printExpression(condition)}`;
}
