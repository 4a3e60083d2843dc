import { HOST_FUNCTION } from '../../semantics/functions/session.ts';
import type { ScalarFunction } from './scalar.ts';

/** ISO/IEC 39075, 20.3. */
export const SESSION_FUNCTIONS: readonly ScalarFunction[] = [
  { name: 'SESSION_USER', apply: (_args, context) => context.user ?? null },
  {
    name: HOST_FUNCTION,
    apply: ([name, ...args], context) => context.callFunction(name as string, args),
  },
];
