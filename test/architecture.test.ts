import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileNameViolations, folderViolations } from './architecture/folders.ts';
import {
  cycleViolations,
  layerViolations,
  type LayerTable,
  packageViolations,
} from './architecture/imports.ts';
import { machinePathViolations, timeAndChanceViolations } from './architecture/purity.ts';
import { type SizeLimits, sizeViolations } from './architecture/sizes.ts';
import { readSources, sourceFile } from './architecture/source-file.ts';

const root = resolve(import.meta.dirname, '..');

const upToCatalog = ['base', 'values', 'syntax', 'catalog'];
const upToSemantics = [...upToCatalog, 'graph', 'semantics'];
const upToStorage = [...upToSemantics, 'planner', 'execution', 'storage'];

/** ARCHITECTURE.md explains this table; a change here is a change of the design. */
const layers: LayerTable = {
  base: [],
  values: ['base'],
  syntax: ['base', 'values'],
  catalog: ['base', 'values', 'syntax'],
  graph: ['base', 'values', 'catalog'],
  semantics: [...upToCatalog, 'graph'],
  planner: upToSemantics,
  execution: [...upToSemantics, 'planner'],
  storage: ['base', 'values', 'catalog', 'graph'],
  session: upToStorage,
  transfer: ['base', 'values', 'graph'],
  api: [...upToStorage, 'session', 'transfer'],
  cli: [...upToStorage, 'session', 'transfer', 'api'],
};

const sizes: SizeLimits = { fileLines: 799, functionLines: 70, lineColumns: 100, parameters: 4 };

