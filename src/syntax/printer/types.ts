import { unreachable } from '../../base/assert.ts';
import type {
  ElementType,
  FieldType,
  IntegerType,
  SimpleTypeName,
  ValueType,
} from '../../values/type.ts';
import { printLabelName } from './names.ts';

/** A value type that the parser reads back as the same. */
export function printType(type: ValueType): string {
  return type.notNull === true ? `${printNullable(type)} NOT NULL` : printNullable(type);
}

function printNullable(type: ValueType): string {
  switch (type.kind) {
    case 'any':
      return type.property === true ? 'ANY PROPERTY VALUE' : 'ANY';
    case 'simple':
      return printSimple(type.name);
    case 'integer':
      return printInteger(type);
    case 'decimal':
      return `DECIMAL${parameters(type.precision, type.scale)}`;
    case 'float':
      return type.bits === 64 ? 'FLOAT' : `FLOAT${type.bits}`;
    case 'string':
      return type.fixed === true ? `CHAR(${type.maxLength ?? 1})` : `STRING${lengths(type)}`;
    case 'bytes':
      return type.fixed === true ? `BINARY(${type.maxLength ?? 1})` : `BYTES${lengths(type)}`;
    case 'list': {
      const word = type.group === true ? 'GROUP LIST' : 'LIST';
      const bound = type.maxLength === undefined ? '' : `[${type.maxLength}]`;
      return `${word}<${printType(type.element)}>${bound}`;
    }
    case 'record':
      return type.fields === undefined ? 'RECORD' : `RECORD ${printFieldTypes(type.fields)}`;
    case 'node':
    case 'edge':
      return printElement(type);
    case 'graph':
      return 'GRAPH';
    case 'table':
      return type.fields === undefined ? 'TABLE' : `TABLE ${printFieldTypes(type.fields)}`;
    case 'union':
      return `ANY <${type.members.map(printType).join(' | ')}>`;
    default:
      return unreachable(type);
  }
}

function printSimple(name: SimpleTypeName): string {
  return name.startsWith('DURATION ') ? `DURATION (${name.slice('DURATION '.length)})` : name;
}

const NAMED_WIDTHS: ReadonlySet<number> = new Set([8, 16, 32, 64, 128, 256]);

function printInteger({ signed, bits }: IntegerType): string {
  const word = signed ? 'INT' : 'UINT';
  if (bits === 64) return word;
  return NAMED_WIDTHS.has(bits) ? `${word}${bits}` : `${word}(${signed ? bits - 1 : bits})`;
}

function lengths({ minLength, maxLength }: { minLength?: number; maxLength?: number }): string {
  return minLength === undefined ? parameters(maxLength) : parameters(minLength, maxLength);
}

function parameters(...values: readonly (number | undefined)[]): string {
  const given = values.filter((value) => value !== undefined);
  return given.length === 0 ? '' : `(${given.join(', ')})`;
}

function printFieldTypes(fields: readonly FieldType[]): string {
  const printed = fields.map(({ name, type }) => `${printLabelName(name)} ${printType(type)}`);
  return `{${printed.join(', ')}}`;
}

/** Closed element types are written as patterns, which need no names for their end points. */
function printElement(type: ElementType): string {
  const labels = type.labels === undefined ? '' : `:${type.labels.map(printLabelName).join('&')}`;
  const properties = type.properties === undefined ? '' : printFieldTypes(type.properties);
  const filler = [labels, properties].filter((part) => part !== '').join(' ');
  if (filler === '') return type.kind === 'node' ? 'NODE' : 'EDGE';
  return type.kind === 'node' ? `(${filler})` : `()-[${filler}]->()`;
}
