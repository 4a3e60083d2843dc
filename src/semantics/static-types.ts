import type { Span } from '../base/errors.ts';
import { GqlError } from '../base/errors.ts';
import type { Family } from '../values/family.ts';
import { commonSupertype, isNumericType, nullable } from '../values/subtype.ts';
import type { SimpleTypeName, ValueType } from '../values/type.ts';
import { ANY, ANY_RECORD, DECIMAL, FLOAT, INT, NULL_TYPE } from '../values/type.ts';
import type { BoundExpr } from './bound/statement.ts';

/** What is known of a value before the run: its family of types, or undefined. */
export type StaticFamily = Family | 'graph' | 'table';

const SIMPLE_FAMILIES: Readonly<Record<SimpleTypeName, StaticFamily>> = {
  BOOL: 'boolean',
  DATE: 'date',
  'LOCAL TIME': 'local time',
  'ZONED TIME': 'zoned time',
  'LOCAL DATETIME': 'local datetime',
  'ZONED DATETIME': 'zoned datetime',
  'DURATION YEAR TO MONTH': 'year-month duration',
  'DURATION DAY TO SECOND': 'day-time duration',
  PATH: 'path',
  NULL: 'null',
  NOTHING: 'null',
};

export function staticFamily(type: ValueType): StaticFamily | undefined {
  switch (type.kind) {
    case 'any':
      return undefined;
    case 'simple':
      return SIMPLE_FAMILIES[type.name];
    case 'integer':
    case 'decimal':
    case 'float':
      return 'number';
    case 'union':
      return commonFamily(type.members);
    default:
      return type.kind;
  }
}

function commonFamily(types: readonly ValueType[]): StaticFamily | undefined {
  const families = new Set(types.map(staticFamily));
  families.delete('null');
  return families.size === 1 ? [...families][0] : undefined;
}

/** For messages: what an expression is, with an article. */
export function describeType(type: ValueType): string {
  const family = staticFamily(type);
  if (family === undefined) return 'a value of unknown type';
  if (family === 'null') return 'null';
  if (family === 'bytes') return 'a byte string';
  if (type.kind === 'list' && type.group === true) {
    return `the list of a group variable's ${describeElements(type.element)}`;
  }
  return `${family === 'edge' ? 'an' : 'a'} ${family}`;
}

function describeElements(type: ValueType): string {
  const family = staticFamily(type);
  return family === undefined ? 'values' : `${family}s`;
}

/** Whether a value of the type can be of one of the families; null always can. */
export function canBe(type: ValueType, ...families: readonly StaticFamily[]): boolean {
  if (type.kind === 'union') return type.members.some((member) => canBe(member, ...families));
  const family = staticFamily(type);
  return family === undefined || family === 'null' || families.includes(family);
}

/** 22G03 where an expression cannot be the truth value that `place` wants. */
export function requireBoolean(expression: BoundExpr, place: string, span: Span): BoundExpr {
  if (canBe(expression.type, 'boolean')) return expression;
  throw new GqlError(
    '22G03',
    `${place} needs a truth value, not ${describeType(expression.type)}`,
    {
      span,
    },
  );
}

export function invalidType(message: string, span: Span, hint?: string): GqlError {
  return new GqlError('22G03', message, { span, hint });
}

/**
 * The type of a value that comes from any of several places. ANY where the representations differ,
 * because a static type is also what compiled code relies on.
 */
export function commonType(types: readonly ValueType[]): ValueType {
  let result: ValueType = NULL_TYPE;
  for (const type of types) result = commonOfTwo(result, type);
  return result;
}

