import { posix } from 'node:path';
import ts from 'typescript';
import { at, forEachNode, isTest, type SourceFile, type Violation } from './source-file.ts';

/** The folders under `src/` with the other folders that each may import from. */
export type LayerTable = Readonly<Record<string, readonly string[]>>;

interface Import {
  readonly node: ts.Node;
  readonly specifier: string;
  /** The file it names, relative to the project, or undefined for a package. */
  readonly target: string | undefined;
  /** Gone at run time. `import { type A }` is not: it still loads the file. */
  readonly typeOnly: boolean;
}

/** The layer of a path such as `src/values/list.ts`; undefined outside and for entry points. */
export function layerOf(path: string): string | undefined {
  const [top, layer, ...rest] = path.split('/');
  return top === 'src' && rest.length > 0 ? layer : undefined;
}

export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node, specifier: ts.Node | undefined, typeOnly: boolean): void => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return;
    const relative = specifier.text.startsWith('.');
    const target = relative ? posix.join(posix.dirname(file.path), specifier.text) : undefined;
    found.push({ node, specifier: specifier.text, target, typeOnly });
  };
  forEachNode(file, (node) => {
    if (ts.isImportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.importClause?.phaseModifier === TYPE_KEYWORD);
    } else if (ts.isExportDeclaration(node)) {
      add(node, node.moduleSpecifier, node.isTypeOnly);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node, node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node, node.argument.literal, true);
    }
  });
  return found;
}

const TYPE_KEYWORD = ts.SyntaxKind.TypeKeyword;

/** Imports that the table of layers does not allow, types included: they too are a dependency. */
export function layerViolations(files: readonly SourceFile[], table: LayerTable): Violation[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path);
    return importsOf(file).flatMap(({ node, specifier, target }) => {
      if (target === undefined) return [];
      const problem = layerProblem(file.path, layer, target, table);
      return problem === undefined ? [] : [at(file, node, `imports ${specifier}: ${problem}`)];
    });
  });
}

function layerProblem(
  path: string,
  layer: string | undefined,
  target: string,
  table: LayerTable,
): string | undefined {
  if (!target.startsWith('src/')) {
    return isTest(path) ? undefined : 'the product imports only files under src/';
  }
  if (isTest(target) && !isTest(path)) return 'the product does not import tests';
  // Entry points may import everything.
  if (layer === undefined) return undefined;
  const targetLayer = layerOf(target);
  if (targetLayer === undefined) return 'no layer imports an entry point';
  if (targetLayer === layer || table[layer]?.includes(targetLayer) === true) return undefined;
  return `${layer} may not import ${targetLayer}`;
}

/**
 * Packages that the product imports without declaring them; `node:` modules need no declaration.
 */
export function packageViolations(
  files: readonly SourceFile[],
  dependencies: readonly string[],
): Violation[] {
  return files
    .filter((file) => !isTest(file.path))
    .flatMap((file) =>
      importsOf(file).flatMap(({ node, specifier, target }) => {
        const known =
          target !== undefined ||
          specifier.startsWith('node:') ||
          dependencies.some((name) => specifier === name || specifier.startsWith(`${name}/`));
        return known ? [] : [at(file, node, `imports ${specifier}, which is no dependency`)];
      }),
    );
}

/**
 * Circles of imports between files, each once. Type-only imports inside one layer do not count:
 * trees of types refer to one another by nature, and nothing of it is left at run time.
 */
export function cycleViolations(files: readonly SourceFile[]): Violation[] {
  const edges = new Map(
    files.map((file) => {
      const targets = importsOf(file)
        .filter(({ target, typeOnly }) => {
          if (target === undefined) return false;
          return !typeOnly || layerOf(target) !== layerOf(file.path);
        })
        .map(({ target }) => target ?? '');
      return [file.path, [...new Set(targets)].sort()] as const;
    }),
  );
  return findCycles(edges).map((cycle) => `import cycle: ${[...cycle, cycle[0]].join(' -> ')}`);
}

/** One cycle for every edge that leads back onto the path of a depth-first search. */
function findCycles(edges: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const start = path.indexOf(file);
    if (start >= 0) cycles.push(path.slice(start));
    if (start >= 0 || done.has(file)) return;
    path.push(file);
    for (const target of edges.get(file) ?? []) visit(target);
    path.pop();
    done.add(file);
  };
  for (const file of edges.keys()) visit(file);
  return cycles;
}
