import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '../base/clock.ts';
import { systemRandom } from '../base/random.ts';
import type { UserEntry } from '../catalog/principals.ts';
import { Logins } from './logins.ts';
import { hashPassword } from './passwords.ts';

const ADA: UserEntry = {
  kind: 'user',
  name: 'ada',
  roles: [],
  password: hashPassword('right', systemRandom),
  createdMs: 0,
};

describe('logins', () => {
  it('takes a user with the right password only', () => {
    const logins = new Logins(new ManualClock());
    expect(logins.check(ADA, { name: 'ada', password: 'right' })).toBe(ADA);
    expect(logins.check(ADA, { name: 'ada', password: 'wrong' })).toBeUndefined();
    expect(logins.check(undefined, { name: 'eve', password: '' })).toBeUndefined();
  });

  it('takes as long for a name that nobody has', () => {
    const logins = new Logins(new ManualClock());
    const took = (user: UserEntry | undefined, name: string): number => {
      const startMs = systemClock.monotonicMs();
      for (let i = 0; i < 3; i++) logins.check(user, { name, password: 'wrong' });
      return systemClock.monotonicMs() - startMs;
    };
    const known = took(ADA, 'ada');
    expect(took(undefined, 'eve')).toBeGreaterThan(known / 10);
  });

  it('lets a name rest after five wrong passwords', () => {
    const clock = new ManualClock();
    const logins = new Logins(clock);
    const wrong = { name: 'ada', password: 'wrong' };
    for (let i = 0; i < 5; i++) expect(logins.check(ADA, wrong)).toBeUndefined();
    const right = { name: 'ada', password: 'right' };
    expect(() => logins.check(ADA, right)).toThrow('too many wrong passwords');
    clock.advance(30_000);
    expect(logins.check(ADA, right)).toBe(ADA);
  });
});
