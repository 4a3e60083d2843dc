/**
 * Tells whether code runs inside a function given to `transaction(…)`, so that a write on the
 * wrong object there is an error at once and not a wait for itself. Node's AsyncLocalStorage knows;
 * where the host has none, `lockTimeoutMs` still ends such a wait.
 */
export class TransactionScope {
  readonly #storage: AsyncStorage | undefined = makeStorage();

  run<T>(owner: Ending, body: () => Promise<T>): Promise<T> {
    return this.#storage === undefined ? body() : this.#storage.run(owner, body);
  }

  /** Whether the caller runs inside of a transaction that is still open. */
  get isInside(): boolean {
    return this.#storage?.getStore()?.isEnded === false;
  }
}

/** What was started inside a transaction may outlive it. */
interface Ending {
  readonly isEnded: boolean;
}

interface AsyncStorage {
  run<T>(store: Ending, body: () => T): T;
  getStore(): Ending | undefined;
}

interface HostProcess {
  getBuiltinModule?: (name: string) => { AsyncLocalStorage: new () => AsyncStorage } | undefined;
}

/** Asked for at run time, so that the core also loads where there is no Node. */
function makeStorage(): AsyncStorage | undefined {
  const host = (globalThis as { process?: HostProcess }).process;
  const hooks = host?.getBuiltinModule?.('node:async_hooks');
  return hooks === undefined ? undefined : new hooks.AsyncLocalStorage();
}