function commonOfTwo(left: ValueType, right: ValueType): ValueType {
  if (left === right) return left;
  if (isNullType(left)) return nullable(right);
  if (isNullType(right)) return nullable(left);
  if (left.kind !== right.kind) return ANY;
  switch (left.kind) {
    case 'integer':
      return commonSupertype(left, right);
    case 'decimal':
      return DECIMAL;
    case 'list':
      return right.kind === 'list'
        ? { kind: 'list', element: commonOfTwo(left.element, right.element) }
        : ANY;
    case 'record':
      return ANY_RECORD;
    case 'simple':
      return right.kind === 'simple' && right.name === left.name
        ? { kind: 'simple', name: left.name }
        : ANY;
    case 'float':
      return right.kind === 'float' && right.bits === left.bits ? left : FLOAT;
    case 'string':
    case 'bytes':
    case 'node':
    case 'edge':
    case 'graph':
      return { kind: left.kind };
    default:
      return ANY;
  }
}

function isNullType(type: ValueType): boolean {
  return type.kind === 'simple' && (type.name === 'NULL' || type.name === 'NOTHING');
}

const INSTANTS: ReadonlySet<StaticFamily> = new Set<StaticFamily>([
  'date',
  'local time',
  'zoned time',
  'local datetime',
  'zoned datetime',
]);

const DURATIONS: ReadonlySet<StaticFamily> = new Set<StaticFamily>([
  'year-month duration',
  'day-time duration',
]);

export type ArithmeticSign = '+' | '-' | '*' | '/' | '%';

/** The type of an arithmetic operation (20.21–20.28), ANY where only the run can tell. */
export function arithmeticType(
  operator: ArithmeticSign,
  left: ValueType,
  right: ValueType,
): ValueType {
  if (isNumericType(left) && isNumericType(right)) return numberResult(left, right);
  const [a, b] = [staticFamily(left), staticFamily(right)];
  if (a === undefined || b === undefined) return ANY;
  const additive = operator === '+' || operator === '-';
  if (additive && DURATIONS.has(b) && (INSTANTS.has(a) || a === b)) return nullable(left);
  if (operator === '+' && DURATIONS.has(a) && INSTANTS.has(b)) return nullable(right);
  const scaling = operator === '*' || operator === '/';
  if (scaling && DURATIONS.has(a) && b === 'number') return nullable(left);
  if (operator === '*' && a === 'number' && DURATIONS.has(b)) return nullable(right);
  return ANY;
}

function numberResult(left: ValueType, right: ValueType): ValueType {
  if (left.kind === 'float' || right.kind === 'float') return FLOAT;
  if (left.kind !== 'integer' || right.kind !== 'integer') return DECIMAL;
  // The run computes in INT64, and past it only where an operand is beyond it already.
  return left.bits <= 64 && right.bits <= 64 ? INT : commonSupertype(left, right);
}

/** Families that no arithmetic takes on either side. */
const NOT_ARITHMETIC: ReadonlySet<StaticFamily> = new Set<StaticFamily>([
  'boolean',
  'bytes',
  'record',
  'node',
  'edge',
  'path',
  'graph',
  'table',
]);

/** 22G12 where no value of the two types can be combined; null and unknown types always may. */
export function checkArithmetic(
  operator: ArithmeticSign,
  left: BoundExpr,
  right: BoundExpr,
  span: Span,
): void {
  const [a, b] = [staticFamily(left.type), staticFamily(right.type)];
  const hopeless =
    (a !== undefined && NOT_ARITHMETIC.has(a)) ||
    (b !== undefined && NOT_ARITHMETIC.has(b)) ||
    (a === 'string' && b === 'number') ||
    (a === 'number' && b === 'string') ||
    (a === 'string' && b === 'string' && operator !== '+');
  if (!hopeless) return;
  const hint =
    operator === '+' && (a === 'string' || b === 'string')
      ? 'strings are joined by ||; CAST(x AS STRING) makes a string of another value'
      : undefined;
  const message = `${describeType(left.type)} ${operator} ${describeType(right.type)} is undefined`;
  throw new GqlError('22G12', message, { span, hint });
}

export function listOf(element: ValueType): ValueType {
  return { kind: 'list', element };
}

/** Whether it is the list of a group variable's bindings, which aggregates horizontally. */
export function isGroupList(
  type: ValueType,
): type is Extract<ValueType, { readonly kind: 'list' }> {
  return type.kind === 'list' && type.group === true;
}
