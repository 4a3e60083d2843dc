import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { CallExpr, CompareExpr, PropertyExpr } from '../../../semantics/bound/expression.ts';
import { CONCATENATION } from '../../functions/concatenation.ts';
import { STRING_FUNCTIONS } from '../../functions/strings.ts';
import { TEXT_SEARCH_FUNCTIONS } from '../../functions/text-search.ts';
import { TRIM_FUNCTIONS } from '../../functions/trim.ts';
import type { BoolCode, Code, EntryCode } from '../code.ts';
import { nullTest } from '../code.ts';
import { columnPart } from '../columns.ts';
import type { Generator } from '../generator.ts';
import { EntryTables } from '../kernel/entry-tables.ts';
import type { Cursor } from '../scope.ts';
import { Environment, FunctionScope } from '../scope.ts';
import { Block } from '../source/block.ts';
import { choice, grouped } from '../source/text.ts';
import { isPerRun } from './per-run.ts';
import { truth } from './logic.ts';
import { elementProperty } from './property.ts';

type Predicate = CompareExpr<PhysicalOperator> | CallExpr<PhysicalOperator>;

/** Functions whose result depends on nothing but their arguments. */
const PURE: ReadonlySet<string> = new Set(
  [...STRING_FUNCTIONS, ...TRIM_FUNCTIONS, ...TEXT_SEARCH_FUNCTIONS, ...CONCATENATION].map(
    (each) => each.name,
  ),
);

/**
 * A predicate over one string property (`LOWER(i.interest) = LOWER($x)`) is a function of the entry
 * of the column's dictionary, so it is evaluated per entry: the results stand in a table that is
 * filled as entries come up, and kept from run to run while the parameters stay the same. 0.01 × of
 * evaluating per row (design-measurements.md, 5).
 */
export function entryPredicate(
  gen: Generator,
  cursor: Cursor,
  expr: Predicate,
): BoolCode | undefined {
  if (!givesTruth(expr) || isCheapComparison(expr)) return undefined;
  const read = onlyProperty(expr);
  if (read?.object.kind !== 'variable') return undefined;
  const element = cursor.env.find(read.object.variable);
  if (element === undefined || (element.rep !== 'node' && element.rep !== 'edge')) return undefined;
  const code = elementProperty(gen, cursor, element, read.name);
  if (code.rep !== 'entry' || isTooLarge(gen, cursor, code)) return undefined;
  return tableLookup(gen, cursor, { expr, code });
}

function givesTruth(expr: Predicate): boolean {
  return expr.kind === 'compare' || (expr.type.kind === 'simple' && expr.type.name === 'BOOL');
}

/** Equality with a constant needs no table: it compares dictionary codes. */
function isCheapComparison(expr: Predicate): boolean {
  if (expr.kind !== 'compare' || (expr.operator !== '=' && expr.operator !== '<>')) return false;
  const { left, right } = expr;
  return (
    (isPerRun(left) && right.kind === 'property') || (isPerRun(right) && left.kind === 'property')
  );
}

type Property = PropertyExpr<PhysicalOperator>;

/** The one property that the expression reads, if it reads nothing else of the row. */
function onlyProperty(expr: PhysicalExpr): Property | undefined {
  const reads = propertiesRead(expr);
  const [first] = reads ?? [];
  return reads?.every((read) => sameProperty(read, first)) === true ? first : undefined;
}

/** Undefined: it reads something else, or is not pure. */
function propertiesRead(expr: PhysicalExpr): readonly Property[] | undefined {
  switch (expr.kind) {
    case 'constant':
    case 'parameter':
      return [];
    case 'property':
      return expr.object.kind === 'variable' ? [expr] : undefined;
    case 'compare': {
      const left = propertiesRead(expr.left);
      const right = propertiesRead(expr.right);
      return left === undefined || right === undefined ? undefined : [...left, ...right];
    }
    case 'call': {
      if (!PURE.has(expr.name)) return undefined;
      const reads = expr.arguments.map(propertiesRead);
      return reads.includes(undefined) ? undefined : reads.flatMap((each) => each ?? []);
    }
    default:
      return undefined;
  }
}

function sameProperty(read: Property, other: Property | undefined): boolean {
  if (read.object.kind !== 'variable' || other?.object.kind !== 'variable') return false;
  return read.object.variable === other.object.variable && read.name === other.name;
}

/** A table of many entries for a query that looks at few rows costs more to make than it saves. */
function isTooLarge(gen: Generator, cursor: Cursor, { column }: EntryCode): boolean {
  return gen.layout.fact((reader, raw) => {
    const tables = column.element === 'node' ? raw.nodeTables : raw.edgeTables;
    const key = reader.propertyKey(column.property);
    const size = tables[column.table]?.columns[key]?.dictionary?.size ?? 0;
    return size > 1024 && size > cursor.rows * 4;
  });
}

interface Lookup {
  readonly expr: Predicate;
  readonly code: EntryCode;
}

function tableLookup(gen: Generator, cursor: Cursor, lookup: Lookup): BoolCode {
  const { code } = lookup;
  const test = gen.fresh('test');
  const parameters = writeTest(gen, lookup, test);
  const dictionary = columnPart(gen, code.column, 'dictionary');
  const tables = gen.layout.bind(`${test}_tables`, () => new EntryTables());
  const arguments_ = parameters.map((index) => gen.parameter(gen.opening, index));
  const table = gen.perRun(
    cursor.fn,
    `${test}_table`,
    `${tables}.take(${dictionary}, [${arguments_.join(', ')}])`,
  );
  const isNull = nullTest(code);
  const place = choice(isNull, '0', `${grouped(code.text)} + 1`);
  const entry = choice(isNull, '-1', code.text);
  const outcome = `(${table}[${place}] || ${test}(${cursor.fn.state}, ${entry}))`;
  return {
    rep: 'bool',
    whenTrue: `${outcome} === 2`,
    whenFalse: `${outcome} === 1`,
    value: `[null, false, true, null][${outcome}]`,
    nullable: true,
  };
}

/** Writes the function that evaluates the predicate for one entry (−1: null). */
function writeTest(gen: Generator, { expr, code }: Lookup, name: string): readonly number[] {
  const fn = new FunctionScope('s');
  const text = `entry < 0 ? '' : ${columnPart(gen, code.column, 'dictionary')}.decode(entry)`;
  fn.body.line(`const text = ${text};`);
  const entryText: Code = { rep: 'string', text: 'text', isNull: 'entry < 0' };
  const inner: Cursor = {
    fn,
    block: fn.body,
    env: new Environment(),
    loops: [],
    rows: 1,
    filters: 0,
    substituted: entryText,
  };
  const { value } = truth(gen, inner, expr);
  fn.body.line(`const outcome = ${value};`);
  const number = choice('outcome === null', '3', choice('outcome', '2', '1'));
  fn.body.line(`return s.${name}_table[entry + 1] = ${number};`);
  const body = gen.helpers.nested(`function ${name}(s, entry)`);
  body.adopt(fn.prologue);
  const inside = new Block();
  inside.adopt(fn.body);
  body.adopt(inside);
  return parametersOf(expr);
}

function parametersOf(expr: PhysicalExpr): readonly number[] {
  switch (expr.kind) {
    case 'parameter':
      return [expr.index];
    case 'compare':
      return [...parametersOf(expr.left), ...parametersOf(expr.right)];
    case 'call':
      return expr.arguments.flatMap(parametersOf);
    default:
      return [];
  }
}
