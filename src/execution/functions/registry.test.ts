import { describe, expect, it } from 'vitest';
import {
  describeArity,
  findFunction,
  findOperator,
  functionSignatures,
  suggestFunction,
} from '../../semantics/function-signatures.ts';
import { aggregateFunctions, findAggregate } from './aggregates.ts';
import { findImplementation, scalarFunctions } from './registry.ts';

const scalarNames = functionSignatures
  .filter(({ kind }) => kind !== 'aggregate')
  .map(({ name }) => name);
const aggregateNames = functionSignatures
  .filter(({ kind }) => kind === 'aggregate')
  .map(({ name }) => name);

describe('signatures and implementations', () => {
  it('are the same functions', () => {
    expect(scalarFunctions.map(({ name }) => name).sort()).toEqual([...scalarNames].sort());
    expect(aggregateFunctions.map(({ name }) => name).sort()).toEqual([...aggregateNames].sort());
  });

  it('have unique names and aliases', () => {
    const names = functionSignatures.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are found by canonical name', () => {
    expect(findImplementation('UPPER')?.name).toBe('UPPER');
    expect(findImplementation('upper')).toBeUndefined();
    expect(findAggregate('SUM')?.name).toBe('SUM');
    expect(findAggregate('UPPER')).toBeUndefined();
  });
});

describe('findFunction', () => {
  it.each([
    ['upper', 'UPPER'],
    ['ToUpper', 'UPPER'],
    ['collect', 'COLLECT_LIST'],
    ['now', 'CURRENT_TIMESTAMP'],
    ['relationships', 'EDGES'],
    ['||', undefined],
    ['nope', undefined],
    ['constructor', undefined],
  ])('%s is %s', (name, expected) => {
    expect(findFunction(name)?.name).toBe(expected);
  });

  it('leaves operators to findOperator', () => {
    expect(findOperator('TRIM LEADING')?.kind).toBe('operator');
    expect(findOperator('UPPER')).toBeUndefined();
  });
});

describe('signatures', () => {
  it.each([
    ['UPPER', '1'],
    ['LOG', '1 or 2'],
    ['SUBSTRING', '2 or 3'],
    ['CONCAT', 'at least 1'],
    ['PI', '0'],
    ['DATE', '0 or 1'],
    ['PERCENTILE_CONT', '2'],
    ['NULLIF', '2'],
  ])('%s takes %s', (name, expected) => {
    const entry = findFunction(name);
    expect(entry && describeArity(entry)).toBe(expected);
  });

  it('suggest the nearest name', () => {
    expect(suggestFunction('uper')).toBe('UPPER');
    expect(suggestFunction('substrng')).toBe('SUBSTRING');
    expect(suggestFunction('frobnicate')).toBeUndefined();
  });

  it('give a type for every number of arguments', () => {
    for (const entry of functionSignatures) {
      const most = Math.min(entry.maxArguments, entry.minArguments + 2);
      for (let count = entry.minArguments; count <= most; count++) {
        const types = Array.from({ length: count }, () => ({ kind: 'any' }) as const);
        expect(entry.resultType(types).kind, entry.name).toBeTypeOf('string');
      }
    }
  });
});
