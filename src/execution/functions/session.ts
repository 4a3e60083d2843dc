import type { ScalarFunction } from './scalar.ts';

/** ISO/IEC 39075, 20.3. */
export const SESSION_FUNCTIONS: readonly ScalarFunction[] = [
  { name: 'SESSION_USER', apply: (_args, context) => context.user ?? null },
];
