import type { ExtensionOperator } from '../../syntax/ast/expression.ts';
import type { StaticFamily } from '../static-types.ts';

/** A function that an operator stands for. No families listed: the operand may be anything. */
export interface OperatorCall {
  readonly name: string;
  readonly left: readonly StaticFamily[];
  readonly right: readonly StaticFamily[];
  readonly result: 'truth' | 'either' | 'any';
}

const textTest = (name: string): OperatorCall => ({
  name,
  left: ['string'],
  right: ['string'],
  result: 'truth',
});

/** By operator; `%` and the rest of arithmetic are kinds of expressions of their own. */
export const operatorCalls: Readonly<Record<Exclude<ExtensionOperator, '%'> | '||', OperatorCall>> =
  {
    '||': {
      name: 'CONCATENATE',
      left: ['string', 'bytes', 'list', 'path'],
      right: ['string', 'bytes', 'list', 'path'],
      result: 'either',
    },
    '^': { name: 'POWER', left: ['number'], right: ['number'], result: 'any' },
    IN: { name: 'IN', left: [], right: ['list'], result: 'truth' },
    LIKE: textTest('LIKE'),
    CONTAINS: { name: 'CONTAINS', left: ['string', 'list'], right: [], result: 'truth' },
    'STARTS WITH': textTest('STARTS_WITH'),
    'ENDS WITH': textTest('ENDS_WITH'),
    '=~': textTest('REGEX_MATCH'),
  };
