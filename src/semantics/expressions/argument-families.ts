import type { BoundExpr } from '../bound/statement.ts';
import type { StaticFamily } from '../static-types.ts';
import { canBe, describeType, invalidType } from '../static-types.ts';

const NUMBER: readonly StaticFamily[] = ['number'];
const STRING: readonly StaticFamily[] = ['string'];
const TEXT: readonly StaticFamily[] = ['string', 'bytes'];
const PATH: readonly StaticFamily[] = ['path'];
const ELEMENT: readonly StaticFamily[] = ['node', 'edge'];
const EDGE: readonly StaticFamily[] = ['edge'];
const LIST: readonly StaticFamily[] = ['list'];
const QUANTITY: readonly StaticFamily[] = ['number', 'year-month duration', 'day-time duration'];

/**
 * What the first argument of a function has to be, where a wrong type is certain to fail: then it
 * fails before the query runs, even over no rows. Functions that convert are not listed.
 */
const FIRST_ARGUMENT: Readonly<Record<string, readonly StaticFamily[] | undefined>> = {
  SIZE: ['list', 'string'],
  CARDINALITY: ['list', 'record', 'path', 'table'],
  PATH_LENGTH: PATH,
  ELEMENTS: PATH,
  NODES: PATH,
  EDGES: PATH,
  ELEMENT_ID: ELEMENT,
  LABELS: ELEMENT,
  TYPE: EDGE,
  START_NODE: EDGE,
  END_NODE: EDGE,
  HEAD: LIST,
  LAST: LIST,
  TAIL: LIST,
  LIST_LENGTH: LIST,
  CHAR_LENGTH: STRING,
  UPPER: STRING,
  LOWER: STRING,
  LEFT: TEXT,
  RIGHT: TEXT,
  ABS: QUANTITY,
  FLOOR: NUMBER,
  CEIL: NUMBER,
  SQRT: NUMBER,
  EXP: NUMBER,
  LN: NUMBER,
  LOG10: NUMBER,
  SUM: QUANTITY,
  AVG: QUANTITY,
  STDDEV_SAMP: NUMBER,
  STDDEV_POP: NUMBER,
  PERCENTILE_CONT: QUANTITY,
};

/** 22G03 where the first argument cannot be what the function takes. */
export function checkFirstArgument(name: string, operand: BoundExpr | undefined): void {
  const takes = FIRST_ARGUMENT[name];
  if (takes === undefined || operand?.span === undefined) return;
  if (canBe(operand.type, ...takes)) return;
  const message = `${name} does not take ${describeType(operand.type)}`;
  throw invalidType(message, operand.span, `it takes one of: ${takes.join(', ')}`);
}
