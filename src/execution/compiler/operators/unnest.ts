import type { PhysicalOperator, Unnest } from '../../../planner/plan/operator.ts';
import { located } from '../../runtime/located.ts';
import type { Span } from '../../../base/errors.ts';
import { invalidValueType } from '../../../values/data-error.ts';
import { describeFamily, isList } from '../../../values/family.ts';
import type { Value } from '../../../values/value.ts';
import { PathValue } from '../../../values/value.ts';
import type { Code } from '../code.ts';
import { intCode } from '../code.ts';
import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { binding } from '../scope.ts';
import { countWork, openLoop } from './loops.ts';

/** FOR: null and the empty list give no rows. */
export function unnest(
  gen: Generator,
  op: Unnest<PhysicalOperator>,
  cursor: Cursor,
  consume: Consume,
): void {
  const { block } = cursor;
  block.comment('elements of a list');
  const list = gen.fresh('list');
  const check = gen.layout.value('elements', elementsOf(op.list.span));
  block.line(`const ${list} = ${check}(${gen.value(cursor, op.list)});`);
  countWork(gen, cursor, `${list}.length`);
  const index = gen.fresh('i');
  const header = `for (let ${index} = 0; ${index} < ${list}.length; ${index}++)`;
  const loop = openLoop(cursor, header, cursor.rows * 8);
  const element = gen.unique(`v${op.variable}`);
  loop.inside.block.line(`const ${element} = ${list}[${index}];`);
  const code: Code = { rep: 'value', text: element, nullable: true };
  const { position } = op;
  const bound = binding(loop.inside, [[op.variable, code]]);
  if (position === undefined) {
    consume(bound);
  } else {
    const place = intCode(position.start === 0 ? index : `${index} + 1`, 0);
    consume(binding(bound, [[position.variable, place]]));
  }
  loop.finish();
}

function elementsOf(span: Span | undefined): (list: Value) => readonly Value[] {
  return (list) => {
    if (list === null) return [];
    if (isList(list)) return list;
    const hint = list instanceof PathValue ? 'ELEMENTS(path) lists its elements' : undefined;
    const found = describeFamily(list);
    throw located(invalidValueType(`expected a list, found ${found}`, hint), span);
  };
}
