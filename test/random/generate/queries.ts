import { conditionText, anyText, dateText, numberText, stringText } from './expressions.ts';
import type { Generator } from './generator.ts';
import { deeper, newGenerator } from './generator.ts';
import type { Name } from './names.ts';
import { Names } from './names.ts';
import { matchText } from './patterns.ts';
import { returnText } from './returns.ts';
import type { Dice } from '../dice.ts';

/** A query that reads: linear statements, set operators over them, NEXT. */
export function randomQuery(dice: Dice, matchMode: Generator['matchMode']): string {
  const g = newGenerator(dice, matchMode);
  if (dice.chance(0.05)) return withDefinition(g);
  return dice.weighted([
    [8, () => linear(g, new Names()).text],
    [1.5, () => setOperation(g, new Names())],
    [1.5, () => chained(g)],
  ]);
}

/** `VALUE x = …` in front of the statements. */
function withDefinition(g: Generator): string {
  const name = g.counter.fresh('v');
  const value = numberText(deeper(g), new Names());
  return `VALUE ${name} = ${value} ${linear(g, new Names([{ name, kind: 'number' }])).text}`;
}

interface Statement {
  readonly text: string;
  readonly columns: Names;
}

function linear(g: Generator, before: Names): Statement {
  const { clauses, names } = clausesText(g, before, g.dice.between(1, 3));
  const result = returnText(g, names, {});
  return { text: [...clauses, result.text].join(' '), columns: result.columns };
}

/** The operands return columns of the same names and kinds. */
function setOperation(g: Generator, before: Names): string {
  const { dice, counter } = g;
  const operator = dice.pick([
    'UNION',
    'UNION ALL',
    'EXCEPT',
    'EXCEPT ALL',
    'INTERSECT',
    'INTERSECT ALL',
    'OTHERWISE',
  ]);
  const columns = dice.times(dice.between(1, 2), () => counter.fresh('c'));
  const operand = (): string => {
    const { clauses, names } = clausesText({ ...g, depth: 1 }, before, 1);
    const items = columns.map((column, i) => {
      const simple = { ...g, depth: 0 };
      return `${i === 0 ? numberText(simple, names) : anyText(simple, names)} AS ${column}`;
    });
    const distinct = dice.chance(0.15) ? 'DISTINCT ' : '';
    return `${clauses.join(' ')} RETURN ${distinct}${items.join(', ')}`;
  };
  return dice.times(dice.chance(0.2) ? 3 : 2, operand).join(` ${operator} `);
}

/** NEXT hands over columns only. */
function chained(g: Generator): string {
  const { dice } = g;
  const { clauses, names } = clausesText(g, new Names(), dice.between(1, 2));
  const first = returnText(g, names.without('nodes', 'edges', 'path length'), { chained: true });
  const start = [...clauses, first.text].join(' ');
  const kept = dice.chance(0.2) ? first.columns.all.slice(0, 1) : undefined;
  const columns = kept === undefined ? first.columns : new Names(kept);
  const next = kept === undefined ? 'NEXT' : `NEXT YIELD ${kept.map(({ name }) => name).join()}`;
  if (dice.chance(0.2)) return `${start} ${next} ${setOperation(g, columns)}`;
  const short = { ...g, depth: 2 };
  const more = dice.chance(0.6) ? clausesText(short, columns, 1) : { clauses: [], names: columns };
  return `${start} ${next} ${[...more.clauses, returnText(short, more.names, {}).text].join(' ')}`;
}

export interface Clauses {
  readonly clauses: readonly string[];
  readonly names: Names;
}

/** Clauses in front of RETURN; the first one is a MATCH most often. */
export function clausesText(g: Generator, before: Names, count: number): Clauses {
  const clauses: string[] = [];
  let names = before;
  for (let i = 0; i < count; i++) {
    const next = i === 0 && g.dice.chance(0.9) ? match(g, names) : clause(g, names);
    clauses.push(next.text);
    ({ names } = next);
  }
  return { clauses, names };
}

interface Clause {
  readonly text: string;
  readonly names: Names;
}

function clause(g: Generator, names: Names): Clause {
  const { dice } = g;
  return dice.weighted<Clause>([
    [4, () => match(g, names)],
    [2.5, () => optional(g, names)],
    [2, () => ({ text: `FILTER ${conditionText(g, names)}`, names })],
    [2, () => letClause(g, names)],
    [1.5, () => forClause(g, names)],
    [0.7, () => orderByAndPage(g, names)],
    [g.depth > 1 ? 1.5 : 0, () => call(g, names)],
  ]);
}

function match(g: Generator, names: Names): Clause {
  const draft = matchText(g, names, { paths: 2, edges: names.all.length > 3 ? 1 : 3 });
  return { text: `MATCH ${draft.text}`, names: draft.names };
}

