import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { GraphLite } from '../api/graph-lite.ts';
import { startRepl } from './repl.ts';

/** What the REPL prints for lines that come from no terminal; times are left out. */
async function dialogue(...lines: string[]): Promise<string> {
  await using db = await GraphLite.open();
  const input = new PassThrough() as unknown as NodeJS.ReadStream;
  const output = new PassThrough() as unknown as NodeJS.WriteStream;
  const printed = text(output);
  input.end(lines.map((line) => `${line}\n`).join(''));
  await startRepl(db, { input, output });
  output.end();
  return (await printed).replaceAll(/\n\d+\.\d ms/gu, '');
}

it('answers what ends in a semicolon, over several lines', async () => {
  expect(await dialogue('RETURN 1', "+ 1 AS a, ';' AS b;")).toBe(`gql> ...> a │ b
──┼──
2 │ ;
(1 row)
gql> `);
});

it('shows where the session stands, and that a transaction is open', async () => {
  const printed = await dialogue(
    'CREATE SCHEMA /s; CREATE GRAPH /s/g;',
    'SESSION SET SCHEMA /s;',
    'SESSION SET GRAPH g;',
    'BEGIN;',
    'ROLLBACK;',
    'SESSION SET SCHEMA HOME_SCHEMA;',
    'DROP GRAPH /s/g;',
    'SESSION RESET;',
  );
  expect(printed.match(/gql.*?> /gu)).toEqual([
    'gql> ',
    'gql> ',
    'gql /s (/default/default)> ',
    'gql /s/g> ',
    'gql /s/g*> ',
    'gql /s/g> ',
    'gql /s/g> ',
    'gql /default (no graph)> ',
    'gql> ',
  ]);
});

it('shows an error with its place and goes on', async () => {
  expect(await dialogue('RETURN x;', 'help')).toMatch(/error 42002: .*\^.*gql> Type GQL/su);
});

it('leaves when the session is closed', async () => {
  expect(await dialogue('SESSION CLOSE;', 'RETURN 1;')).toBe('gql> done\n');
});

it.each(['exit', 'QUIT;', 'quit()', '\\q', '.exit', ':q'])('leaves with %s', async (word) => {
  expect(await dialogue(word, 'RETURN 1;')).toBe('gql> ');
});

it.each(['help', '?', '.help', '\\?', ':h'])('helps with %s', async (word) => {
  expect(await dialogue(word)).toMatch(/^gql> Type GQL/u);
});
