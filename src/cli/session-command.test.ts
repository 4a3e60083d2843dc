import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { GraphLite } from '../api/graph-lite.ts';
import { queryCommand } from './query-command.ts';
import { sessionCommand } from './session-command.ts';

let folder: string;
let path: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-session-'));
  path = join(folder, 'db');
  vi.stubEnv('XDG_STATE_HOME', join(folder, 'state'));
  await using db = await GraphLite.open(path);
  await db.script('CREATE SCHEMA /s; CREATE GRAPH /s/g; USE /s/g INSERT (:A {k: 1})');
});

afterEach(() => {
  process.exitCode = undefined;
  rmSync(folder, { recursive: true, force: true });
});

/** What a command prints, errors as well. */
async function printed(command: 'session' | 'query', ...args: string[]): Promise<string> {
  let all = '';
  const take = (text: string | Uint8Array): boolean => {
    all += String(text);
    return true;
  };
  const spies = [process.stdout, process.stderr].map((stream) =>
    vi.spyOn(stream, 'write').mockImplementation(take),
  );
  await (command === 'session' ? sessionCommand() : queryCommand()).parseAsync(args, {
    from: 'user',
  });
  for (const spy of spies) spy.mockRestore();
  return all;
}

const COUNT = ['MATCH (n) RETURN COUNT(n) AS n', '--format', 'jsonl'];

describe('graphlite query', () => {
  it('starts in the schema and graph that the flags say', async () => {
    expect(await printed('query', '--path', path, ...COUNT)).toBe('{"n":0}\n');
    const there = ['--path', path, '--schema', '/s', '--graph', 'g'];
    expect(await printed('query', ...there, ...COUNT)).toBe('{"n":1}\n');
  });

  it.each([
    ['no graph of that name', 'h', /^error 42002: --graph h: there is no graph/u],
    ['more than a path', 'g RETURN 1', /^error 42001: --graph g RETURN 1: .*the end of the path/u],
  ])('refuses %s', async (_, graph, message) => {
    expect(await printed('query', '--path', path, '--graph', graph, ...COUNT)).toMatch(message);
    expect(process.exitCode).toBe(1);
  });
});

describe('graphlite session', () => {
  it('keeps where query begins', async () => {
    const set = ['--path', path, '--schema', '/s', '--graph', 'g', '--param', 'k=1'];
    expect(await printed('session', 'set', ...set)).toMatch(/current_graph *│ \/s\/g/u);
    const query = 'MATCH (n {k: $k}) RETURN n.k AS k';
    expect(await printed('query', '--path', path, query, '--format', 'jsonl')).toBe('{"k":1}\n');
    const home = ['--path', path, '--graph', '/default/default'];
    expect(await printed('query', ...home, ...COUNT)).toBe('{"n":0}\n');
  });

  it('keeps nothing that is not there', async () => {
    const text = await printed('session', 'set', '--path', path, '--graph', 'h');
    expect(text).toMatch(/^error 42002: --graph h/u);
    expect(await printed('session', 'show', '--path', path)).toContain('/default/default');
  });

  it('forgets a part, or all', async () => {
    await printed('session', 'set', '--path', path, '--graph', '/s/g', '--time-zone', 'Asia/Tokyo');
    expect(await printed('session', 'reset', '--path', path, '--graph')).toMatch(
      /current_graph *│ \/default\/default .*time_zone *│ Asia\/Tokyo/su,
    );
    await printed('session', 'close', '--path', path);
    expect(await printed('session', 'show', '--path', path)).toMatch(/time_zone *│ UTC/u);
  });

  it('says how to forget a graph that has been dropped', async () => {
    await printed('session', 'set', '--path', path, '--graph', '/s/g');
    await printed('query', '--path', path, 'USE HOME_GRAPH DROP GRAPH /s/g');
    await printed('query', '--path', path, 'DROP GRAPH /s/g');
    expect(await printed('query', '--path', path, ...COUNT)).toMatch(
      /hint: graphlite session reset/u,
    );
  });
});
