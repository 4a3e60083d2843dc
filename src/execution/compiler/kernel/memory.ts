import type { ExecutionContext } from '../../executable.ts';
import { outOfMemory } from '../../runtime/memory.ts';

/** Bytes per kept row, as a rough guess over all kinds of operators. */
const BYTES_PER_ROW = 64;

/** Looks at the memory budget, at the end of each slice of a stage that keeps rows. */
export function checkMemory(context: ExecutionContext, rows: number): void {
  if (rows * BYTES_PER_ROW > context.memoryLimitBytes) throw outOfMemory(context.memoryLimitBytes);
}
