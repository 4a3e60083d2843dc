import { Decimal } from 'decimal.js';
import { isInstant } from './temporal/family.ts';
import { isDuration } from './temporal/arithmetic.ts';
import { formatTemporal } from './temporal/format.ts';
import type { Value } from './value.ts';
import { EdgeValue, Float, GraphValue, NodeValue, PathValue, RecordValue } from './value.ts';

/** Gives the text of what only a graph knows. */
export type ElementFormatter = (value: NodeValue | EdgeValue | PathValue) => string;

/**
 * The text of a value for tables: a string bare, but in quotes within a list or record; floats with
 * a decimal point or exponent, so that `1.0` is not mistaken for an integer.
 */
export function formatValue(value: Value, element: ElementFormatter = formatElement): string {
  return typeof value === 'string' ? value : formatNested(value, element);
}

function formatNested(value: Value, element: ElementFormatter): string {
  switch (typeof value) {
    case 'string':
      return quoteString(value);
    case 'number':
    case 'bigint':
    case 'boolean':
      return String(value);
    default:
      break;
  }
  if (value === null) return 'null';
  if (value instanceof Float) return formatFloat(value.value);
  if (value instanceof Decimal) return value.toFixed();
  if (value instanceof Uint8Array) return formatBytes(value);
  if (value instanceof RecordValue) return formatRecord(value, element);
  if (value instanceof NodeValue || value instanceof EdgeValue || value instanceof PathValue) {
    return element(value);
  }
  if (value instanceof GraphValue) return `GRAPH #${value.id}`;
  if (isInstant(value) || isDuration(value)) return formatTemporal(value);
  return `[${value.map((item) => formatNested(item, element)).join(', ')}]`;
}

/** `'it''s'`: a literal that GQL reads back. */
export function quoteString(text: string): string {
  const escaped = text.replace(/[\\\n\r\t]/g, (c) => ESCAPES[c] ?? c).replaceAll("'", "''");
  return `'${escaped}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** The shortest decimal that reads back as the same double. */
export function formatFloat(value: number): string {
  if (Object.is(value, -0)) return '-0.0';
  const text = String(value);
  return /^-?\d+$/.test(text) ? `${text}.0` : text;
}

function formatBytes(bytes: Uint8Array): string {
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0'));
  return `X'${digits.join('').toUpperCase()}'`;
}

function formatRecord(record: RecordValue, element: ElementFormatter): string {
  const fields = record.names.map(
    (name, i) => `${formatName(name)}: ${formatNested(record.values[i] ?? null, element)}`,
  );
  return `{${fields.join(', ')}}`;
}

/** A name as GQL writes it: bare where it can be, else in accents. */
export function formatName(name: string): string {
  return /^[\p{ID_Start}_]\p{ID_Continue}*$/u.test(name)
    ? name
    : `\`${name.replaceAll('`', '``')}\``;
}

function formatElement(value: NodeValue | EdgeValue | PathValue): string {
  if (value instanceof NodeValue) return `(#${value.slot})`;
  if (value instanceof EdgeValue) return `[#${value.edge}]`;
  const steps = value.edges.map((edge, i) => `-[#${edge}]-(#${value.nodes[i + 1] ?? ''})`);
  return `(#${value.nodes[0] ?? ''})${steps.join('')}`;
}
