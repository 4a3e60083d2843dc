import type { PhysicalExpr } from '../../../planner/plan/operator.ts';
import { containsQuery } from '../../../planner/expressions/variables.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import { edgeIn, slotIn } from '../../runtime/elements.ts';
import { boxed } from '../boxing.ts';
import type { Code } from '../code.ts';
import type { Generator } from '../generator.ts';
import { NotCompiled } from '../generator.ts';
import type { Cursor, FunctionScope } from '../scope.ts';

/**
 * An expression that the interpreter's closures evaluate: the registers that it reads are filled,
 * and its closure is called.
 */
export function island(gen: Generator, cursor: Cursor, expr: PhysicalExpr): Code {
  // A subquery's operators would have to know what the compiled plan around it needs.
  if (containsQuery(expr)) throw new NotCompiled(expr.kind);
  const number = gen.islands.expressions.push(expr) - 1;
  const machine = islandMachine(gen, cursor.fn);
  fillRegisters(gen, cursor, gen.reads(expr));
  const result = gen.fresh('x');
  cursor.block.line(`const ${result} = ${machine}.evaluators[${number}]();`);
  return { rep: 'value', text: result, nullable: true };
}

export function islandMachine(gen: Generator, fn: FunctionScope): string {
  if (fn === gen.opening) throw new NotCompiled('an island before the first row');
  return fn.hoist('machine', `${fn.state}.machine`);
}

/** The machine's registers, by variable. */
export function registers(gen: Generator, fn: FunctionScope): string {
  return fn.hoist('frame', `${islandMachine(gen, fn)}.frame`);
}

/** Writes the variables to the machine's registers, as the interpreter holds them. */
export function fillRegisters(
  gen: Generator,
  cursor: Cursor,
  variables: ReadonlySet<VariableId>,
): void {
  const frame = registers(gen, cursor.fn);
  for (const variable of variables) {
    const code = cursor.env.find(variable);
    if (code === undefined) continue;
    cursor.block.line(`${frame}[${variable}] = ${register(gen, cursor.fn, [variable, code])};`);
  }
}

function register(
  gen: Generator,
  fn: FunctionScope,
  [variable, code]: readonly [VariableId, Code],
): string {
  const { role, degree } = gen.variable(variable);
  if (degree !== 'group' && role === 'node') {
    if (code.rep === 'node') return code.slot();
    return `${gen.layout.helper('slotIn', slotIn)}(${gen.reader(fn)}, ${boxed(gen, code)})`;
  }
  if (degree !== 'group' && role === 'edge') {
    if (code.rep === 'edge') return code.packed();
    return `${gen.layout.helper('edgeIn', edgeIn)}(${gen.reader(fn)}, ${boxed(gen, code)})`;
  }
  return boxed(gen, code);
}
