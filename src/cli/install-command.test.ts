import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { GraphLite } from '../api/graph-lite.ts';
import { installCommand } from './install-command.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'graphlite-install-'));
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test.each(['ada', 'admin', 'o"b'])(
  'the administrator %s is there with the password',
  async (user) => {
    const path = join(folder, 'db');
    const flags = ['--path', path, '--admin-user', user, '--admin-password', 'secret'];
    await installCommand().parseAsync(flags, { from: 'user' });
    await using db = await GraphLite.open(path);
    const check = 'CALL gql.authenticate_user($user, $password) YIELD authenticated, roles';
    const { rows } = await db.query(check, { user, password: 'secret' });
    expect(rows).toEqual([{ authenticated: true, roles: ['admin', 'user'] }]);
    const { rows: wrong } = await db.query(check, { user, password: 'Secret' });
    expect(wrong).toEqual([{ authenticated: false, roles: null }]);
  },
);
