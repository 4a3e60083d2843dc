import { describe, expect, it, test } from 'vitest';
import { Scope, visible } from './scope.ts';

const SPAN = { start: 3, end: 7 };
const people = Scope.empty.with([
  ['friend', visible(1)],
  ['Person', visible(2)],
]);

describe('scopes', () => {
  test('an extension hides nothing of what it was made from', () => {
    const more = people.with([['x', visible(3)]]);
    expect(more.variable('friend', SPAN)).toBe(1);
    expect(people.sees('x')).toBe(false);
  });

  test('a local scope lies over its outer one', () => {
    const inner = people.local([['friend', visible(9)]]);
    expect(inner.variable('friend', SPAN)).toBe(9);
    expect(inner.variable('Person', SPAN)).toBe(2);
    expect(inner.columns().map(([name]) => name)).toEqual(['friend']);
  });

  test('a subquery notes what it takes from outside, through all levels', () => {
    const [outer, inner] = [new Set<number>(), new Set<number>()];
    const nested = people
      .subquery(outer)
      .with([['own', visible(5)]])
      .subquery(inner);
    nested.variable('friend', SPAN);
    nested.variable('own', SPAN);
    expect([...inner]).toEqual([1, 5]);
    expect([...outer]).toEqual([1]);
  });

  test('looking whether a name is free is no use of it', () => {
    const captured = new Set<number>();
    expect(people.subquery(captured).sees('friend')).toBe(true);
    expect([...captured]).toEqual([]);
  });

  test('blocked names say why and are free to be bound', () => {
    const scope = people.local([['friend', { kind: 'blocked', reason: 'is away', hint: 'wait' }]]);
    expect(() => scope.variable('friend', SPAN)).toThrow('"friend" is away');
    expect(scope.sees('friend')).toBe(false);
  });
});

describe('unknown names', () => {
  it.each([
    ['fried', 'unknown variable "fried"; did you mean "friend"?', undefined],
    ['person', 'unknown variable "person"; did you mean "Person"?', undefined],
    [
      'city',
      'unknown variable "city"',
      'the variables here are friend, Person; ' +
        "a property is friend.city, a text stands in quotes: 'city'",
    ],
  ])('%s', (name, message, hint) => {
    const error = people.unknown(name, SPAN);
    expect([error.gqlstatus, error.message, error.hint]).toEqual(['42002', message, hint]);
    expect(error.span).toEqual(SPAN);
  });

  test('short names are near everything, so none is suggested', () => {
    const error = Scope.empty.with([['a', visible(0)]]).unknown('b', SPAN);
    expect(error.message).toBe('unknown variable "b"');
  });

  test('a long list is cut', () => {
    const many = Array.from({ length: 20 }, (_, i) => [`column${i}`, visible(i)] as const);
    const { hint } = Scope.empty.with(many).unknown('x', SPAN);
    expect(hint).toMatch(/column7 and 12 more;/u);
    const unnamed = Scope.empty.with([['p.name', visible(1)]]);
    expect(unnamed.unknown('name', SPAN).hint).toBe('name the column: p.name AS name');
    expect(Scope.empty.unknown('x', SPAN).hint).toBe('no variable is bound here');
  });
});
