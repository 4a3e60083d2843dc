/** The write-ahead log's entries; the byte layout is in `entry-codec.ts`. */
export type EntryType = 'begin' | 'operation' | 'commit' | 'rollback';

/** By the byte that stands for it. */
export const OPERATION_CODES = {
  select: 0,
  match: 1,
  insert: 10,
  update: 11,
  set: 12,
  delete: 13,
  remove: 14,
  createTable: 20,
  createGraph: 21,
  alterTable: 22,
  dropTable: 23,
  dropGraph: 24,
  createUser: 25,
  dropUser: 26,
  createRole: 27,
  dropRole: 28,
  grantRole: 29,
  revokeRole: 30,
  begin: 31,
  commit: 32,
  rollback: 33,
  other: 99,
  none: 255,
} as const;

export type Operation = keyof typeof OPERATION_CODES;

const OPERATIONS_BY_CODE: ReadonlyMap<number, Operation> = new Map(
  (Object.keys(OPERATION_CODES) as Operation[]).map((name) => [OPERATION_CODES[name], name]),
);

export function operationOf(code: number): Operation | undefined {
  return OPERATIONS_BY_CODE.get(code);
}

export const ENTRY_TYPES: readonly (EntryType | undefined)[] = [
  undefined,
  'begin',
  'operation',
  'commit',
  'rollback',
];

/** Numbers are 64 bits wide in the log, and transaction ids exceed 2^53, hence bigint. */
export interface LogEntry {
  readonly type: EntryType;
  readonly transactionId: bigint;
  /** Strictly increasing over the whole log, from 1. */
  readonly globalSequence: bigint;
  /** Within the transaction; 0 on marks. */
  readonly sequence: bigint;
  /** Nanoseconds since 1970. */
  readonly timestampNs: bigint;
  readonly operation: Operation;
  readonly description: string;
}

/** An entry with the place it was read from. */
export interface PlacedEntry extends LogEntry {
  readonly fileNumber: number;
  /** Bytes from the start of the file. */
  readonly offset: number;
}

export const MAGIC = 0x53594e57;
export const FORMAT_VERSION = 1;
export const FILE_HEADER_BYTES = 64;
/** An entry's length beyond its description. */
export const ENTRY_BYTES = 46;
export const MAX_FILE_BYTES = 64 * 1024 * 1024;
export const PREALLOCATION_BYTES = 1024 * 1024;
