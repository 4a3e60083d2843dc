import type { PathSearch } from '../../../planner/plan/operator.ts';
import type { VariableId } from '../../../semantics/bound/variable.ts';
import type { Code } from '../code.ts';
import { nullTest } from '../code.ts';
import { fillRegisters, islandMachine } from '../expressions/island.ts';
import type { Consume, Generator } from '../generator.ts';
import { pathOutputs } from '../kernel/islands.ts';
import type { Cursor } from '../scope.ts';
import { binding, when } from '../scope.ts';
import { both, negated } from '../source/text.ts';
import { edgeOfPacked } from '../store.ts';
import { nodeOfSlot } from '../tables.ts';
import { countWork, openLoop } from './loops.ts';
import { nodeCode } from './node-code.ts';

/** The search is the shared one; its matches for a row are kept and gone through in a loop. */
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
  const count = gen.fresh('matches');
  const end = to === undefined ? '-1' : to.slot();
  start.block.line(`const ${count} = ${search}.search(${from.slot()}, ${end});`);
  countWork(gen, start, `${count} + 1`);
  const index = gen.fresh('i');
  const header = `for (let ${index} = 0; ${index} < ${count}; ${index}++)`;
  const loop = openLoop(start, header, start.rows * 16);
  const bound = pathOutputs(op).map((variable, i) => {
    const column = `${search}.columns[${i}][${index}]`;
    return [variable, output(gen, loop.inside, variable, column)] as const;
  });
  consume(binding(loop.inside, bound));
  loop.finish();
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