/** What is new may be null behind it. */
function optional(g: Generator, names: Names): Clause {
  const limits = { paths: 1, edges: 2, inner: true };
  const first = matchText(g, names, limits);
  const block = g.dice.chance(0.25);
  const second = block ? matchText(g, first.names, { ...limits, edges: 1 }) : undefined;
  const text =
    second === undefined
      ? `OPTIONAL MATCH ${first.text}`
      : `OPTIONAL { MATCH ${first.text} MATCH ${second.text} }`;
  const after = (second ?? first).names.all.map((name): Name => {
    const isNew = !names.all.some((known) => known.name === name.name);
    return isNew ? { ...name, nullable: true } : name;
  });
  return { text, names: new Names(after) };
}

function letClause(g: Generator, names: Names): Clause {
  const { dice, counter } = g;
  const name = counter.fresh('v');
  const element = dice.chance(0.15) ? names.of('node', 'edge') : [];
  if (element.length > 0) {
    const copied = dice.pick(element);
    return { text: `LET ${name} = ${copied.name}`, names: names.with({ ...copied, name }) };
  }
  const kind = dice.pick(['number', 'any', 'boolean', 'string', 'date'] as const);
  const value = {
    number: () => numberText(g, names),
    any: () => anyText(g, names),
    boolean: () => conditionText(g, names),
    string: () => stringText(g, names),
    date: () => dateText(g, names),
  }[kind]();
  return { text: `LET ${name} = ${value}`, names: names.with({ name, kind }) };
}

function forClause(g: Generator, names: Names): Clause {
  const { dice, counter } = g;
  const name = counter.fresh('v');
  const simple = deeper(deeper(g));
  const groups = names.of('nodes', 'edges');
  if (groups.length > 0 && dice.chance(0.5)) {
    const group = dice.pick(groups);
    const kind = group.kind === 'nodes' ? 'node' : 'edge';
    return { text: `FOR ${name} IN ${group.name}`, names: names.with({ name, kind }) };
  }
  const list = dice.weighted([
    [3, () => `[${dice.times(dice.between(0, 3), () => numberText(simple, names)).join(', ')}]`],
    [1, () => 'NULL'],
    [1, () => `CASE WHEN ${conditionText(simple, names)} THEN [1, 2] END`],
  ]);
  const position = dice.weighted<Name | undefined>([
    [2, () => undefined],
    [1, () => ({ name: counter.fresh('i'), kind: 'number' })],
  ]);
  const from = position && `WITH ${dice.pick(['ORDINALITY', 'OFFSET'])} ${position.name}`;
  return {
    text: ['FOR', name, 'IN', list, ...(from === undefined ? [] : [from])].join(' '),
    names: names.with({ name, kind: 'number' }, ...(position === undefined ? [] : [position])),
  };
}

/** In the middle of a query, by keys that tell all rows apart, where there are such. */
function orderByAndPage(g: Generator, names: Names): Clause {
  const { dice } = g;
  const isTotal = names.of('nodes', 'edges', 'path', 'path length', 'list').length === 0;
  const keys = names.all.map(({ name, kind }) =>
    kind === 'node' || kind === 'edge' ? `${name}.id` : name,
  );
  // Elements without an id are those that a query inserts, and no query here does both.
  if (!isTotal || keys.length === 0) {
    return { text: `FILTER ${conditionText(g, names)}`, names };
  }
  const order = keys.map((key) => `${key}${dice.pick(['', ' DESC', ' NULLS FIRST'])}`).join(', ');
  const offset = dice.chance(0.4) ? ` OFFSET ${dice.int(3)}` : '';
  const limit = dice.chance(0.8) ? ` LIMIT ${dice.int(4)}` : '';
  return { text: `ORDER BY ${order}${offset}${limit}`, names };
}

/** CALL { … } with new columns. */
function call(g: Generator, names: Names): Clause {
  const { dice } = g;
  const inner = { ...g, depth: 1 };
  const scope = dice.chance(0.6)
    ? undefined
    : dice.some(names.without('nodes', 'edges', 'path length').all, 0.5);
  const seen = scope === undefined ? names.without('nodes', 'edges') : new Names(scope);
  const limits = { paths: 1, edges: 2, inner: true };
  const draft = matchText(inner, seen, limits);
  const result = returnText(inner, draft.names.without('nodes', 'edges'), { chained: true });
  const list = scope === undefined ? '' : `(${scope.map(({ name }) => name).join(', ')}) `;
  const keyword = dice.chance(0.3) ? 'OPTIONAL CALL' : 'CALL';
  return {
    text: `${keyword} ${list}{ MATCH ${draft.text} ${result.text} }`,
    names: names.with(...result.columns.all.map((name) => ({ ...name, nullable: true }))),
  };
}
