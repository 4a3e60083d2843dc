import type { LayerTable } from './imports.ts';
import type { Violation } from './source-file.ts';

export interface Folder {
  readonly name: string;
  readonly files: readonly string[];
}

/** Folders directly under `src/` that are not layers, and layers that do not say what they hold. */
export function folderViolations(folders: readonly Folder[], table: LayerTable): Violation[] {
  return folders.flatMap(({ name, files }) => {
    if (!Object.hasOwn(table, name)) return [`src/${name} is not in the table of layers`];
    return files.includes('README.md') ? [] : [`src/${name} has no README.md`];
  });
}

/** Names that are not in kebab-case, for instance `planCache.ts`. */
export function fileNameViolations(paths: readonly string[]): Violation[] {
  const kebabCase = /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.test|\.d)?\.(?:ts|mjs)$/u;
  return paths
    .filter((path) => !kebabCase.test(path.split('/').at(-1) ?? ''))
    .map((path) => `${path} is not named in kebab-case`);
}
