import { FLOAT, INT } from '../../values/type.ts';
import type { FunctionSignature } from './signature.ts';
import { commonNumber, numericLikeFirst, sameAsFirst, signature } from './signature.ts';

/** GF01–GF03 (ISO/IEC 39075, 20.22) and what GraphLite and Cypher have besides. */
export const NUMERIC_SIGNATURES: readonly FunctionSignature[] = [
  signature('ABS', {
    usage: 'ABS(number)',
    description: 'the number or duration without its sign',
    result: sameAsFirst,
    iso: true,
  }),
  signature('MOD', {
    usage: 'MOD(dividend, divisor)',
    description: 'the remainder, with the sign of the dividend',
    result: commonNumber,
    iso: true,
  }),
  signature('FLOOR', {
    usage: 'FLOOR(number)',
    description: 'the largest whole number that is not greater',
    result: numericLikeFirst,
    iso: true,
  }),
  signature('CEIL', {
    usage: 'CEIL(number)',
    description: 'the smallest whole number that is not less',
    aliases: ['CEILING'],
    result: numericLikeFirst,
    iso: true,
  }),
  signature('ROUND', {
    usage: 'ROUND(number [, digits])',
    description: 'rounded to decimal digits (0 unless given), half away from zero',
    result: numericLikeFirst,
  }),
  signature('TRUNCATE', {
    usage: 'TRUNCATE(number [, digits])',
    description: 'cut off after decimal digits (0 unless given)',
    aliases: ['TRUNC'],
    result: numericLikeFirst,
  }),
  signature('SIGN', { usage: 'SIGN(number)', description: '−1, 0 or 1', result: INT }),
  float('SQRT', 'the square root', true),
  signature('POWER', {
    usage: 'POWER(base, exponent)',
    description: 'the base raised to the exponent',
    aliases: ['POW'],
    result: FLOAT,
    iso: true,
  }),
  float('EXP', 'e raised to the number', true),
  float('LN', 'the natural logarithm', true),
  signature('LOG', {
    usage: 'LOG(base [, number])',
    description: 'the logarithm to a base; of one argument the natural one (extension)',
    result: FLOAT,
    iso: true,
    isoMinArguments: 2,
  }),
  float('LOG10', 'the logarithm to base 10', true),
  float('LOG2', 'the logarithm to base 2', false),
  float('SIN', 'the sine of radians', true),
  float('COS', 'the cosine of radians', true),
  float('TAN', 'the tangent of radians', true),
  float('COT', 'the cotangent of radians', true),
  float('SINH', 'the hyperbolic sine', true),
  float('COSH', 'the hyperbolic cosine', true),
  float('TANH', 'the hyperbolic tangent', true),
  float('ASIN', 'the arcsine in radians', true),
  float('ACOS', 'the arccosine in radians', true),
  float('ATAN', 'the arctangent in radians', true),
  signature('ATAN2', {
    usage: 'ATAN2(y, x)',
    description: 'the angle of the point in radians',
    result: FLOAT,
  }),
  float('DEGREES', 'radians in degrees', true),
  float('RADIANS', 'degrees in radians', true),
  signature('PI', { usage: 'PI()', description: 'the number π', result: FLOAT }),
  signature('E', { usage: 'E()', description: "Euler's number", result: FLOAT }),
  signature('RANDOM', {
    usage: 'RANDOM()',
    description: 'a number from 0 up to but not including 1',
    aliases: ['RAND'],
    result: FLOAT,
    deterministic: false,
  }),
  signature('GREATEST', {
    usage: 'GREATEST(value, …)',
    description: 'the greatest of the values',
    result: sameAsFirst,
  }),
  signature('LEAST', {
    usage: 'LEAST(value, …)',
    description: 'the least of the values',
    result: sameAsFirst,
  }),
  signature('^', {
    usage: '(base, exponent)',
    description: 'the base raised to the exponent',
    result: FLOAT,
    kind: 'operator',
  }),
];

function float(name: string, description: string, iso: boolean): FunctionSignature {
  return signature(name, { usage: `${name}(number)`, description, result: FLOAT, iso });
}
