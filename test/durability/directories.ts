import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What a directory holds, as names to checksums: two are the same when nothing was changed. */
export function contentOf(directory: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (path: string): void => {
    const name = relative(directory, path);
    const stat = statSync(path);
    if (stat.isDirectory()) {
      found[`${name}/`] = '';
      for (const inside of readdirSync(path).sort()) visit(join(path, inside));
    } else if (stat.isSocket()) {
      found[name] = 'socket';
    } else {
      found[name] = createHash('sha256').update(readFileSync(path)).digest('hex');
    }
  };
  visit(directory);
  return found;
}
