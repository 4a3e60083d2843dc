import type { Dice } from '../dice.ts';
import { EDGE_LABELS, NODE_LABELS } from '../graph-spec.ts';
import { anyText, dateText, numberText } from './expressions.ts';
import type { Generator } from './generator.ts';
import { newGenerator } from './generator.ts';
import { Names } from './names.ts';
import { matchText } from './patterns.ts';
import type { Clauses } from './queries.ts';
import { clausesText } from './queries.ts';
import { returnText } from './returns.ts';

/**
 * A query that writes: clauses that read, one or two updates, sometimes more reading and a RETURN
 * behind.
 */
export function randomUpdate(dice: Dice, matchMode: Generator['matchMode']): string {
  const g = { ...newGenerator(dice, matchMode), depth: 1 };
  const start = clausesBefore(g);
  const clauses = [...start.clauses];
  let { names } = start;
  let deleted = false;
  for (let i = dice.between(1, 2); i > 0 && !deleted; i--) {
    const next = update(g, names);
    clauses.push(next.text);
    ({ names } = next);
    deleted = next.text.includes('DELETE');
  }
  // What was deleted may not be used any more.
  if (deleted) clauses.push('RETURN COUNT(*) AS c');
  else if (dice.chance(0.5)) {
    const seen = dice.chance(0.3) ? readingBehind(g, names, clauses) : names;
    clauses.push(returnText(g, seen, { unsorted: true }).text);
  }
  return clauses.join(' ');
}

/** A MATCH, sometimes with a clause behind, or a list alone. */
function clausesBefore(g: Generator): Clauses {
  const { dice } = g;
  if (dice.chance(0.1)) return { clauses: ['FOR v IN [1, 2]'], names: new Names([LIST_ITEM]) };
  const limits = { paths: 1, edges: dice.between(0, 2), inner: true };
  const match = matchText(g, new Names(), limits);
  const first = `MATCH ${match.text}`;
  if (dice.chance(0.75)) return { clauses: [first], names: match.names };
  const { clauses, names } = clausesText(g, match.names, 1);
  return { clauses: [first, ...clauses], names };
}

const LIST_ITEM = { name: 'v', kind: 'number' } as const;

/** A later MATCH sees what was written. */
function readingBehind(g: Generator, names: Names, clauses: string[]): Names {
  const match = matchText(g, names, { paths: 1, edges: 1, inner: true });
  clauses.push(`MATCH ${match.text}`);
  return match.names;
}

interface Update {
  readonly text: string;
  readonly names: Names;
}

function update(g: Generator, names: Names): Update {
  const { dice } = g;
  const elements = names.of('node', 'edge');
  const nodes = names.of('node');
  return dice.weighted<Update>([
    [elements.length > 0 ? 4 : 0, () => ({ text: setText(g, names), names })],
    [elements.length > 0 ? 2 : 0, () => ({ text: removeText(g, names), names })],
    [3, () => insertText(g, names)],
    [
      elements.length > 0 ? 2 : 0,
      () => {
        const detach = dice.pick(['', 'NODETACH ', 'DETACH ', 'DETACH ']);
        const items = dice.some(elements, 0.6);
        const chosen = items.length === 0 ? [dice.pick(elements)] : items;
        return { text: `${detach}DELETE ${chosen.map(({ name }) => name).join(', ')}`, names };
      },
    ],
    [nodes.length > 0 ? 1 : 0, () => insertText(g, names)],
  ]);
}

function setText(g: Generator, names: Names): string {
  const { dice } = g;
  const items = dice.times(dice.between(1, 2), () => {
    const { name, kind } = dice.pick(names.of('node', 'edge'));
    return dice.weighted([
      [4, () => `${name}.${dice.pick(['y', 'x', 'z'])} = ${numberText(g, names)}`],
      [1, () => `${name}.x = ${anyText(g, names)}`],
      [1, () => `${name}.d = ${dateText(g, names)}`],
      [1, () => `${name}.${dice.pick(['x', 'y'])} = NULL`],
      [1, () => `${name} = {y: ${numberText(g, names)}, z: 1}`],
      [1, () => `${name}:${dice.pick(kind === 'node' ? NODE_LABELS : EDGE_LABELS)}`],
    ]);
  });
  return `SET ${items.join(', ')}`;
}

function removeText({ dice }: Generator, names: Names): string {
  const items = dice.times(dice.between(1, 2), () => {
    const { name, kind } = dice.pick(names.of('node', 'edge'));
    return dice.chance(0.6)
      ? `${name}.${dice.pick(['x', 'y', 's', 'none'])}`
      : `${name}:${dice.pick(kind === 'node' ? NODE_LABELS : EDGE_LABELS)}`;
  });
  return `REMOVE ${items.join(', ')}`;
}

function insertText(g: Generator, names: Names): Update {
  const { dice, counter } = g;
  const added: { name: string; kind: 'node' | 'edge' }[] = [];
  const node = (): string => {
    const known = names.of('node');
    if (known.length > 0 && dice.chance(0.5)) return `(${dice.pick(known).name})`;
    const name = counter.fresh('n');
    added.push({ name, kind: 'node' });
    const labels = dice.some(NODE_LABELS, 0.4);
    const label = labels.length === 0 ? '' : `:${labels.join('&')}`;
    return `(${name}${label} {y: ${numberText(g, names)}, x: ${anyText(g, names)}})`;
  };
  const edge = (): string => {
    const name = counter.fresh('e');
    added.push({ name, kind: 'edge' });
    const inner = `[${name}:${dice.pick(EDGE_LABELS)} {y: ${numberText(g, names)}}]`;
    return dice.pick([`-${inner}->`, `<-${inner}-`, `~${inner}~`]);
  };
  const texts = dice.times(dice.between(1, 2), () =>
    dice.chance(0.3)
      ? `(:${dice.pick(NODE_LABELS)} {y: ${numberText(g, names)}})`
      : `${node()}${edge()}${node()}`,
  );
  return { text: `INSERT ${texts.join(', ')}`, names: names.with(...added) };
}
