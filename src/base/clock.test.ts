import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from './clock.ts';

describe('systemClock', () => {
  it('gives the wall time in nanoseconds', () => {
    const year2020Ns = 1_577_836_800_000_000_000n;
    const year2200Ns = 7_258_118_400_000_000_000n;
    expect(systemClock.nowNs()).toBeGreaterThan(year2020Ns);
    expect(systemClock.nowNs()).toBeLessThan(year2200Ns);
  });

  it('never steps back', () => {
    let last = systemClock.monotonicMs();
    for (let i = 0; i < 1_000; i++) {
      const now = systemClock.monotonicMs();
      expect(now).toBeGreaterThanOrEqual(last);
      last = now;
    }
  });
});

describe('ManualClock', () => {
  it('stands still until it is advanced', () => {
    const clock = new ManualClock(5n);
    expect([clock.nowNs(), clock.monotonicMs()]).toEqual([5n, 0]);
    clock.advance(1.5);
    expect([clock.nowNs(), clock.monotonicMs()]).toEqual([1_500_005n, 1.5]);
  });

  it('sets the wall time without touching durations', () => {
    const clock = new ManualClock(10n);
    clock.advance(2);
    clock.setNow(3n);
    expect([clock.nowNs(), clock.monotonicMs()]).toEqual([3n, 2]);
  });

  it.each([[-1], [Number.NaN]])('refuses to advance by %d', (byMs) => {
    expect(() => {
      new ManualClock().advance(byMs);
    }).toThrow(RangeError);
  });
});
