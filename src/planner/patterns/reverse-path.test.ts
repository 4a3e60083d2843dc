import { describe, expect, it } from 'vitest';
import type { BoundPath } from '../../semantics/bound/pattern.ts';
import { reversePath } from './reverse-path.ts';

const node = (variable: number): BoundPath<never> => ({ kind: 'node', variable });
const chain = (...elements: BoundPath<never>[]): BoundPath<never> => ({
  kind: 'concatenation',
  elements,
});

describe('reversePath', () => {
  const edge = { kind: 'edge', variable: 5, direction: 'right' } as const;
  const loose = { kind: 'edge', variable: 6, direction: 'left or undirected' } as const;

  it('turns order and directions round, inside of quantifiers too', () => {
    const inner = chain(node(1), edge, node(2), loose, node(3));
    const path = chain(
      node(0),
      { kind: 'repeat', expression: inner, lower: 1, groups: [] },
      node(4),
    );
    const turned = chain(
      node(3),
      { ...loose, direction: 'undirected or right' },
      node(2),
      { ...edge, direction: 'left' },
      node(1),
    );
    expect(reversePath(path)).toEqual(
      chain(node(4), { kind: 'repeat', expression: turned, lower: 1, groups: [] }, node(0)),
    );
  });

  it('turned twice is the path again', () => {
    const alternatives = [chain(node(0), edge, node(1)), chain(node(0), loose, node(1))];
    const path: BoundPath<never> = { kind: 'alternation', multiset: true, alternatives };
    expect(reversePath(reversePath(path))).toEqual(path);
  });
});
