import { Temporal } from 'temporal-polyfill';
import type { Span } from '../../base/errors.ts';
import { GqlError } from '../../base/errors.ts';
import type { IntervalField, IntervalQualifier } from '../../values/temporal/parse.ts';
import {
  parseDate,
  parseDatetime,
  parseDuration,
  parseInterval,
  parseTime,
} from '../../values/temporal/parse.ts';
import type { SimpleTypeName } from '../../values/type.ts';
import type { TemporalValue } from '../../values/value.ts';
import { DayTimeDuration, YearMonthDuration, ZonedTime } from '../../values/value.ts';
import type { Literal } from '../ast/expression.ts';
import type { TokenKind } from '../token.ts';
import type { Cursor } from './cursor.ts';
import { literal, parseStringText, withSpan } from './literals.ts';

/** DATE, TIME, DATETIME, TIMESTAMP, DURATION and INTERVAL in front of a string (21.2). */
export function parseTemporalLiteral(c: Cursor): Literal | undefined {
  switch (c.kind) {
    case 'INTERVAL':
      return atText(c, 1) || isSign(c.peek(1)) ? parseIntervalLiteral(c) : undefined;
    case 'LOCAL':
    case 'ZONED':
      return atText(c, 2) ? parseZoneNamed(c) : undefined;
    default: {
      const parse = PARSERS.get(c.kind);
      return parse !== undefined && atText(c, 1) ? parseLiteral(c, parse) : undefined;
    }
  }
}

type TextParser = (text: string) => TemporalValue;

const PARSERS: ReadonlyMap<TokenKind, TextParser> = new Map<TokenKind, TextParser>([
  ['DATE', parseDate],
  ['TIME', parseTime],
  ['DATETIME', parseDatetime],
  ['TIMESTAMP', parseDatetime],
  ['DURATION', parseDuration],
]);

function atText(c: Cursor, distance: number): boolean {
  const kind = c.peek(distance);
  return kind === 'string' || kind === 'quoted text';
}

function isSign(kind: TokenKind): boolean {
  return kind === '-' || kind === '+';
}

function parseLiteral(c: Cursor, parse: TextParser): Literal {
  const start = c.start;
  c.advance();
  const text = parseStringText(c, 'a string');
  const span = c.spanFrom(start);
  return temporalLiteral(
    span,
    withSpan(span, () => parse(text)),
  );
}

function temporalLiteral(span: Span, value: TemporalValue): Literal {
  return literal(span, value, { kind: 'simple', name: typeName(value) });
}

function typeName(value: TemporalValue): SimpleTypeName {
  if (value instanceof Temporal.PlainDate) return 'DATE';
  if (value instanceof Temporal.PlainTime) return 'LOCAL TIME';
  if (value instanceof ZonedTime) return 'ZONED TIME';
  if (value instanceof Temporal.PlainDateTime) return 'LOCAL DATETIME';
  if (value instanceof YearMonthDuration) return 'DURATION YEAR TO MONTH';
  if (value instanceof DayTimeDuration) return 'DURATION DAY TO SECOND';
  return 'ZONED DATETIME';
}

/** Extension: `LOCAL DATETIME '…'`, `ZONED TIME '…'`. ISO lets the text alone decide. */
function parseZoneNamed(c: Cursor): Literal | undefined {
  const start = c.start;
  const zone = c.at('LOCAL') ? 'LOCAL' : 'ZONED';
  const next = c.peek(1);
  const parse = next === 'DATETIME' || next === 'TIME' ? PARSERS.get(next) : undefined;
  if (parse === undefined) return undefined;
  c.advance();
  const found = parseLiteral(c, parse);
  const span = c.spanFrom(start);
  c.extension(
    start,
    `${zone} in front of a literal`,
    `ISO writes ${next} '…', with or without offset.`,
  );
  const named = `${zone} ${next}`;
  if (found.type.kind === 'simple' && found.type.name !== named) {
    throw new GqlError('22007', `the text is a ${found.type.name}, not a ${named}`, { span });
  }
  return { ...found, span };
}

const FIELDS: readonly IntervalField[] = ['YEAR', 'MONTH', 'DAY', 'HOUR', 'MINUTE', 'SECOND'];

/** SQL's `INTERVAL [sign] '1-2' YEAR TO MONTH` (GL12). */
function parseIntervalLiteral(c: Cursor): Literal {
  const start = c.start;
  c.advance();
  const negative = c.take('-');
  if (!negative) c.take('+');
  const text = parseStringText(c, 'the text of an interval');
  const qualifier = parseIntervalQualifier(c);
  const span = c.spanFrom(start);
  const value = withSpan(span, () => parseInterval(text, qualifier));
  return temporalLiteral(span, negative ? negate(value) : value);
}

function negate(value: YearMonthDuration | DayTimeDuration): TemporalValue {
  if (value instanceof DayTimeDuration) return new DayTimeDuration(-value.nanoseconds);
  // Not -0, which no month count is.
  return new YearMonthDuration(value.months === 0 ? 0 : -value.months);
}

function parseIntervalQualifier(c: Cursor): IntervalQualifier {
  const from = parseIntervalField(c);
  if (!c.take('TO')) return from;
  return `${from} TO ${parseIntervalField(c)}`;
}

function parseIntervalField(c: Cursor): IntervalField {
  const field = FIELDS.find((name) => c.take(name));
  if (field === undefined) c.fail('YEAR, MONTH, DAY, HOUR, MINUTE or SECOND');
  // SQL's precision of the leading field or of the fraction changes nothing here.
  if (c.take('(')) {
    do c.expect('integer');
    while (c.take(','));
    c.expect(')');
  }
  return field;
}
