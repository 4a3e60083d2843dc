import { commonSupertype } from '../../values/subtype.ts';
import { ANY, BOOL, FLOAT, INT, STRING } from '../../values/type.ts';
import type { FunctionSignature } from './signature.ts';
import { sameAsFirst, signature } from './signature.ts';

/** Conversions in the manner of Cypher, for which CAST is the standard's way, and null handling. */
export const CONVERSION_SIGNATURES: readonly FunctionSignature[] = [
  signature('TO_STRING', {
    usage: 'TO_STRING(value)',
    description: 'the text of a value',
    aliases: ['TOSTRING'],
    result: STRING,
  }),
  signature('TO_INTEGER', {
    usage: 'TO_INTEGER(value)',
    description: 'as an integer, null when a text is none',
    aliases: ['TOINTEGER', 'TOINT'],
    result: INT,
  }),
  signature('TO_FLOAT', {
    usage: 'TO_FLOAT(value)',
    description: 'as a float, null when a text is none',
    aliases: ['TOFLOAT'],
    result: FLOAT,
  }),
  signature('TO_BOOLEAN', {
    usage: 'TO_BOOLEAN(value)',
    description: 'as a truth value, null when a text is none',
    aliases: ['TOBOOLEAN', 'TOBOOL'],
    result: BOOL,
  }),
  signature('VALUE_TYPE', {
    usage: 'VALUE_TYPE(value)',
    description: 'the name of the type of a value',
    aliases: ['VALUETYPE'],
    result: STRING,
    strict: false,
  }),
  signature('RANDOM_UUID', {
    usage: 'RANDOM_UUID()',
    description: 'a UUID of version 4',
    aliases: ['RANDOMUUID'],
    result: STRING,
    deterministic: false,
  }),
  signature('ADDEND', {
    usage: '(value)',
    description: 'an operand of `+` in strict mode: neither a string nor a list',
    result: sameAsFirst,
    kind: 'operator',
  }),
  signature('TRUTH', {
    usage: '(value)',
    description: 'what CAST turns into a truth value in strict mode: no number',
    result: sameAsFirst,
    kind: 'operator',
  }),
  signature('COALESCE', {
    usage: 'COALESCE(value, …)',
    description: 'the first value that is not null',
    result: (types) => (types.length === 0 ? ANY : types.reduce(commonSupertype)),
    iso: true,
    isoMinArguments: 2,
    kind: 'special',
    strict: false,
  }),
  signature('NULLIF', {
    usage: 'NULLIF(value, other)',
    description: 'null when the two are equal, else the first',
    result: sameAsFirst,
    iso: true,
    kind: 'special',
    strict: false,
  }),
];
