import type { Consume, Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { Environment, FunctionScope } from '../scope.ts';
import { openLoop } from './loops.ts';

export function emptyCursor(fn: FunctionScope): Cursor {
  return { fn, block: fn.body, env: new Environment(), loops: [], rows: 1, filters: 0 };
}

/** A stage over a range of positions. */
export interface RangeStage {
  readonly comment: string;
  readonly begin: FunctionScope;
  readonly end: string;
  /** Estimated size of the range. */
  readonly rows: number;
  /** The name of the position. */
  readonly index?: string;
  readonly step?: number;
}

export function rangeStage(
  gen: Generator,
  stage: RangeStage,
  body: (cursor: Cursor, index: string) => void,
): void {
  const { comment, begin, end, step = 65536, rows } = stage;
  const run = new FunctionScope();
  run.isSliced = true;
  gen.stages.push({ comment, begin, end, run, step });
  const index = stage.index ?? gen.fresh('i');
  const cursor = emptyCursor(run);
  const header = `for (let ${index} = from; ${index} < to; ${index}++)`;
  const loop = openLoop(cursor, header, rows);
  body(loop.inside, index);
  loop.finish();
  const mark = loop.inside.loops[0];
  if (run.usesWork && mark !== undefined) {
    const leave = mark.end.nested('if (work < 0)');
    leave.lines(`next = ${index} + 1;`, 'break;');
  }
}

/** A stage of one position: the pipeline starts from a single row. */
export function pointStage(gen: Generator, consume: Consume): void {
  const run = new FunctionScope();
  const begin = new FunctionScope();
  gen.stages.push({ comment: 'one row', begin, end: '1', run, step: 1 });
  consume(emptyCursor(run));
}
