import { STRING } from '../../values/type.ts';
import type { FunctionSignature } from './signature.ts';
import { signature } from './signature.ts';

/** What a program may ask of its session (ISO/IEC 39075, 20.3). */
export const SESSION_SIGNATURES: readonly FunctionSignature[] = [
  signature('SESSION_USER', {
    usage: 'SESSION_USER',
    description: 'the name of the user of the session, null where nobody has logged in',
    result: STRING,
    iso: true,
    foldable: false,
  }),
];
