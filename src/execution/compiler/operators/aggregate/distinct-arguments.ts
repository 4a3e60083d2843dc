import { ValueMap } from '../../../../values/value-map.ts';
import { TupleMap } from '../../../../values/value-map.ts';
import { boxed } from '../../boxing.ts';
import type { Code } from '../../code.ts';
import type { Generator } from '../../generator.ts';
import { NumberGroups } from '../../kernel/number-groups.ts';
import { freshMarks } from '../../marks.ts';
import type { Cursor } from '../../scope.ts';
import type { Store } from '../../store.ts';

interface Site {
  readonly gen: Generator;
  readonly store: Store;
}

interface Argument {
  readonly argument: Code;
  /** The number of the row's group, where there are several. */
  readonly group: string | undefined;
}

/**
 * Writes the look whether the value is the first of its kind in its group, and gives the condition.
 * Nodes of one table over all rows are marked in an array; other values are looked up.
 */
export function distinctArguments(site: Site, cursor: Cursor, given: Argument): string {
  const { argument, group } = given;
  const isNode = argument.rep === 'node' && argument.tables.length === 1;
  if (group === undefined && isNode && argument.rep === 'node') {
    return markedNode(site, cursor, argument);
  }
  return lookedUp(site, cursor, given);
}

function markedNode(
  { gen, store }: Site,
  cursor: Cursor,
  argument: Extract<Code, { rep: 'node' }>,
): string {
  const marks = freshMarks(gen, store, argument.tables).in(cursor.fn);
  const isNew = gen.fresh('isNew');
  const place = `${marks.stamps}[${argument.row()}]`;
  cursor.block.line(`const ${isNew} = ${place} !== ${marks.stamp};`);
  cursor.block.line(`${place} = ${marks.stamp};`);
  return isNew;
}

function lookedUp({ gen, store }: Site, cursor: Cursor, { argument, group }: Argument): string {
  const { block, fn } = cursor;
  const name = gen.fresh('seen');
  const bare = bareKey(argument);
  const usesNumbers = group === undefined && bare !== undefined;
  const helper = usesNumbers
    ? gen.layout.helper('NumberGroups', NumberGroups)
    : group === undefined
      ? gen.layout.helper('ValueMap', ValueMap)
      : gen.layout.helper('TupleMap', TupleMap);
  const arity = usesNumbers || group === undefined ? '' : '2';
  const table = store.object(name, () => `new ${helper}(${arity})`).in(fn);
  gen.kept.push({ local: name, count: `${name}.size`, bytes: () => (usesNumbers ? 24 : 64) });
  const single = bare !== undefined && usesNumbers ? bare : boxed(gen, argument);
  const key = group === undefined ? single : `[${group}, ${bare ?? single}]`;
  block.line(`const ${name}_before = ${table}.size;`);
  return `${table}.add(${key}) === ${name}_before`;
}

/** A safe integer that stands for the value among those of its kind. */
function bareKey(code: Code): string | undefined {
  switch (code.rep) {
    case 'int':
    case 'day':
    case 'entry':
      return code.text;
    case 'node':
      return code.slot();
    case 'edge':
      return code.packed();
    default:
      return undefined;
  }
}
