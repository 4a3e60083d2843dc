import { unreachable } from '../../../src/base/assert.ts';
import { GqlError } from '../../../src/base/errors.ts';
import type { PathPrefix, PathSelector } from '../../../src/syntax/ast/pattern.ts';
import type { Context } from '../context.ts';
import { emptyScope } from '../context.ts';
import { evaluate } from '../expressions.ts';
import type { Walk } from './modes.ts';

export interface Selector {
  readonly kind: PathSelector;
  /** Paths, or groups of paths of the same length. */
  readonly count: number;
}

/** The selector of a prefix; ALL is none. A count below 1 is 22G0F. */
export function selectorOf(prefix: PathPrefix | undefined, context: Context): Selector | undefined {
  const kind = prefix?.selector;
  if (kind === undefined || kind === 'ALL') return undefined;
  const count = prefix?.count === undefined ? 1 : evaluate(prefix.count, emptyScope, context);
  if (typeof count !== 'number' || count < 1) throw new GqlError('22G0F', 'no number of paths');
  return { kind, count };
}

/**
 * How many repetitions beyond its lower bound an unbounded quantifier can need. Of more repetitions
 * than there are nodes, two end at the same node; without what lies between, the path is a
 * shorter one with the same ends. A path with `count` times that many therefore has `count`
 * shorter ones of different lengths and no selector keeps it. This holds for conditions that look
 * at one repetition only, and the generator makes no others.
 */
export function repetitionsNeeded({ count }: Selector, { graph }: Context): number {
  return count * Math.max(1, graph.nodes.length);
}

/** What a selector keeps of each partition by first and last node (16.6; B.4 point 3). */
export function select<T extends Walk>(paths: readonly T[], selector: Selector): T[] {
  const partitions = new Map<string, T[]>();
  for (const path of paths) {
    const ends = `${path.nodes[0] ?? ''} ${path.nodes.at(-1) ?? ''}`;
    partitions.set(ends, [...(partitions.get(ends) ?? []), path]);
  }
  return [...partitions.values()].flatMap((partition) => selectIn(partition, selector));
}

function selectIn<T extends Walk>(partition: readonly T[], { kind, count }: Selector): T[] {
  const byLength = [...partition].sort((left, right) => left.edges.length - right.edges.length);
  switch (kind) {
    case 'ALL':
      return byLength;
    case 'ANY':
    case 'ANY SHORTEST':
    case 'SHORTEST':
      return byLength.slice(0, count);
    case 'ALL SHORTEST':
    case 'SHORTEST GROUPS': {
      const lengths = [...new Set(byLength.map(({ edges }) => edges.length))].slice(0, count);
      return byLength.filter(({ edges }) => lengths.includes(edges.length));
    }
    default:
      return unreachable(kind);
  }
}
