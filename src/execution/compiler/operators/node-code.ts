import type { VariableId } from '../../../semantics/bound/variable.ts';
import { slotIn } from '../../runtime/elements.ts';
import { boxed } from '../boxing.ts';
import type { NodeCode } from '../code.ts';
import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { nodeOfSlot } from '../tables.ts';

/** The variable as a node; a boxed value (of LET, FOR, a subquery) is unboxed here. */
export function nodeCode(gen: Generator, cursor: Cursor, variable: VariableId): NodeCode {
  const code = cursor.env.get(variable);
  if (code.rep === 'node') return code;
  const slot = `${gen.unique(`n${variable}`)}_slot`;
  const helper = gen.layout.helper('slotIn', slotIn);
  const reader = gen.reader(cursor.fn);
  cursor.block.line(`const ${slot} = ${helper}(${reader}, ${boxed(gen, code)});`);
  const tables = gen.layout.structure((_reader, raw) => raw.nodeTables.map((table) => table.id));
  return nodeOfSlot(gen, cursor.block.place(), { slot, tables, nullable: true });
}
