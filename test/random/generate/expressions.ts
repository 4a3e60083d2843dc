import { DATES, EDGE_LABELS, NODE_LABELS } from '../graph-spec.ts';
import type { Generator } from './generator.ts';
import { deeper } from './generator.ts';
import type { Name, Names } from './names.ts';
import { countQueryText, existsText, valueQueryText } from './subqueries.ts';

/** Numbers, mostly small integers; never a division, which fails on zero now and then. */
export function numberText(g: Generator, names: Names): string {
  const { dice, depth } = g;
  const inner = (): string => numberText(deeper(g), names);
  const leaves = numberLeaves(g, names);
  if (depth <= 0 || dice.chance(0.6)) return dice.pick(leaves);
  return dice.weighted([
    [4, () => `(${inner()} ${dice.pick(['+', '-', '*'])} ${inner()})`],
    [1, () => `-${dice.pick(leaves)}`.replace('--', '')],
    [2, () => `COALESCE(${inner()}, ${dice.int(4)})`],
    [1, () => `NULLIF(${inner()}, ${dice.int(3)})`],
    [1, () => `ABS(${inner()})`],
    [0.5, () => `MOD(${inner()}, ${dice.between(2, 3)})`],
    [0.5, () => `CHAR_LENGTH(${stringText(g, names)})`],
    [1, () => letText(g, names)],
    [2, () => caseText(deeper(g), names, inner)],
    [2, () => horizontal(g, names) ?? inner()],
    [1, () => valueQueryText(deeper(g), names)],
    [1, () => countQueryText(deeper(g), names)],
  ]);
}

const PROPERTIES = ['y', 'y', 'y', 'id', 'id', 'm'];

function numberLeaves({ dice }: Generator, names: Names): string[] {
  return [
    String(dice.int(4)),
    ...names.of('number').map(({ name }) => name),
    ...names.of('node', 'edge').map(({ name }) => `${name}.${dice.pick(PROPERTIES)}`),
    ...names.of('path', 'path length').map(({ name }) => `PATH_LENGTH(${name})`),
    ...names.of('list', 'nodes', 'edges').map(({ name }) => `SIZE(${name})`),
  ];
}

function letText(g: Generator, names: Names): string {
  const name = g.counter.fresh('l');
  const value = numberText(deeper(g), names);
  const body = numberText(deeper(g), names.with({ name, kind: 'number' }));
  return `LET ${name} = ${value} IN ${body} END`;
}

/** An aggregate over a group variable, within the row (GE09). */
function horizontal({ dice }: Generator, names: Names): string | undefined {
  const groups = names.of('nodes', 'edges');
  if (groups.length === 0) return undefined;
  const { name } = dice.pick(groups);
  const distinct = dice.chance(0.2) ? 'DISTINCT ' : '';
  return dice.pick([
    `COUNT(${distinct}${name})`,
    `SUM(${distinct}${name}.y)`,
    `MIN(${name}.id)`,
    `MAX(${name}.y + 1)`,
    `COUNT(${name}.x)`,
  ]);
}

function caseText(g: Generator, names: Names, value: () => string): string {
  const otherwise = g.dice.chance(0.6) ? ` ELSE ${value()}` : '';
  if (g.dice.chance(0.4)) {
    const operand = value();
    return `CASE ${operand} WHEN ${value()}, ${value()} THEN ${value()}${otherwise} END`;
  }
  return `CASE WHEN ${conditionText(g, names)} THEN ${value()}${otherwise} END`;
}

/** Anything that has one type only at run time: equal or not to anything, but not comparable. */
export function anyText(g: Generator, names: Names): string {
  const { dice } = g;
  const elements = names.of('node', 'edge');
  return dice.weighted([
    [4, () => (elements.length === 0 ? '1' : `${dice.pick(elements).name}.x`)],
    [2, () => numberText(g, names)],
    [1, () => stringText(g, names)],
    [1, () => dateText(g, names)],
    [1, () => dice.pick(['NULL', '1', `'a'`, 'TRUE', '[1, 2]', '2.5e0'])],
    [1, () => (names.of('any').length === 0 ? '2' : dice.pick(names.of('any')).name)],
  ]);
}

