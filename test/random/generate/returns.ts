import { anyText, conditionText, dateText, numberText, stringText } from './expressions.ts';
import type { Generator } from './generator.ts';
import type { Name, NameKind } from './names.ts';
import { Names } from './names.ts';

export interface ReturnPlace {
  /** The columns are used further: nothing whose order is open, nothing that is not determined. */
  readonly chained?: boolean;
  /** Elements may be without the `id` to sort by. */
  readonly unsorted?: boolean;
}

export interface ReturnDraft {
  readonly text: string;
  readonly columns: Names;
}

interface Item {
  readonly expression: string;
  readonly name: string;
  readonly kind: NameKind;
}

/** RETURN with its tail. Columns named `bag…` are lists in any order. */
export function returnText(g: Generator, names: Names, place: ReturnPlace): ReturnDraft {
  const { dice } = g;
  return dice.chance(0.35) ? grouped(g, names, place) : plain(g, names, place);
}

function plain(g: Generator, names: Names, { unsorted }: ReturnPlace): ReturnDraft {
  const { dice } = g;
  const items = dice.times(dice.between(1, 3), () => item(g, names));
  const distinct = dice.chance(0.25);
  const isDetermined = unsorted !== true && items.every(({ kind }) => SORTABLE.has(kind));
  const first = distinct || !dice.chance(0.3) ? [] : [numberText({ ...g, depth: 1 }, names)];
  const tail = isDetermined ? orderAndPage(g, items, first) : '';
  return draft(`RETURN ${distinct ? 'DISTINCT ' : ''}${itemsText(items)}${tail}`, items);
}

/** Sorted by all columns in the end, so that at most rows with the same content are open. */
function orderAndPage(
  { dice }: Generator,
  items: readonly Item[],
  first: readonly string[] = [],
): string {
  if (dice.chance(0.5)) return '';
  const columns = items.map(({ name, kind }) => {
    const key = kind === 'node' || kind === 'edge' ? `${name}.id` : name;
    return `${key}${dice.pick(['', ' ASC', ' DESC', ' NULLS LAST', ' DESC NULLS FIRST'])}`;
  });
  const keys = [...first, ...columns];
  const offset = dice.chance(0.25) ? ` OFFSET ${dice.int(3)}` : '';
  const limit = dice.chance(0.5) ? ` LIMIT ${dice.between(1, 5)}` : '';
  return ` ORDER BY ${keys.join(', ')}${offset}${limit}`;
}

const SORTABLE: ReadonlySet<NameKind> = new Set([
  'node',
  'edge',
  'number',
  'string',
  'boolean',
  'date',
  'any',
]);

function item(g: Generator, names: Names): Item {
  const { dice, counter } = g;
  const name = counter.fresh('c');
  const variables = names.without('path length').all;
  return dice.weighted<Item>([
    [
      variables.length === 0 ? 0 : 4,
      () => {
        const { name: expression, kind } = dice.pick(variables);
        // A returned group variable is a list like others.
        return { expression, name, kind: kind === 'nodes' || kind === 'edges' ? 'list' : kind };
      },
    ],
    [4, () => ({ expression: numberText(g, names), name, kind: 'number' })],
    [2, () => ({ expression: anyText(g, names), name, kind: 'any' })],
    [1, () => ({ expression: stringText(g, names), name, kind: 'string' })],
    [1, () => ({ expression: conditionText(g, names), name, kind: 'boolean' })],
    [1, () => ({ expression: dateText(g, names), name, kind: 'date' })],
    [
      names.of('nodes', 'edges').length === 0 ? 0 : 2,
      () => {
        const group = dice.pick(names.of('nodes', 'edges')).name;
        return { expression: `${group}.${dice.pick(['id', 'x', 'y'])}`, name, kind: 'list' };
      },
    ],
  ]);
}

/** With aggregates; keys by implication or by GROUP BY. */
function grouped(g: Generator, names: Names, place: ReturnPlace): ReturnDraft {
  const { dice, counter } = g;
  const simple = { ...g, depth: 0 };
  const keys = dice.times(dice.between(0, 2), (): Item => {
    const name = counter.fresh('c');
    const variables = names.of('node', 'edge', 'number');
    if (variables.length === 0 || dice.chance(0.6)) {
      return { expression: anyText(simple, names), name, kind: 'any' };
    }
    const { name: expression, kind } = dice.pick(variables);
    return { expression, name, kind };
  });
  const aggregates = dice.times(dice.between(1, 2), () => aggregate(g, names, place));
  const items = [...keys, ...aggregates];
  const explicit = dice.chance(0.4);
  const groupBy = explicit
    ? ` GROUP BY ${keys.length === 0 ? '()' : keys.map(({ name }) => name).join(', ')}`
    : '';
  const isDetermined = place.unsorted !== true && items.every(({ kind }) => SORTABLE.has(kind));
  const tail = isDetermined ? orderAndPage(g, items) : '';
  return draft(`RETURN ${itemsText(items)}${groupBy}${tail}`, items);
}

function aggregate(g: Generator, names: Names, { chained }: ReturnPlace): Item {
  const { dice, counter } = g;
  const simple = { ...g, depth: 1 };
  // With a group variable in its argument the aggregate would be horizontal.
  const own = names.without('nodes', 'edges');
  const name = counter.fresh('c');
  const distinct = dice.chance(0.3) ? 'DISTINCT ' : '';
  return dice.weighted<Item>([
    [4, () => ({ expression: 'COUNT(*)', name, kind: 'number' })],
    [2, () => ({ expression: `COUNT(${distinct}${counted(g, own)})`, name, kind: 'number' })],
    [2, () => ({ expression: `SUM(${distinct}${numberText(simple, own)})`, name, kind: 'number' })],
    [1, () => ({ expression: `AVG(${distinct}${numberText(simple, own)})`, name, kind: 'number' })],
    [
      2,
      () => ({
        expression: `${dice.pick(['MIN', 'MAX'])}(${anyText(simple, own)})`,
        name,
        kind: 'any',
      }),
    ],
    [
      1,
      () => ({
        expression: `${dice.pick(['MIN', 'MAX'])}(${dateText(g, own)})`,
        name,
        kind: 'date',
      }),
    ],
    [
      chained === true ? 0 : 2,
      () => ({
        expression: `COLLECT_LIST(${distinct}${anyText(simple, own)})`,
        name: counter.fresh('bag'),
        kind: 'list',
      }),
    ],
    [
      0.7,
      () => ({
        expression: `COUNT(*) + SUM(${numberText({ ...g, depth: 0 }, own)})`,
        name,
        kind: 'number',
      }),
    ],
  ]);
}

function counted(g: Generator, names: Names): string {
  const elements = names.of('node', 'edge', 'path');
  if (elements.length > 0 && g.dice.chance(0.6)) return g.dice.pick(elements).name;
  return anyText({ ...g, depth: 0 }, names);
}

function itemsText(items: readonly Item[]): string {
  return items.map(({ expression, name }) => `${expression} AS ${name}`).join(', ');
}

function draft(text: string, items: readonly Item[]): ReturnDraft {
  return { text, columns: new Names(items.map(({ name, kind }): Name => ({ name, kind }))) };
}
