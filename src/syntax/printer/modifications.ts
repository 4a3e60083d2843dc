import { unreachable } from '../../base/assert.ts';
import type { MergeClause, RemoveItem, SetItem } from '../ast/statement.ts';
import { printExpression } from './recursion.ts';
import { printInsertPath } from './insert-patterns.ts';
import { printName } from './names.ts';
import { printPairs } from './patterns.ts';

export function printSetItem(item: SetItem): string {
  const element = printExpression(item.element);
  switch (item.kind) {
    case 'setProperty':
      return `${element}.${printName(item.property)} = ${printExpression(item.value)}`;
    case 'setAll': {
      const { properties } = item;
      const value =
        properties.kind === 'record' ? printPairs(properties.fields) : printExpression(properties);
      return `${element} ${item.merge ? '+=' : '='} ${value}`;
    }
    case 'setLabel':
      return `${element}:${printName(item.label)}`;
    default:
      return unreachable(item);
  }
}

export function printRemoveItem(item: RemoveItem): string {
  const element = printExpression(item.element);
  return item.kind === 'removeProperty'
    ? `${element}.${printName(item.property)}`
    : `${element}:${printName(item.label)}`;
}

export function printMerge({ path, onCreate, onMatch }: MergeClause): string {
  const created =
    onCreate.length === 0 ? '' : ` ON CREATE SET ${onCreate.map(printSetItem).join(', ')}`;
  const matched =
    onMatch.length === 0 ? '' : ` ON MATCH SET ${onMatch.map(printSetItem).join(', ')}`;
  return `MERGE ${printInsertPath(path)}${created}${matched}`;
}
