import type { InsertEdge, InsertNode, InsertPath } from '../ast/pattern.ts';
import { printName, printNames } from './names.ts';
import { printPairs } from './patterns.ts';

const BRACKETS: Readonly<Record<InsertEdge['direction'], readonly [string, string]>> = {
  left: ['<-[', ']-'],
  right: ['-[', ']->'],
  undirected: ['~[', ']~'],
};

export function printInsertPath({ elements }: InsertPath): string {
  return elements.map(printElement).join('');
}

function printElement(element: InsertNode | InsertEdge): string {
  const [open, close] =
    element.kind === 'insertNode' ? (['(', ')'] as const) : BRACKETS[element.direction];
  const name = element.variable === undefined ? '' : printName(element.variable);
  const variable = element.temporary === true ? `TEMP ${name}` : name;
  const labels = element.labels.length === 0 ? '' : `:${printNames(element.labels, '&')}`;
  const properties = element.properties === undefined ? '' : printPairs(element.properties);
  const filler = [variable + labels, properties].filter((part) => part !== '').join(' ');
  return open + filler + close;
}
