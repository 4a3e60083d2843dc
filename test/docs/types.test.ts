import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { examplesOf } from './page.ts';

const root = resolve(import.meta.dirname, '..', '..');
const PAGES = ['README.md', 'docs/gql-tour.md', 'docs/catalog.md'];

it('has examples that a strict compiler takes', { timeout: 120_000 }, () => {
  const examples = PAGES.flatMap((page) =>
    examplesOf(readFileSync(join(root, page), 'utf8'), ['ts']).map(({ code }) => ({
      title: `${page}, line ${code.line}`,
      text: asModule(code.text),
    })),
  );
  expect(problemsIn(examples)).toEqual([]);
});

/** Where an example opens no database, it is given the page's. */
function asModule(text: string): string {
  const importing = /^import \{(?<names>.*)\} from 'graphlite';$/mu;
  const names = importing.exec(text)?.groups?.['names'] ?? ' GraphLite ';
  const body = text.replace(importing, '');
  const given = body.includes('const db =') ? '' : 'declare const db: GraphLite;\n';
  return `import {${names}} from '../../src/index.ts';\n${given}${body}`;
}

interface NamedText {
  readonly title: string;
  readonly text: string;
}

/** The texts are compiled as if they lay beside this file. */
function problemsIn(examples: readonly NamedText[]): string[] {
  const files = new Map(
    examples.map((example, i) => [join(import.meta.dirname, `example-${i}.ts`), example]),
  );
  const options = compilerOptions();
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (file) => files.has(file) || fileExists(file);
  host.readFile = (file) => files.get(file)?.text ?? readFile(file);
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files].flatMap(([file, { title }]) =>
    program
      .getSemanticDiagnostics(program.getSourceFile(file))
      .map(({ messageText }) => `${title}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`),
  );
}

function compilerOptions(): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.json'), (file) =>
    ts.sys.readFile(file),
  ) as { config: unknown };
  return {
    ...ts.parseJsonConfigFileContent(config, ts.sys, root).options,
    incremental: false,
    // Beyond `strict`, and few projects of users have it.
    noPropertyAccessFromIndexSignature: false,
  };
}
