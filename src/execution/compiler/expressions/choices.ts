import type { PhysicalExpr, PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { CaseExpr, CoalesceExpr } from '../../../semantics/bound/expression.ts';
import { boolOf, boxed } from '../boxing.ts';
import type { BoolCode, Code } from '../code.ts';
import { isNullable } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { at } from '../scope.ts';
import { Block } from '../source/block.ts';
import { FALSE } from '../source/text.ts';
import { truth } from './logic.ts';

/** One alternative: its statements and what it gives, chosen where `test` holds. */
interface Branch {
  /** Statements that the test needs. */
  readonly before: Block;
  readonly test: string | undefined;
  readonly inside: Block;
  readonly result: Code;
}

/** Branches are tested one after the other, and nothing behind the one taken is evaluated. */
export function caseCode(gen: Generator, cursor: Cursor, expr: CaseExpr<PhysicalOperator>): Code {
  const branches: Branch[] = expr.branches.map(({ when, then }) => {
    const before = new Block();
    const test = truth(gen, at(cursor, before), when).whenTrue;
    return { before, test, ...outcome(gen, cursor, then) };
  });
  branches.push({ before: new Block(), test: undefined, ...outcome(gen, cursor, expr.otherwise) });
  return chosen(gen, cursor, branches);
}

export function coalesceCode(
  gen: Generator,
  cursor: Cursor,
  expr: CoalesceExpr<PhysicalOperator>,
): Code {
  const name = gen.fresh('x');
  let block = cursor.block;
  block.line(`let ${name} = null;`);
  let isCertain = false;
  expr.operands.forEach((operand, i) => {
    if (isCertain) return;
    if (i > 0) block = block.nested(`if (${name} === null)`);
    const code = gen.expression(at(cursor, block), operand);
    block.line(`${name} = ${boxed(gen, code)};`);
    isCertain = !isNullable(code);
  });
  return { rep: 'value', text: name, nullable: !isCertain };
}

function outcome(
  gen: Generator,
  cursor: Cursor,
  expr: PhysicalExpr,
): { readonly inside: Block; readonly result: Code } {
  const inside = new Block();
  return { inside, result: gen.expression(at(cursor, inside), expr) };
}

function chosen(gen: Generator, cursor: Cursor, branches: readonly Branch[]): Code {
  const type = commonRepresentation(branches.map((branch) => branch.result));
  const name = gen.fresh('x');
  cursor.block.line(`let ${name} = ${type === 'int' || type === 'float' ? '0' : 'null'};`);
  let block = cursor.block;
  for (const { before, test, inside, result } of branches) {
    block.adopt(before);
    const text = type === 'value' || type === 'bool' ? boxed(gen, result) : plain(result);
    const taken = test === undefined ? block : block.nested(`if (${test})`);
    taken.adopt(inside);
    taken.line(`${name} = ${text};`);
    if (test !== undefined) block = block.nested('else');
  }
  return resultCode(name, type, branches);
}

type Representation = 'int' | 'float' | 'string' | 'bool' | 'value';

function commonRepresentation(results: readonly Code[]): Representation {
  const [first] = results;
  if (first === undefined || results.some((code) => code.rep !== first.rep)) return 'value';
  if (first.rep === 'bool') return 'bool';
  if (results.some(isNullable)) return 'value';
  return first.rep === 'int' || first.rep === 'float' || first.rep === 'string'
    ? first.rep
    : 'value';
}

function plain(code: Code): string {
  return 'text' in code ? code.text : FALSE;
}

function resultCode(name: string, type: Representation, branches: readonly Branch[]): Code {
  const results = branches.map((branch) => branch.result);
  switch (type) {
    case 'int': {
      const bounds = results.flatMap((code) => (code.rep === 'int' ? [code.low, code.high] : []));
      return { rep: 'int', text: name, low: Math.min(...bounds), high: Math.max(...bounds) };
    }
    case 'float':
    case 'string':
      return { rep: type, text: name };
    case 'bool':
      return boolOf(
        name,
        results.some((code) => (code as BoolCode).nullable),
      );
    case 'value':
      return { rep: 'value', text: name, nullable: true };
  }
}
