import { limits } from '../../../base/limits.ts';
import type { ExecutionContext } from '../../executable.ts';
import { outOfMemory } from '../../runtime/memory.ts';

/** Looks at the memory budget, at the end of each slice of a stage that keeps rows. */
export function checkMemory(context: ExecutionContext, bytes: number): void {
  if (bytes > context.memoryLimitBytes) throw outOfMemory(context.memoryLimitBytes);
}

/**
 * Looks at cancellation, deadline and memory in the middle of a row; returns down to which `work`
 * the next look is not due.
 */
export function checkpoint(context: ExecutionContext, bytes: number, work: number): number {
  context.checkpoint();
  checkMemory(context, bytes);
  return work - limits.cooperativeWorkUnits;
}
