import type { Clock } from '../base/clock.ts';
import { GqlError } from '../base/errors.ts';
import type { UserEntry } from '../catalog/principals.ts';
import { NOBODYS, isPassword } from './passwords.ts';

const MAX_FAILURES = 5;
const LOCK_MS = 30_000;

interface Failures {
  count: number;
  lastMs: number;
}

/** Looks at passwords, and at no more than a few wrong ones of a name in half a minute. */
export class Logins {
  readonly #clock: Clock;
  readonly #failures = new Map<string, Failures>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The user, where the password is right; 28P01 after too many wrong ones. */
  check(
    user: UserEntry | undefined,
    { name, password }: { readonly name: string; readonly password: string },
  ): UserEntry | undefined {
    const failures = this.#recent(name);
    if (failures.count >= MAX_FAILURES) {
      throw new GqlError('28P01', `too many wrong passwords for "${name}"`, {
        hint: `Try again in ${LOCK_MS / 1_000} seconds.`,
      });
    }
    // A name that nobody has takes as long: else it would be told from others, and ten thousand of
    // them would soon push what is remembered of a real one out.
    const isRight = isPassword(password, user?.password ?? NOBODYS);
    if (isRight && user?.password !== undefined) {
      this.#failures.delete(name);
      return user;
    }
    this.#failures.set(name, { count: failures.count + 1, lastMs: this.#clock.monotonicMs() });
    if (this.#failures.size > MAX_NAMES) this.#forgetOldest();
    return undefined;
  }

  #recent(name: string): Failures {
    const known = this.#failures.get(name);
    const isRecent = known !== undefined && this.#clock.monotonicMs() - known.lastMs < LOCK_MS;
    return isRecent ? known : { count: 0, lastMs: 0 };
  }

  #forgetOldest(): void {
    const oldest = this.#failures.keys().next();
    if (oldest.done !== true) this.#failures.delete(oldest.value);
  }
}

/** Names that were tried in vain are remembered for a bounded number. */
const MAX_NAMES = 10_000;
