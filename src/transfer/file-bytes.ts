import { GqlError } from '../base/errors.ts';

/** A file's bytes; `fs` is loaded on first use, so that the core also loads in a browser. */
export async function readBytes(file: string): Promise<Uint8Array> {
  const fs = await import('node:fs/promises');
  try {
    return await fs.readFile(file);
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    const reason = REASONS.get(code) ?? (error as Error).message;
    throw new GqlError('58030', `${file} cannot be read: ${reason}`, { cause: error });
  }
}

const REASONS = new Map([
  ['ENOENT', 'there is no such file'],
  ['EISDIR', 'it is a folder'],
  ['EACCES', 'permission denied'],
  ['ERR_FS_FILE_TOO_LARGE', 'it is larger than 2 GiB; split it'],
]);
