import { toDouble } from '../../values/compare-numbers.ts';
import { divisionByZero, outOfRange } from '../../values/data-error.ts';
import { Float } from '../../values/value.ts';
import { numberArgument } from './arguments.ts';
import { finite } from './numeric.ts';
import type { ScalarFunction } from './scalar.ts';
import { binary, unary } from './scalar.ts';

/** GF02 (ISO/IEC 39075, 20.22). All give floats. */
export const TRIGONOMETRIC_FUNCTIONS: readonly ScalarFunction[] = [
  real('SIN', Math.sin),
  real('COS', Math.cos),
  real('TAN', Math.tan),
  real('COT', cotangent),
  real('SINH', Math.sinh),
  real('COSH', Math.cosh),
  real('TANH', Math.tanh),
  real('ASIN', (x) => Math.asin(withinOne('ASIN', x))),
  real('ACOS', (x) => Math.acos(withinOne('ACOS', x))),
  real('ATAN', Math.atan),
  binary('ATAN2', (y, x) => {
    const opposite = toDouble(numberArgument('ATAN2', y));
    return new Float(Math.atan2(opposite, toDouble(numberArgument('ATAN2', x))));
  }),
  real('DEGREES', (x) => (x * 180) / Math.PI),
  real('RADIANS', (x) => (x * Math.PI) / 180),
  { name: 'PI', apply: () => new Float(Math.PI) },
  { name: 'E', apply: () => new Float(Math.E) },
];

function real(name: string, compute: (x: number) => number): ScalarFunction {
  return unary(name, (value) =>
    finite(name, value, compute(toDouble(numberArgument(name, value)))),
  );
}

function cotangent(x: number): number {
  const tangent = Math.tan(x);
  if (tangent === 0) throw divisionByZero();
  return 1 / tangent;
}

function withinOne(name: string, x: number): number {
  if (Math.abs(x) > 1) throw outOfRange(`${name} takes numbers from -1 to 1 only`);
  return x;
}
