import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

const root = resolve(import.meta.dirname, '..', '..');

/**
 * A module of the project and all it imports as plain JavaScript, for tests that start processes of
 * their own and kill them. Types are stripped, not checked. Returns the path of the entry; the
 * files lie under `node_modules/.cache`, so that packages are found from there.
 *
 * `name` is a folder of the caller's own, because tests run at the same time.
 */
export function transpiled(entry: string, name: string): string {
  const folder = join(root, 'node_modules', '.cache', 'transpiled', name);
  const done = new Set<string>();
  const outputOf = (path: string): string =>
    join(folder, relative(root, path)).replace(/\.ts$/u, '.mjs');
  const visit = (path: string): void => {
    if (done.has(path)) return;
    done.add(path);
    const { outputText } = ts.transpileModule(readFileSync(path, 'utf8'), {
      compilerOptions: {
        module: ts.ModuleKind.ESNext,
        target: ts.ScriptTarget.ES2023,
        verbatimModuleSyntax: true,
      },
    });
    const text = outputText.replaceAll(IMPORT, (_, before: string, target: string) => {
      visit(resolve(dirname(path), target));
      return `${before}${target.replace(/\.ts$/u, '.mjs')}'`;
    });
    mkdirSync(dirname(outputOf(path)), { recursive: true });
    writeFileSync(outputOf(path), text);
  };
  visit(resolve(root, entry));
  return outputOf(resolve(root, entry));
}

/** The project names its own files by relative paths with their ending, in single quotes. */
const IMPORT = /(\b(?:from|import)\s*\(?\s*')(\.{1,2}\/[^']+\.ts)'/gu;
