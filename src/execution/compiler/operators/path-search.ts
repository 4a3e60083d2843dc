import type { PathSearch } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Code } from '../code.ts';
import { nullTest } from '../code.ts';
import { fillRegisters, islandMachine, registers } from '../expressions/island.ts';
import type { Consume, Generator } from '../generator.ts';
import { variablesIn } from '../reads.ts';
import type { Cursor } from '../scope.ts';
import { binding, Callback, when } from '../scope.ts';
import { Block } from '../source/block.ts';
import { both, negated } from '../source/text.ts';
import { edgeOfPacked } from '../store.ts';
import { nodeOfSlot } from '../tables.ts';
import { countWork } from './loops.ts';
import { nodeCode } from './node-code.ts';

/**
 * The search is the shared one, which calls back for each match: what follows is the callback. It
 * is made per input row, which is little beside the search.
 */
export function pathSearch(gen: Generator, op: PathSearch, cursor: Cursor, consume: Consume): void {
  cursor.block.comment('path search');
  const from = nodeCode(gen, cursor, op.from);
  const to = op.toBound ? nodeCode(gen, cursor, op.to) : undefined;
  const present = both(negated(nullTest(from)), to === undefined ? 'true' : negated(nullTest(to)));
  const start = when(cursor, present);
  const number = gen.islands.searches.push(op) - 1;
  const reads = new Set([op.from, ...(op.toBound ? [op.to] : []), ...gen.reads(op.path)]);
  fillRegisters(gen, start, reads);
  const machine = islandMachine(gen, start.fn);
  const search = start.fn.hoist(`search${number}`, `${machine}.searches[${number}]`);
  const { block } = start;
  const note = gen.fresh('leaves');
  const callback = new Callback(note, cursor.callback);
  const before = block.place();
  block.line(`let ${note} = 0;`);
  const visit = gen.fresh('visit');
  const body = block.nested(`const ${visit} = () =>`, '};');
  const mark = { before, start: body.place(), end: new Block() };
  const inside = { ...start, block: body, loops: [...start.loops, mark], callback };
  countWork(gen, inside, '1');
  consume(binding(inside, outputs(gen, inside, op)));
  body.adopt(mark.end);
  body.line('return true;');
  const end = to === undefined ? '-1' : to.slot();
  block.line(`${search}.search(${from.slot()}, ${end}, ${visit});`);
  callback.resume(block);
}

function outputs(gen: Generator, cursor: Cursor, op: PathSearch): (readonly [VariableId, Code])[] {
  const frame = registers(gen, cursor.fn);
  return pathOutputs(op, gen.needed(op)).map(
    (variable) => [variable, output(gen, cursor, variable, `${frame}[${variable}]`)] as const,
  );
}

/** The variables that a search binds for those after it. */
function pathOutputs(op: PathSearch, needed: ReadonlySet<VariableId>): readonly VariableId[] {
  const outputs = new Set<VariableId>(op.used);
  for (const variable of variablesIn(op.path)) if (needed.has(variable)) outputs.add(variable);
  if (op.toBound) outputs.delete(op.to);
  else outputs.add(op.to);
  outputs.delete(op.from);
  if (op.edges !== undefined) outputs.add(op.edges);
  return [...outputs];
}

/** A register of the search as code. */
function output(gen: Generator, cursor: Cursor, variable: VariableId, text: string): Code {
  const { role, degree } = gen.variable(variable);
  const { block } = cursor;
  if (degree !== 'group' && role === 'node') {
    const slot = `${gen.unique(`n${variable}`)}_slot`;
    block.line(`const ${slot} = ${text};`);
    const tables = gen.layout.structure((_reader, raw) => raw.nodeTables.map((table) => table.id));
    return nodeOfSlot(gen, block.place(), { slot, tables, nullable: true });
  }
  if (degree !== 'group' && role === 'edge') {
    const edge = gen.unique(`e${variable}`);
    block.line(`const ${edge} = ${text};`);
    const tables = gen.layout.structure((_reader, raw) => raw.edgeTables.map((table) => table.id));
    return edgeOfPacked(edge, tables, true);
  }
  const value = gen.unique(`v${variable}`);
  block.line(`const ${value} = ${text};`);
  return { rep: 'value', text: value, nullable: true };
}
