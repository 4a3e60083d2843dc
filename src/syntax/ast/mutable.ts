/**
 * A node while it is put together. Optional fields are set one by one, because an object literal
 * with spreads costs several times as much on the parser's hot path.
 */
export type Mutable<T> = { -readonly [K in keyof T]: T[K] };