describe('the project', () => {
  const product = readSources(root, ['src'], ['.ts']);
  const everything = [
    ...product,
    ...readSources(root, ['test'], ['.ts', '.mjs']),
    ...readSources(root, existing(['scripts', 'examples', 'bench']), ['.ts', '.mjs', '.js']),
  ];

  it('is found at all', () => {
    expect(product.map((file) => file.path)).toContain('src/base/clock.ts');
    expect(everything.map((file) => file.path)).toContain('scripts/ensure.mjs');
  });

  it('imports only what the table of layers allows', () => {
    expect(layerViolations(product, layers)).toEqual([]);
  });

  it('imports only packages that it declares', () => {
    const text = readFileSync(join(root, 'package.json'), 'utf8');
    const { dependencies } = JSON.parse(text) as { dependencies: Record<string, string> };
    expect(packageViolations(product, Object.keys(dependencies))).toEqual([]);
  });

  it('has no import cycles', () => {
    expect(cycleViolations(product)).toEqual([]);
  });

  it('keeps files, functions, lines and parameter lists short', () => {
    expect(sizeViolations(everything, sizes)).toEqual([]);
  });

  it('has a README in every layer and no other folders', () => {
    const folders = readdirSync(join(root, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => ({ name, files: readdirSync(join(root, 'src', name)) }));
    expect(folders.length).toBeGreaterThan(0);
    expect(folderViolations(folders, layers)).toEqual([]);
  });

  it('names files in kebab-case', () => {
    expect(fileNameViolations(everything.map((file) => file.path))).toEqual([]);
  });

  it('takes time and chance from src/base alone', () => {
    const timed = everything.filter(({ path }) => /^(?:src|test)\//u.test(path));
    expect(timeAndChanceViolations(timed)).toEqual([]);
  });

  it('names no path of one machine', () => {
    expect(machinePathViolations(everything, root)).toEqual([]);
  });
});

/** Benchmarks and examples come and go; the rules hold for those that are there. */
function existing(folders: readonly string[]): string[] {
  const present = new Set(readdirSync(root));
  return folders.filter((folder) => present.has(folder));
}

describe('the rule on layers', () => {
  const check = (path: string, text: string) => layerViolations([sourceFile(path, text)], layers);

  it('allows what lies below', () => {
    expect(check('src/planner/a.ts', "import { b } from '../graph/b.ts';")).toEqual([]);
    expect(check('src/planner/a.ts', "import { b } from './deep/b.ts';")).toEqual([]);
    expect(check('src/index.ts', "export { b } from './api/b.ts';")).toEqual([]);
    expect(check('src/cli/a.test.ts', "import { b } from '../../test/b.ts';")).toEqual([]);
  });

  it.each([
    ["import { b } from '../storage/b.ts';", 'planner may not import storage'],
    ["import type { B } from '../session/b.ts';", 'planner may not import session'],
    ["export * from '../api/b.ts';", 'planner may not import api'],
    ["const b = import('../execution/b.ts');", 'planner may not import execution'],
    ["type B = import('../execution/b.ts').B;", 'planner may not import execution'],
    ["import '../index.ts';", 'no layer imports an entry point'],
    ["import '../../test/b.ts';", 'the product imports only files under src/'],
    ["import '../base/clock.test.ts';", 'the product does not import tests'],
  ])('refuses %s', (text, message) => {
    expect(check('src/planner/a.ts', text)).toEqual([expect.stringContaining(message)]);
  });

  it('has no circle itself', () => {
    const names = Object.keys(layers);
    const files = names.map((name) => {
      const imports = layers[name]?.map((other) => `import '../${other}/a.ts';`) ?? [];
      return sourceFile(`src/${name}/a.ts`, imports.join('\n'));
    });
    expect(cycleViolations(files)).toEqual([]);
    expect(names).toEqual(expect.arrayContaining(Object.values(layers).flat()));
  });
});

describe('the rule on packages', () => {
  const check = (path: string, text: string) =>
    packageViolations([sourceFile(path, text)], ['decimal.js', 'commander']);

  it('allows dependencies, their parts and node', () => {
    expect(check('src/values/a.ts', "import 'decimal.js'; import 'commander/esm.mjs';")).toEqual(
      [],
    );
    expect(check('src/storage/a.ts', "import 'node:fs';")).toEqual([]);
    expect(check('src/storage/a.test.ts', "import 'vitest';")).toEqual([]);
  });

  it.each([['fast-check'], ['fs'], ['decimal.json']])('refuses %s', (name) => {
    expect(check('src/values/a.ts', `import x from '${name}';`)).toHaveLength(1);
  });
});

describe('the rule on cycles', () => {
  const check = (texts: Readonly<Record<string, string>>) =>
    cycleViolations(Object.entries(texts).map(([path, text]) => sourceFile(path, text)));

  it('finds a circle through three files', () => {
    expect(
      check({
        'src/base/a.ts': "import { b } from './b.ts';",
        'src/base/b.ts': "export * from './deep/c.ts';",
        'src/base/deep/c.ts': "import { type A } from '../a.ts';",
      }),
    ).toEqual([
      'import cycle: src/base/a.ts -> src/base/b.ts -> src/base/deep/c.ts -> src/base/a.ts',
    ]);
  });

  it('finds a file that imports itself', () => {
    expect(check({ 'src/base/a.ts': "import './a.ts';" })).toHaveLength(1);
  });

  it('lets types of one layer refer to one another', () => {
    const a = "import type { B } from './b.ts';";
    const b = "export type { A } from './a.ts';";
    expect(check({ 'src/base/a.ts': a, 'src/base/b.ts': b })).toEqual([]);
  });

  it('counts types between layers', () => {
    const a = "import type { B } from '../values/b.ts';";
    const b = "import type { A } from '../base/a.ts';";
    expect(check({ 'src/base/a.ts': a, 'src/values/b.ts': b })).toHaveLength(1);
  });
});

describe('the rule on sizes', () => {
  const small: SizeLimits = { fileLines: 6, functionLines: 3, lineColumns: 40, parameters: 2 };
  const check = (text: string, path = 'src/base/a.ts') =>
    sizeViolations([sourceFile(path, text)], small);

  it('allows what is just within', () => {
    expect(
      check(`function f(this: X, a: A, b: B) {\n  return a;\n}\n\n\n// ${'x'.repeat(37)}\n`),
    ).toEqual([]);
  });

  it.each([
    ['a long file', '\n'.repeat(7), 'has 7 lines, at most 6'],
    ['a long line', `// ${'\u{1F600}'.repeat(38)}`, 'has 41 columns, at most 40'],
    ['a long function', '/** Doc. */\nfunction f() {\n\n\n}', ':2 f has 4 lines, at most 3'],
    ['a long method', 'class A {\nm() {\n\n\n}}', ':2 m has 4 lines, at most 3'],
    ['a long arrow', 'const g = () => {\n\n\n};', ':1 g has 4 lines, at most 3'],
    ['many parameters', 'const g = (a, b, c) => a;', 'g has 3 parameters, at most 2'],
    ['a wide constructor', 'class A { constructor(a, b, c) {} }', 'the constructor has 3'],
    ['a wide signature', 'interface A { m(a: 1, b: 2, c: 3): 4 }', 'm has 3 parameters'],
  ])('refuses %s', (_what, text, message) => {
    expect(check(text)).toEqual([expect.stringContaining(message)]);
  });

  it('lets a suite of tests be long, but not its helpers', () => {
    const path = 'src/base/a.test.ts';
    expect(check("describe('a', () => {\n\n\n});", path)).toEqual([]);
    expect(check('function helper() {\n\n\n}', path)).toHaveLength(1);
  });
});

describe('the rule on folders', () => {
  it('refuses a layer without a README and a folder that is no layer', () => {
    const folders = [
      { name: 'base', files: ['README.md'] },
      { name: 'values', files: ['a.ts'] },
      { name: 'utils', files: ['README.md'] },
    ];
    expect(folderViolations(folders, layers)).toEqual([
      'src/values has no README.md',
      'src/utils is not in the table of layers',
    ]);
  });

  it('refuses names that are not in kebab-case', () => {
    const good = ['src/base/a.ts', 'src/base/plan-cache.test.ts', 'scripts/start.mjs'];
    const bad = ['src/base/planCache.ts', 'src/base/Plan.ts', 'src/base/plan_cache.ts'];
    expect(fileNameViolations([...good, ...bad])).toHaveLength(bad.length);
  });
});

describe('the rule on time and chance', () => {
  const check = (path: string, text: string) => timeAndChanceViolations([sourceFile(path, text)]);

  it.each([
    ['Date.now()'],
    ['new Date()'],
    ['new Date(0)'],
    ['Math.random()'],
    ['performance.now()'],
    ['globalThis.performance.now()'],
    ['process.hrtime.bigint()'],
    ['Temporal.Now.instant()'],
    ['crypto.randomUUID()'],
    ['const now = Date.now;'],
  ])('refuses %s', (text) => {
    expect(check('src/values/a.ts', text)).toHaveLength(1);
    expect(check('src/base/clock.ts', text)).toEqual([]);
  });

  it('minds neither comments nor strings nor fixed dates in tests', () => {
    expect(check('src/values/a.ts', "// Date.now()\nconst s = 'Math.random()';")).toEqual([]);
    expect(check('src/values/a.test.ts', 'new Date(0);')).toEqual([]);
    expect(check('src/values/a.test.ts', 'new Date();')).toHaveLength(1);
  });
});

describe('the rule on machine paths', () => {
  const check = (text: string) =>
    machinePathViolations([sourceFile('src/base/a.ts', text)], ['', 'srv', 'project'].join('/'));
  // Put together here, so that this file does not break the rule itself.
  const path = (...parts: string[]) => ['', ...parts].join('/');

  it.each([
    [`const a = '${path('home', 'ada')}';`],
    [`// see ${path('Users', 'ada', 'b.ts')}`],
    [`const a = '${path('work', 'b')}';`],
    [`const a = '${path('srv', 'project', 'b.ts')}';`],
    [`const a = '${['C:', 'Users', 'ada'].join('\\\\')}';`],
  ])('refuses %s', (text) => {
    expect(check(text)).toHaveLength(1);
  });

  it.each([["'./home/ada'"], ["'/default/graph'"], ["'https://example.org/home/a'"], ["'/home'"]])(
    'allows %s',
    (text) => {
      expect(check(text)).toEqual([]);
    },
  );
});
