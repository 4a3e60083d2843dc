import { describe, expect, it } from 'vitest';
import type { LogicalExpr } from './plan/operator.ts';
import { ANY, BOOL, NODE } from '../values/type.ts';
import { Cardinality } from './cardinality.ts';
import { benchGraph } from './testing/bench-graph.ts';
import { stubReader } from './testing/stub-reader.ts';

const person = { kind: 'label', name: 'Person' } as const;
const city = { kind: 'label', name: 'City' } as const;
const follows = { kind: 'label', name: 'FOLLOWS' } as const;
const livesIn = { kind: 'label', name: 'LIVES_IN' } as const;

const property = (name: string): LogicalExpr => ({
  kind: 'property',
  object: { kind: 'variable', variable: 0, type: NODE },
  name,
  type: ANY,
});
const number = (value: number): LogicalExpr => ({ kind: 'constant', value, type: ANY });
const compare = (operator: '=' | '<' | '>=' | '<>', left: LogicalExpr, right: LogicalExpr) =>
  ({ kind: 'compare', operator, left, right, type: BOOL }) as const;

describe('Cardinality', () => {
  const cardinality = new Cardinality(stubReader(benchGraph));
  const labelsOf = () => ({ labels: person });
  const selectivity = (expr: LogicalExpr) => cardinality.selectivity(expr, labelsOf);

  it('counts nodes and average degrees', () => {
    expect(cardinality.nodes(person)).toBe(10_000);
    expect(cardinality.degree(person, follows, undefined, ['out']).all).toBe(23.9);
    expect(cardinality.degree(person, undefined, city, ['out'])).toEqual({
      all: 27.4,
      matching: 1,
    });
    expect(cardinality.degree(city, livesIn, person, ['in']).matching).toBeCloseTo(1.4, 1);
  });

  it('takes an equality for one of the distinct values', () => {
    expect(selectivity(compare('=', property('gender'), number(1)))).toBe(0.5);
    const lower: LogicalExpr = {
      kind: 'call',
      name: 'LOWER',
      arguments: [property('gender')],
      type: ANY,
    };
    expect(selectivity(compare('=', lower, number(1)))).toBe(0.5);
  });

  it('interpolates ranges between the bounds', () => {
    expect(selectivity(compare('<', property('age'), number(24)))).toBe(0);
    expect(selectivity(compare('>=', property('age'), number(39.5)))).toBe(0.5);
  });

  it('combines conditions', () => {
    const half = compare('=', property('gender'), number(1));
    expect(selectivity({ kind: 'and', left: half, right: half, type: BOOL })).toBe(0.25);
    expect(selectivity({ kind: 'or', left: half, right: half, type: BOOL })).toBe(0.75);
    expect(selectivity({ kind: 'not', operand: half, type: BOOL })).toBe(0.5);
  });

  it('divides by nothing on an empty graph', () => {
    const empty = new Cardinality(stubReader({ nodes: [], edges: [] }));
    expect(empty.degree(person, follows, person, ['out', 'in'])).toEqual({ all: 0, matching: 0 });
    expect(empty.equality(person, 'id')).toBe(1);
    expect(empty.share(person)).toBe(1);
  });
});
