import type { BoolCode } from './code.ts';
import { choice, FALSE, negated, TRUE } from './source/text.ts';

/** A truth value from the conditions that it is TRUE and that it is FALSE. */
export function ofConditions(whenTrue: string, whenFalse: string, nullable: boolean): BoolCode {
  const value = nullable ? choice(whenFalse, FALSE, choice(whenTrue, TRUE, 'null')) : whenTrue;
  return { rep: 'bool', whenTrue, whenFalse, value, nullable };
}

/** A truth value that is never null. */
export function certain(condition: string): BoolCode {
  return {
    rep: 'bool',
    whenTrue: condition,
    whenFalse: negated(condition),
    value: condition,
    nullable: false,
  };
}

/** The three forms of an expression that gives `true`, `false` or `null`. */
export function threeForms(value: string): BoolCode {
  return {
    rep: 'bool',
    whenTrue: `${value} === true`,
    whenFalse: `${value} === false`,
    value,
    nullable: true,
  };
}
