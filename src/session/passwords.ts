import { GqlError } from '../base/errors.ts';
import type { Random } from '../base/random.ts';
import type { PasswordHash } from '../catalog/principals.ts';

/** What a password needs of the host: Node's crypto, asked for at run time. */
interface Crypto {
  scryptSync(
    password: string,
    salt: Uint8Array,
    length: number,
    options: { readonly N: number; readonly maxmem: number },
  ): Uint8Array;
  timingSafeEqual(left: Uint8Array, right: Uint8Array): boolean;
}

interface HostProcess {
  getBuiltinModule?: (name: string) => Crypto | undefined;
}

/** About 50 ms and 16 MiB a try. */
const COST = 16_384;
const BYTES = 32;
const MAX_MEMORY = 64 * 1024 * 1024;

/** A hash like any other, of no password that anybody knows. */
export const NOBODYS: PasswordHash = {
  algorithm: 'scrypt',
  cost: COST,
  salt: toBase64(new Uint8Array(16)),
  hash: toBase64(new Uint8Array(BYTES)),
};

/** A fresh hash of the password. */
export function hashPassword(password: string, random: Random): PasswordHash {
  const crypto = hostCrypto();
  const salt = random.bytes(16);
  const hash = crypto.scryptSync(normalized(password), salt, BYTES, {
    N: COST,
    maxmem: MAX_MEMORY,
  });
  return { algorithm: 'scrypt', cost: COST, salt: toBase64(salt), hash: toBase64(hash) };
}

/** Takes the same time whether the password is right or not. */
export function isPassword(password: string, { cost, salt, hash }: PasswordHash): boolean {
  const crypto = hostCrypto();
  const expected = fromBase64(hash);
  const options = { N: cost, maxmem: MAX_MEMORY };
  const found = crypto.scryptSync(normalized(password), fromBase64(salt), expected.length, options);
  return crypto.timingSafeEqual(found, expected);
}

/** Two ways of typing one text are one password (RFC 8265). */
function normalized(password: string): string {
  return password.normalize('NFC');
}

function hostCrypto(): Crypto {
  const host = (globalThis as { process?: HostProcess }).process;
  const crypto = host?.getBuiltinModule?.('node:crypto');
  if (crypto !== undefined) return crypto;
  throw new GqlError('0A000', 'passwords need node:crypto, which this host does not have');
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
