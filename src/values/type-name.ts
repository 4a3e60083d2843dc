import { unreachable } from '../base/assert.ts';
import type { DecimalType, FieldType, IntegerType, SimpleTypeName, ValueType } from './type.ts';

/** The type as GQL writes it: `INT64`, `LIST<STRING>`, `RECORD {a INT64 NOT NULL}`. */
export function typeName(type: ValueType): string {
  const name = nullableName(type);
  if (type.notNull !== true) return name;
  return type.kind === 'union' ? `(${name}) NOT NULL` : `${name} NOT NULL`;
}

function nullableName(type: ValueType): string {
  switch (type.kind) {
    case 'any':
      return type.property === true ? 'ANY PROPERTY VALUE' : 'ANY';
    case 'simple':
      return simpleName(type.name);
    case 'integer':
      return integerName(type);
    case 'decimal':
      return decimalName(type);
    case 'float':
      return `FLOAT${type.bits}`;
    case 'string':
      return type.fixed === true ? `CHAR${lengths(type)}` : `STRING${lengths(type)}`;
    case 'bytes':
      return type.fixed === true ? `BINARY${lengths(type)}` : `BYTES${lengths(type)}`;
    case 'list': {
      const bound = type.maxLength === undefined ? '' : `[${type.maxLength}]`;
      return `${type.group === true ? 'GROUP ' : ''}LIST<${typeName(type.element)}>${bound}`;
    }
    case 'record':
      return type.fields === undefined ? 'RECORD' : `RECORD ${fieldNames(type.fields)}`;
    case 'node':
    case 'edge': {
      const labels = type.labels === undefined ? [] : type.labels;
      return `${type.kind.toUpperCase()}${labels.length === 0 ? '' : ` :${labels.join('&')}`}`;
    }
    case 'graph':
      return 'GRAPH';
    case 'table':
      return type.fields === undefined ? 'TABLE' : `TABLE ${fieldNames(type.fields)}`;
    case 'union':
      return type.members.map(typeName).join(' | ');
    default:
      return unreachable(type);
  }
}

function simpleName(name: SimpleTypeName): string {
  return name.startsWith('DURATION ') ? `DURATION(${name.slice('DURATION '.length)})` : name;
}

const NAMED_WIDTHS = new Set([8, 16, 32, 64, 128, 256]);

/** `INT(p)` counts the bits without the sign. */
function integerName(type: IntegerType): string {
  const prefix = type.signed ? 'INT' : 'UINT';
  if (NAMED_WIDTHS.has(type.bits)) return `${prefix}${type.bits}`;
  return `${prefix}(${type.signed ? type.bits - 1 : type.bits})`;
}

function decimalName(type: DecimalType): string {
  if (type.precision === undefined) return 'DECIMAL';
  const scale = type.scale === undefined ? '' : `, ${type.scale}`;
  return `DECIMAL(${type.precision}${scale})`;
}

function lengths(type: { minLength?: number; maxLength?: number; fixed?: boolean }): string {
  const { minLength, maxLength } = type;
  if (maxLength === undefined) return minLength === undefined ? '' : `(${minLength}, )`;
  const showsMinimum = type.fixed !== true && minLength !== undefined;
  return showsMinimum ? `(${minLength}, ${maxLength})` : `(${maxLength})`;
}

function fieldNames(fields: readonly FieldType[]): string {
  return `{${fields.map((field) => `${field.name} ${typeName(field.type)}`).join(', ')}}`;
}