/** Dates far from the ends of the calendar. */
export function dateText({ dice }: Generator, names: Names): string {
  const leaf = dice.pick([
    `DATE '${dice.pick(DATES)}'`,
    ...names.of('date').map(({ name }) => name),
    ...names.of('node', 'edge').map(({ name }) => `${name}.d`),
  ]);
  if (dice.chance(0.7)) return leaf;
  return `(${leaf} ${dice.pick(['+', '-'])} DURATION '${dice.pick(['P1M', 'P1D', 'P1Y'])}')`;
}

export function stringText({ dice }: Generator, names: Names): string {
  const leaves = [
    dice.pick([`'a'`, `'b'`, `'B'`]),
    ...names.of('string').map(({ name }) => name),
    ...names.of('node', 'edge').map(({ name }) => `${name}.s`),
  ];
  return dice.weighted([
    [6, () => dice.pick(leaves)],
    [1, () => `${dice.pick(leaves)} || ${dice.pick(leaves)}`],
    [1, () => `${dice.pick(['UPPER', 'LOWER'])}(${dice.pick(leaves)})`],
  ]);
}

/** Conditions; few of them can fail. */
export function conditionText(g: Generator, names: Names): string {
  const { dice, depth } = g;
  const inner = (): string => conditionText(deeper(g), names);
  if (depth <= 0 || dice.chance(0.55)) return comparison(g, names);
  return dice.weighted([
    [4, () => `(${inner()} AND ${inner()})`],
    [3, () => `(${inner()} OR ${inner()})`],
    [1, () => `(${inner()} XOR ${inner()})`],
    [2, () => `NOT (${inner()})`],
    [
      1,
      () => `(${inner()}) IS ${dice.pick(['', 'NOT '])}${dice.pick(['TRUE', 'FALSE', 'UNKNOWN'])}`,
    ],
    [2, () => existsText(deeper(g), names)],
  ]);
}

function comparison(g: Generator, names: Names): string {
  const { dice } = g;
  const numbers = (): string => numberText(deeper(g), names);
  const elements = names.of('node', 'edge');
  const order = dice.pick(['=', '<>', '<>', '<', '<=', '>=']);
  return dice.weighted([
    [6, () => `${numbers()} ${order} ${numbers()}`],
    [2, () => `${numbers()} <= ${dice.between(2, 12)}`],
    [3, () => `${anyText(g, names)} ${dice.pick(['=', '<>'])} ${anyText(g, names)}`],
    [1, () => `${stringText(g, names)} ${order} ${stringText(g, names)}`],
    [1, () => `${dateText(g, names)} ${order} ${dateText(g, names)}`],
    [2, () => `(${anyText(g, names)}) IS ${dice.pick(['', 'NOT '])}NULL`],
    [elements.length, () => elementCondition(g, dice.pick(elements), names)],
    [elements.length / 8, () => `${dice.pick(elements).name}.x ${order} ${dice.int(3)}`],
    [0.3, () => dice.pick(['TRUE', 'FALSE', 'UNKNOWN'])],
  ]);
}

function elementCondition(g: Generator, element: Name, names: Names): string {
  const { dice } = g;
  const not = dice.pick(['', 'NOT ']);
  const { name, kind } = element;
  const same = names.of(element.kind === 'node' ? 'node' : 'edge');
  const choices = [
    `${name} IS ${not}LABELED ${labelText(g, kind === 'edge' ? EDGE_LABELS : NODE_LABELS)}`,
    `PROPERTY_EXISTS(${name}, ${dice.pick(['x', 'y', 's'])})`,
    `${name} = ${dice.pick(same).name}`,
    `${name} <> ${dice.pick(same).name}`,
    `${dice.pick(['SAME', 'ALL_DIFFERENT'])}(${name}, ${dice.pick(same).name})`,
  ];
  if (kind === 'edge') {
    choices.push(`${name} IS ${not}DIRECTED`);
    const nodes = names.of('node');
    if (nodes.length > 0) {
      const end = dice.pick(['SOURCE', 'DESTINATION']);
      choices.push(`${dice.pick(nodes).name} IS ${not}${end} OF ${name}`);
    }
  }
  return dice.pick(choices);
}

/** A label expression, most often one label. */
export function labelText({ dice }: Generator, labels: readonly string[]): string {
  const one = (): string => dice.pick(labels);
  return dice.weighted([
    [8, one],
    [2, () => `${one()}|${one()}`],
    [1, () => `${one()}&${one()}`],
    [1, () => `!${one()}`],
    [1, () => '%'],
    [0.5, () => '!%'],
    [0.5, () => `(${one()}|!${one()})&%`],
  ]);
}
