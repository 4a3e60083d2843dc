import type { Generator } from '../generator.ts';
import type { Cursor } from '../scope.ts';
import { Block } from '../source/block.ts';

/** A loop's place in the code around it and inside it. */
export interface Loop {
  /** Inside the loop, with the loop among the enclosing ones. */
  readonly inside: Cursor;
  /** At the end of the loop's body, behind everything that is written inside. */
  readonly finish: () => void;
}

/**
 * Opens a loop. The code inside is written to a place of its own, so that `end`, which runs after
 * each iteration, can be written from in between.
 */
export function openLoop(cursor: Cursor, header: string, rows: number): Loop {
  const before = cursor.block.place();
  const body = cursor.block.nested(header);
  const end = new Block();
  const mark = { before, start: body.place(), end };
  const inside: Cursor = { ...cursor, block: body, loops: [...cursor.loops, mark], rows };
  return {
    inside,
    finish: () => {
      body.adopt(end);
    },
  };
}

/**
 * Counts the work of a loop that is about to start, `units` iterations. The outermost loop looks
 * at the count after each of its rows and leaves the slice; loops within a loop within it look
 * here, so that one long row does not go unchecked. Per outer row that costs 1.01–1.03 ×, in the
 * innermost loop it would cost 1.14–1.43 × (design-measurements.md, 9).
 */
export function countWork(gen: Generator, cursor: Cursor, units: string): void {
  const work = cursor.fn.work();
  cursor.block.line(`${work} -= ${units};`);
  if (cursor.loops.length < (cursor.fn.isSliced ? 2 : 1)) return;
  gen.context(cursor.fn);
  cursor.fn.checks.push(cursor.block.place());
}
