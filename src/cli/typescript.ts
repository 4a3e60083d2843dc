import { unreachable } from '../base/assert.ts';
import type { GraphType, NodeType, PropertyType } from '../catalog/graph-type.ts';
import { printEdgeType, printNodeType } from '../catalog/graph-type-text.ts';
import type { IntegerType, SimpleTypeName, ValueType } from '../values/type.ts';

/**
 * TypeScript for the elements of a closed graph: per element type its properties, as rows have
 * them, and the element itself. Numbers are those of the options `integers` and `decimals` as they
 * are without being set.
 */
export function typescriptOf(type: GraphType, graph: string): string {
  const names = new Set(RESERVED);
  const { nodeTypes, edgeTypes } = type;
  const declarations = [
    ...nodeTypes.map((node) => declaration(node, 'Node', printNodeType(node), names)),
    ...edgeTypes.map((edge) => declaration(edge, 'Edge', printEdgeType(edge, type), names)),
  ];
  const body = declarations.join('\n\n');
  const head = [
    `// Made by graphlite types from the type of the graph ${graph}.`,
    ...imports(body),
  ];
  return `${head.join('\n')}\n\n${body}`;
}

/** Names that the text uses for other things. */
const RESERVED = ['Node', 'Edge', 'Omit', 'Record', 'Temporal', 'Decimal', 'Uint8Array'];

function imports(body: string): string[] {
  const elements = ['Edge', 'Node'].filter((name) => body.includes(`Omit<${name},`));
  return [
    ...(elements.length > 0 ? [`import type { ${elements.join(', ')} } from 'graphlite';`] : []),
    ...(/\bDecimal\b/u.test(body) ? ["import type { Decimal } from 'decimal.js';"] : []),
    ...(/\bTemporal\./u.test(body) ? ["import type { Temporal } from 'temporal-polyfill';"] : []),
  ];
}

function declaration(
  type: NodeType,
  base: 'Node' | 'Edge',
  title: string,
  taken: Set<string>,
): string {
  const name = freeName(type, taken);
  const properties = `${name}Properties`;
  const members = type.properties.map((property) => `  ${member(property)};`);
  const what = `the ${title.replaceAll('*/', '* /')}`;
  return `/** Properties of ${what}. */
export interface ${properties} {${members.length === 0 ? '' : `\n${members.join('\n')}\n`}}

/** An element of ${what}. */
export interface ${name} extends Omit<${base}, 'properties'> {
  readonly properties: ${properties};
}`;
}

/** By the name of the type or its key; a number behind it where that is taken. */
function freeName({ name, keyLabels }: NodeType, taken: Set<string>): string {
  const words = name === undefined ? keyLabels : [name];
  const joined = words.map(identifierOf).join('');
  const first = joined === '' ? 'Unlabeled' : /^\p{ID_Start}/u.test(joined) ? joined : `_${joined}`;
  let found = first;
  for (let i = 2; taken.has(found) || taken.has(`${found}Properties`); i++) found = `${first}${i}`;
  taken.add(found);
  taken.add(`${found}Properties`);
  return found;
}

/** `my label` is MyLabel. */
function identifierOf(name: string): string {
  return name
    .split(/[^\p{ID_Continue}]+/u)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('');
}

/** What may be null is absent from an element and null in a row. */
function member({ name, type }: PropertyType): string {
  const key = propertyName(name);
  return type.notNull === true ? `${key}: ${typeText(type)}` : `${key}?: ${typeText(type)}`;
}

function propertyName(name: string): string {
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name) ? name : JSON.stringify(name);
}

function typeText(type: ValueType): string {
  const text = notNullText(type);
  const hasNull = type.notNull === true || text === 'unknown' || text === 'null';
  return hasNull || text === 'never' ? text : `${text} | null`;
}

function notNullText(type: ValueType): string {
  switch (type.kind) {
    case 'any':
      return 'unknown';
    case 'simple':
      return SIMPLE[type.name];
    case 'integer':
      return isSafe(type) ? 'number' : 'number | bigint';
    case 'decimal':
      return (type.precision ?? Infinity) <= 15 ? 'number' : 'number | Decimal';
    case 'float':
      return 'number';
    case 'string':
      return 'string';
    case 'bytes':
      return 'Uint8Array';
    case 'list':
      return `${parenthesized(typeText(type.element))}[]`;
    case 'record': {
      if (type.fields === undefined) return 'Record<string, unknown>';
      const fields = type.fields.map(
        (field) => `${propertyName(field.name)}: ${typeText(field.type)}`,
      );
      return fields.length === 0 ? 'Record<string, never>' : `{ ${fields.join('; ')} }`;
    }
    case 'union':
      return type.members.map(notNullText).join(' | ');
    case 'node':
    case 'edge':
    case 'graph':
    case 'table':
      return 'never';
    default:
      return unreachable(type);
  }
}

const SIMPLE: Readonly<Record<SimpleTypeName, string>> = {
  BOOL: 'boolean',
  DATE: 'Temporal.PlainDate',
  'LOCAL TIME': 'Temporal.PlainTime',
  'ZONED TIME': '{ time: Temporal.PlainTime; offset: string }',
  'LOCAL DATETIME': 'Temporal.PlainDateTime',
  'ZONED DATETIME': 'Temporal.ZonedDateTime',
  'DURATION YEAR TO MONTH': 'Temporal.Duration',
  'DURATION DAY TO SECOND': 'Temporal.Duration',
  PATH: 'never',
  NULL: 'null',
  NOTHING: 'never',
};

/** Whether all integers of the type are safe ones of JavaScript. */
function isSafe({ bits, signed }: IntegerType): boolean {
  return bits <= (signed ? 54 : 53);
}

function parenthesized(text: string): string {
  return text.includes(' | ') ? `(${text})` : text;
}
