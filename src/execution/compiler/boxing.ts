import { unreachable } from '../../base/assert.ts';
import { EdgeValue, Float, NodeValue } from '../../values/value.ts';
import type { Code } from './code.ts';
import { columnPart } from './columns.ts';
import type { Generator } from './generator.ts';
import { dateOfDay } from './kernel/days.ts';
import type { FunctionScope } from './scope.ts';
import { choice, FALSE } from './source/text.ts';

/** An expression for the value as `Value`, null included. */
export function boxed(gen: Generator, code: Code): string {
  if (code.rep === 'value') return code.text;
  if (code.rep === 'bool') return code.value;
  return choice(code.isNull ?? FALSE, 'null', present(gen, code));
}

type Typed = Exclude<Code, { rep: 'value' | 'bool' }>;

/** The value where it is not null. */
function present(gen: Generator, code: Typed): string {
  switch (code.rep) {
    case 'int':
    case 'string':
      return code.text;
    case 'float':
      return `new ${gen.layout.helper('Float', Float)}(${code.text})`;
    case 'entry':
      return decoded(gen, code);
    case 'day':
      return `${gen.layout.helper('dateOfDay', dateOfDay)}(${code.text})`;
    case 'node':
      return `new ${gen.layout.helper('NodeValue', NodeValue)}(${graph(gen)}, ${code.slot()})`;
    case 'edge':
      return `new ${gen.layout.helper('EdgeValue', EdgeValue)}(${graph(gen)}, ${code.packed()})`;
    default:
      return unreachable(code);
  }
}

function graph(gen: Generator): string {
  return gen.layout.bind('graph', (reader) => reader.graph);
}

function decoded(gen: Generator, code: Extract<Code, { rep: 'entry' }>): string {
  return `${columnPart(gen, code.column, 'dictionary')}.decode(${code.text})`;
}

/** A string's text, from a dictionary or bare; undefined where the code is no string for sure. */
export function stringText(gen: Generator, code: Code): string | undefined {
  if (code.rep === 'string') return code.text;
  return code.rep === 'entry' ? decoded(gen, code) : undefined;
}

/**
 * An expression for the value as the API hands it out. Typed numbers go without a call, except that
 * integers must become bigints where the session asks for that.
 */
export function hosted(gen: Generator, fn: FunctionScope, code: Code): string {
  const toHost = `${gen.context(fn)}.toHost`;
  const converted = (): string => `${toHost}(${boxed(gen, code)})`;
  switch (code.rep) {
    case 'bool':
      return code.value;
    case 'string':
    case 'float':
      return choice(code.isNull ?? FALSE, 'null', code.text);
    case 'entry':
      return choice(code.isNull ?? FALSE, 'null', decoded(gen, code));
    case 'int': {
      const plain = fn.hoist('plainIntegers', `typeof ${toHost}(0) === 'number'`);
      const direct = choice(code.isNull ?? FALSE, 'null', code.text);
      return `${plain} ? ${direct.includes('?') ? `(${direct})` : direct} : ${converted()}`;
    }
    case 'value':
      return code.text === 'null' ? 'null' : converted();
    case 'day':
    case 'node':
    case 'edge':
      return converted();
    default:
      return unreachable(code);
  }
}

/** A constant whose type is known gives typed code. */
export function constantCode(gen: Generator, value: unknown): Code {
  const { layout } = gen;
  if (typeof value === 'number') {
    return { rep: 'int', text: layout.value('k', value), low: value, high: value };
  }
  if (typeof value === 'string') return { rep: 'string', text: layout.value('k', value) };
  if (typeof value === 'boolean') {
    const text = String(value);
    return { rep: 'bool', whenTrue: text, whenFalse: String(!value), value: text, nullable: false };
  }
  if (value instanceof Float) return { rep: 'float', text: layout.value('k', value.value) };
  if (value === null) return { rep: 'value', text: 'null', nullable: true };
  return { rep: 'value', text: layout.value('k', value), nullable: false };
}

/** The code under names of its own, evaluated once, here. */
export function materialized(
  gen: Generator,
  block: { line(text: string): void },
  code: Code,
): Code {
  switch (code.rep) {
    case 'node':
    case 'edge':
      return code;
    case 'bool': {
      const name = gen.fresh('x');
      block.line(`const ${name} = ${code.value};`);
      return boolOf(name, code.nullable);
    }
    case 'value': {
      if (isIdentifier(code.text)) return code;
      const name = gen.fresh('x');
      block.line(`const ${name} = ${code.text};`);
      return { ...code, text: name };
    }
    default: {
      const isNull = materializedNull(gen, block, code.isNull);
      if (isIdentifier(code.text) && isNull === code.isNull) return code;
      const name = gen.fresh('x');
      const text = choice(isNull ?? FALSE, code.rep === 'string' ? "''" : '0', code.text);
      block.line(`const ${name} = ${text};`);
      return { ...code, text: name, isNull };
    }
  }
}

function materializedNull(
  gen: Generator,
  block: { line(text: string): void },
  isNull: string | undefined,
): string | undefined {
  if (isNull === undefined || isIdentifier(isNull)) return isNull;
  const name = gen.fresh('x');
  block.line(`const ${name} = ${isNull};`);
  return name;
}

export function isIdentifier(text: string): boolean {
  return /^[\w$]+$/.test(text);
}

/** A truth value that stands in a variable as `true`, `false` or `null`. */
export function boolOf(name: string, nullable: boolean): Code {
  return {
    rep: 'bool',
    whenTrue: nullable ? `${name} === true` : name,
    whenFalse: nullable ? `${name} === false` : `!${name}`,
    value: name,
    nullable,
  };
}
