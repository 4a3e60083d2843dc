/**
 * Assertions for what only a bug in GraphLite can cause. They stay on in production: a database
 * that stops is better than one that goes on with a broken state. What a user can cause is a
 * `GqlError` instead.
 */
export class InternalError extends Error {
  constructor(message: string) {
    super(`internal error: ${message}`);
    this.name = 'InternalError';
  }
}

/**
 * States what must hold here. Give a constant message where the check is frequent, because a
 * template is built on every call, whether the check fails or not.
 */
export function invariant(condition: boolean, message: string): asserts condition {
  if (!condition) throw new InternalError(message);
}

/** Ends a `switch` over a tagged union: it compiles only when every kind has its case. */
export function unreachable(value: never): never {
  throw new InternalError(`unexpected case ${describe(value)}`);
}

/** The value, where its absence could only be a bug; `what` names it in the message. */
export function present<T>(value: T | null | undefined, what: string): T {
  if (value === null || value === undefined) throw new InternalError(`${what} is missing`);
  return value;
}

/** Names the kind of a tagged object and nothing else of it, which may be large or private. */
function describe(value: unknown): string {
  if (typeof value === 'object' && value !== null) {
    return 'kind' in value ? `of kind '${String(value.kind)}'` : 'of an untagged object';
  }
  return String(value);
}
