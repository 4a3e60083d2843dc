import type { YieldItem } from '../ast/procedure.ts';
import { printName } from './names.ts';

export function printYield(items: readonly YieldItem[]): string {
  const printed = items.map(({ name, alias }) =>
    alias === undefined ? printName(name) : `${printName(name)} AS ${printName(alias)}`,
  );
  return `YIELD ${printed.join(', ')}`;
}
