import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import ts from 'typescript';

/** A file of the project, parsed. `path` is relative to the project with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** One place where a rule is broken, as `path:line` and a sentence. */
export type Violation = string;

export function sourceFile(path: string, text: string): SourceFile {
  const scriptKind = path.endsWith('.ts') ? ts.ScriptKind.TS : ts.ScriptKind.JS;
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.ES2023, true, scriptKind);
  return { path, text, tree };
}

/** Every file under the named folders of `root` whose name ends in one of `endings`. */
export function readSources(
  root: string,
  folders: readonly string[],
  endings: readonly string[],
): SourceFile[] {
  const paths: string[] = [];
  const visit = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = posix.join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (endings.some((ending) => entry.name.endsWith(ending))) paths.push(path);
    }
  };
  folders.forEach(visit);
  return paths.sort().map((path) => sourceFile(path, readFileSync(join(root, path), 'utf8')));
}

export function isTest(path: string): boolean {
  return path.endsWith('.test.ts') || path.startsWith('test/');
}

export function lineOf(file: SourceFile, node: ts.Node): number {
  return file.tree.getLineAndCharacterOfPosition(node.getStart(file.tree)).line + 1;
}

export function at(file: SourceFile, node: ts.Node, message: string): Violation {
  return `${file.path}:${lineOf(file, node)} ${message}`;
}

/** Calls `visit` for every node of the file, parents first. */
export function forEachNode(file: SourceFile, visit: (node: ts.Node) => void): void {
  const walk = (node: ts.Node): void => {
    visit(node);
    ts.forEachChild(node, walk);
  };
  walk(file.tree);
}
