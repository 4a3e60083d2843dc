import { isNumericType } from '../../values/subtype.ts';
import type { ValueType } from '../../values/type.ts';
import { ANY, BOOL, DECIMAL, FLOAT, INT, STRING } from '../../values/type.ts';
import type { FunctionSignature, ResultType } from './signature.ts';
import { listOf, numericLikeFirst, sameAsFirst, signature } from './signature.ts';

/** Durations add up to durations, numbers to their kind. */
const summed: ResultType = (types) => {
  const [type = ANY] = types;
  return isDurationType(type) ? type : numericLikeFirst(types);
};

/** Exact numbers have an exact average. */
const averaged: ResultType = ([type = ANY]) => {
  if (isDurationType(type)) return type;
  if (!isNumericType(type)) return ANY;
  return type.kind === 'float' ? FLOAT : DECIMAL;
};

function isDurationType(type: ValueType): boolean {
  return type.kind === 'simple' && type.name.startsWith('DURATION');
}

interface Parts {
  readonly description: string;
  readonly result: ValueType | ResultType;
  readonly aliases?: readonly string[];
  readonly iso?: boolean;
}

function aggregate(usage: string, parts: Parts): FunctionSignature {
  const name = usage.slice(0, usage.indexOf('('));
  return signature(name, { ...parts, usage, kind: 'aggregate', strict: false });
}

/** ISO/IEC 39075, 20.9. Nulls are dropped; each takes DISTINCT in front of its first argument. */
export const AGGREGATE_SIGNATURES: readonly FunctionSignature[] = [
  aggregate('COUNT(value)', { description: 'how many; COUNT(*) rows', result: INT, iso: true }),
  aggregate('SUM(number)', {
    description: 'the sum of numbers or durations, null of none',
    result: summed,
    iso: true,
  }),
  aggregate('AVG(number)', {
    description: 'the average of numbers or durations, null of none',
    aliases: ['AVERAGE'],
    result: averaged,
    iso: true,
  }),
  aggregate('MIN(value)', { description: 'the least', result: sameAsFirst, iso: true }),
  aggregate('MAX(value)', { description: 'the greatest', result: sameAsFirst, iso: true }),
  aggregate('COLLECT_LIST(value)', {
    description: 'all as a list',
    aliases: ['COLLECT', 'ARRAY_AGG'],
    result: ([type = ANY]) => listOf(type),
    iso: true,
  }),
  aggregate('STDDEV_SAMP(number)', {
    description: 'the standard deviation of a sample',
    aliases: ['STDDEV', 'STDEV'],
    result: FLOAT,
    iso: true,
  }),
  aggregate('STDDEV_POP(number)', {
    description: 'the standard deviation of all',
    aliases: ['STDDEVP', 'STDEVP'],
    result: FLOAT,
    iso: true,
  }),
  aggregate('VAR_SAMP(number)', {
    description: 'the variance of a sample',
    aliases: ['VARIANCE'],
    result: FLOAT,
  }),
  aggregate('VAR_POP(number)', { description: 'the variance of all', result: FLOAT }),
  aggregate('PERCENTILE_CONT(number, fraction)', {
    description: 'the value at a fraction of the order, interpolated',
    aliases: ['PERCENTILECONT'],
    result: averaged,
    iso: true,
  }),
  aggregate('PERCENTILE_DISC(number, fraction)', {
    description: 'the first value at or past a fraction of the order',
    aliases: ['PERCENTILEDISC'],
    result: sameAsFirst,
    iso: true,
  }),
  aggregate('STRING_AGG(string [, separator])', {
    description: 'the strings as one, with a separator between',
    aliases: ['GROUP_CONCAT', 'LISTAGG'],
    result: STRING,
  }),
  aggregate('BOOL_AND(condition)', {
    description: 'whether all are true',
    aliases: ['EVERY'],
    result: BOOL,
  }),
  aggregate('BOOL_OR(condition)', { description: 'whether one is true', result: BOOL }),
  regression('COVAR_POP', 'the covariance of all'),
  regression('COVAR_SAMP', 'the covariance of a sample'),
  regression('CORR', 'the correlation'),
  regression('REGR_SLOPE', 'the slope of the regression line'),
  regression('REGR_INTERCEPT', 'where the regression line meets the y axis'),
  regression('REGR_R2', 'the coefficient of determination'),
  regression('REGR_COUNT', 'how many pairs without null', INT),
  regression('REGR_SXX', 'the sum of squares of x'),
  regression('REGR_SYY', 'the sum of squares of y'),
  regression('REGR_SXY', 'the sum of products'),
  regression('REGR_AVGX', 'the average of x'),
  regression('REGR_AVGY', 'the average of y'),
];

/** As in SQL the dependent y comes first. */
function regression(
  name: string,
  description: string,
  result: ValueType = FLOAT,
): FunctionSignature {
  return aggregate(`${name}(y, x)`, { description, result });
}
