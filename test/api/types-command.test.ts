import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';
import ts from 'typescript';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { typesCommand } from '../../src/cli/types-command.ts';
import { GraphLite } from '../../src/index.ts';

const root = resolve(import.meta.dirname, '../..');

let directory = '';

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'graphlite-types-'));
});

afterEach(() => {
  rmSync(directory, { recursive: true });
  vi.restoreAllMocks();
  process.exitCode = undefined;
});

/** What the command writes: standard output, or standard error behind its exit status. */
async function types(...flags: string[]): Promise<string> {
  const written: string[] = [];
  const write = (text: string | Uint8Array): boolean => written.push(String(text)) > 0;
  vi.spyOn(process.stdout, 'write').mockImplementation(write);
  vi.spyOn(process.stderr, 'write').mockImplementation(write);
  await typesCommand().parseAsync(['--path', join(directory, 'db'), ...flags], { from: 'user' });
  const status = process.exitCode === undefined ? '' : `exit ${process.exitCode}: `;
  return status + written.join('');
}

async function inDatabase(...statements: string[]): Promise<void> {
  await using db = await GraphLite.open(join(directory, 'db'));
  for (const statement of statements) await db.query(statement);
}

/** The messages of the compiler on a program that uses the types. */
function problemsOf(generated: string, use: string): string[] {
  const file = join(directory, 'use.ts');
  writeFileSync(join(directory, 'types.ts'), generated);
  writeFileSync(file, use);
  const program = ts.createProgram([file], {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    lib: ['lib.es2023.d.ts'],
    types: [],
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    paths: {
      graphlite: [join(root, 'src/session/elements.ts')],
      '*': [join(root, 'node_modules/*')],
    },
  });
  return ts
    .getPreEmitDiagnostics(program)
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}

it('prints types that the compiler accepts and that rows have', { timeout: 60_000 }, async () => {
  await inDatabase(`CREATE GRAPH g {
    NODE TYPE PersonType (:Person&Human {
      id INT32 NOT NULL, name STRING NOT NULL, born DATE, score FLOAT, wealth DECIMAL(30, 2),
      tags LIST<STRING NOT NULL>, address RECORD {street STRING NOT NULL, number INT},
      opens ZONED TIME, mark INT | STRING, \`a "b"\` ANY
    }),
    (c:\`big city\` {\`__proto__\` INT}),
    (d:\`big city\` {zip STRING}),
    (n:Node), (:\`1\`),
    DIRECTED EDGE TYPE Lives :LIVES_IN {since LOCAL DATETIME NOT NULL} CONNECTING (PersonType TO c),
    (n)~[:NEAR]~(n)
  }`);
  const generated = await types('--graph', 'g');
  expect(generated).toMatchInlineSnapshot(`
    "// Made by graphlite types from the type of the graph /default/g.
    import type { Edge, Node } from 'graphlite';
    import type { Decimal } from 'decimal.js';
    import type { Temporal } from 'temporal-polyfill';

    /** Properties of the node type PersonType. */
    export interface PersonTypeProperties {
      id: number;
      name: string;
      born?: Temporal.PlainDate | null;
      score?: number | null;
      wealth?: number | Decimal | null;
      tags?: string[] | null;
      address?: { street: string; number: number | bigint | null } | null;
      opens?: { time: Temporal.PlainTime; offset: string } | null;
      mark?: number | bigint | string | null;
      "a \\"b\\""?: unknown;
    }

    /** An element of the node type PersonType. */
    export interface PersonType extends Omit<Node, 'properties'> {
      readonly properties: PersonTypeProperties;
    }

    /** Properties of the node type (:\`big city\`). */
    export interface BigCityProperties {
      __proto__?: number | bigint | null;
    }

    /** An element of the node type (:\`big city\`). */
    export interface BigCity extends Omit<Node, 'properties'> {
      readonly properties: BigCityProperties;
    }

    /** Properties of the node type (:\`big city\`). */
    export interface BigCity2Properties {
      zip?: string | null;
    }

    /** An element of the node type (:\`big city\`). */
    export interface BigCity2 extends Omit<Node, 'properties'> {
      readonly properties: BigCity2Properties;
    }

    /** Properties of the node type (:Node). */
    export interface Node2Properties {}

    /** An element of the node type (:Node). */
    export interface Node2 extends Omit<Node, 'properties'> {
      readonly properties: Node2Properties;
    }

    /** Properties of the node type (:\`1\`). */
    export interface _1Properties {}

    /** An element of the node type (:\`1\`). */
    export interface _1 extends Omit<Node, 'properties'> {
      readonly properties: _1Properties;
    }

    /** Properties of the edge type Lives. */
    export interface LivesProperties {
      since: Temporal.PlainDateTime;
    }

    /** An element of the edge type Lives. */
    export interface Lives extends Omit<Edge, 'properties'> {
      readonly properties: LivesProperties;
    }

    /** Properties of the edge type (:Node)~[:NEAR]~(:Node). */
    export interface NEARProperties {}

    /** An element of the edge type (:Node)~[:NEAR]~(:Node). */
    export interface NEAR extends Omit<Edge, 'properties'> {
      readonly properties: NEARProperties;
    }
    "
  `);
  const use = `
    import type { BigCity, BigCity2, Lives, NEAR, Node2, PersonType, PersonTypeProperties, _1 }
      from './types.ts';
    export const row: PersonTypeProperties = { id: 1, name: 'a', born: null, tags: ['x'] };
    export const zip = (c: BigCity2): string | null | undefined => c.properties.zip;
    export const ids = (...all: [BigCity, NEAR, Node2, _1]): string[] => all.map((e) => e.id);
    export const year = (e: Lives): number => e.properties.since.year;
    export const street = (p: PersonType): string | undefined => p.properties.address?.street;
    // @ts-expect-error: it can be null
    export const length = (p: PersonType): number => p.properties.tags.length;
    // @ts-expect-error: there is no such property
    export const nothing = (p: PersonType): unknown => p.properties.nickname;
  `;
  expect(problemsOf(generated, use)).toEqual([]);
});

it('says so where a graph has no closed type', async () => {
  await inDatabase('CREATE SCHEMA /s', 'CREATE GRAPH /s/g ANY');
  expect(await types()).toMatch(/^exit 1: .*42002.* the graph \/default\/default is open/su);
  expect(await types('--graph', '/s/g')).toMatch(/^exit 1: .*42002.* the graph \/s\/g is open/su);
  expect(await types('--graph', 'h')).toMatch(/^exit 1: .*42002.*there is no graph \/default\/h/su);
});
