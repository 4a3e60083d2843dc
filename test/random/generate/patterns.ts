import type { Generator } from './generator.ts';
import { conditionText } from './expressions.ts';
import type { Name } from './names.ts';
import type { Names } from './names.ts';
import { PathBuilder } from './path-builder.ts';

export interface MatchLimits {
  readonly paths: number;
  readonly edges: number;
  /** In a query inside an expression: short, without selectors. */
  readonly inner?: boolean;
}

export interface MatchDraft {
  /** What stands behind MATCH. */
  readonly text: string;
  /** What may be used behind it. */
  readonly names: Names;
}

/** A graph pattern over the names of the rows before. */
export function matchText(g: Generator, before: Names, limits: MatchLimits): MatchDraft {
  const { dice } = g;
  if (limits.inner !== true && dice.chance(0.12)) {
    return undetermined({ ...g, matchMode: g.sessionMode }, before);
  }
  const mode = matchMode(g);
  const inside: Generator = { ...g, matchMode: mode.mode };
  let known = before;
  let reusable: readonly Name[] = before.of('node');
  const paths: string[] = [];
  const keep = limits.inner !== true && dice.chance(0.06) ? determinedPrefix(g) : '';
  const count = dice.chance(0.3) ? dice.between(1, limits.paths) : 1;
  for (let i = 0; i < count; i++) {
    const prefix = limits.inner === true || keep !== '' ? '' : determinedPrefix(g);
    const builder = new PathBuilder(inside, {
      known,
      rows: before,
      reusable,
      prefix: prefix + keep,
    });
    const edges = dice.between(i === 0 ? 0 : 1, limits.edges);
    const path = builder.path(edges);
    const variable = dice.chance(0.25) && limits.inner !== true ? g.counter.fresh('p') : undefined;
    paths.push(`${variable === undefined ? '' : `${variable} = `}${prefix}${path.text}`);
    known = known.with(...path.declared);
    if (variable !== undefined) known = known.with({ name: variable, kind: 'path' });
    reusable = [...reusable, ...path.reusable];
  }
  const kept = keep === '' ? '' : ` KEEP ${keep.trim()}`;
  const where = dice.chance(0.18) ? ` WHERE ${conditionText(g, known)}` : '';
  const visible =
    limits.inner !== true && dice.chance(0.05) ? yielded(g, before, known) : undefined;
  return {
    text: `${mode.text}${paths.join(', ')}${kept}${where}${visible?.text ?? ''}`,
    names: visible?.names ?? known,
  };
}

/** YIELD keeps some of the new names. */
function yielded(
  { dice }: Generator,
  before: Names,
  after: Names,
): { readonly text: string; readonly names: Names } | undefined {
  const isOld = ({ name }: Name): boolean => before.all.some((old) => old.name === name);
  const kept = dice.some(
    after.all.filter((name) => !isOld(name)),
    0.6,
  );
  if (kept.length === 0) return undefined;
  return {
    text: ` YIELD ${kept.map(({ name }) => name).join(', ')}`,
    names: before.with(...kept),
  };
}

function matchMode({ dice, sessionMode: mode }: Generator): {
  readonly text: string;
  readonly mode: Generator['matchMode'];
} {
  return dice.weighted([
    [6, () => ({ text: '', mode })],
    [1, () => ({ text: 'REPEATABLE ELEMENTS ', mode: 'REPEATABLE ELEMENTS' as const })],
    [1, () => ({ text: 'DIFFERENT EDGES ', mode: 'DIFFERENT EDGES' as const })],
  ]);
}

/** Prefixes that leave no choice. */
function determinedPrefix({ dice }: Generator): string {
  const mode = (): string => dice.pick(['WALK', 'TRAIL', 'ACYCLIC', 'SIMPLE']);
  return dice.weighted([
    [10, () => ''],
    [3, () => `${mode()} `],
    [1, () => `ALL ${mode()} `],
    [1.5, () => `ALL SHORTEST ${dice.chance(0.5) ? '' : `${mode()} `}`],
    [1, () => `SHORTEST ${dice.between(1, 2)} ${dice.chance(0.5) ? '' : `${mode()} `}GROUPS `],
  ]);
}

/**
 * One path by a selector that may choose: what is determined is how many paths there are between
 * two nodes and, for SHORTEST, how long they are. Nothing else of the path is used afterwards.
 */
function undetermined(g: Generator, before: Names): MatchDraft {
  const { dice } = g;
  const k = dice.between(1, 3);
  const selector = dice.pick(['ANY', `ANY ${k}`, 'ANY SHORTEST', `SHORTEST ${k}`]);
  const mode = dice.chance(0.5) ? '' : ` ${dice.pick(['WALK', 'TRAIL', 'ACYCLIC', 'SIMPLE'])}`;
  const prefix = `${selector}${mode} `;
  const builder = new PathBuilder(g, {
    known: before,
    rows: before,
    reusable: before.of('node'),
    prefix,
  });
  const path = builder.path(dice.between(1, 3));
  const variable = g.counter.fresh('p');
  const known = before.with(
    ...path.ends,
    ...(selector.includes('SHORTEST') ? [{ name: variable, kind: 'path length' as const }] : []),
  );
  const where = dice.chance(0.18) ? ` WHERE ${conditionText(g, known)}` : '';
  return { text: `${variable} = ${prefix}${path.text}${where}`, names: known };
}
