import { limits } from '../../../base/limits.ts';

/** Looks at cancellation and deadline in the middle of a row; returns the next stretch's units. */
export function checkpoint(context: { readonly checkpoint: () => void }): number {
  context.checkpoint();
  return limits.cooperativeWorkUnits;
}
