import { ANY, STRING } from '../../values/type.ts';
import type { FunctionSignature } from './signature.ts';
import { signature } from './signature.ts';

/** Calls a function that the host program has registered; its name is the first argument. */
export const HOST_FUNCTION = 'HOST FUNCTION';

/** What a program may ask of its session (ISO/IEC 39075, 20.3). */
export const SESSION_SIGNATURES: readonly FunctionSignature[] = [
  signature('SESSION_USER', {
    usage: 'SESSION_USER',
    description: 'the name of the user of the session, null where nobody has logged in',
    result: STRING,
    iso: true,
    foldable: false,
  }),
  signature(HOST_FUNCTION, {
    usage: 'name(…)',
    description: 'a function of the host program',
    result: ANY,
    kind: 'operator',
    deterministic: false,
    strict: false,
  }),
];
