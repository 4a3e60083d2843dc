import { GqlError } from '../base/errors.ts';
import type { BatchColumn } from '../graph/store.ts';
import { fromHost } from '../values/host.ts';
import type { Value } from '../values/value.ts';
import type { ImportRecord } from './import-specification.ts';

/** Records as columns: every property name that occurs, absent where a record lacks it. */
export async function recordColumns(
  records: Iterable<ImportRecord> | AsyncIterable<ImportRecord>,
): Promise<{ readonly count: number; readonly columns: BatchColumn[] }> {
  requireRecords(records);
  const columns = new Map<string, Value[]>();
  let count = 0;
  for await (const record of records) {
    if (typeof record !== 'object' || (record as unknown) === null) {
      throw new GqlError('22G03', `record ${count + 1} is no object`);
    }
    for (const [name, value] of Object.entries(record)) {
      let column = columns.get(name);
      if (column === undefined) {
        column = new Array<Value>(count).fill(null);
        columns.set(name, column);
      }
      column.push(recordValue(value, name, count));
    }
    count++;
    for (const column of columns.values()) if (column.length < count) column.push(null);
  }
  return { count, columns: Array.from(columns, ([name, values]) => ({ name, values })) };
}

/** What a mapping, or a caller without types, may give instead. */
function requireRecords(given: unknown): void {
  const isObject = typeof given === 'object' && given !== null;
  if (isObject && (Symbol.iterator in given || Symbol.asyncIterator in given)) return;
  throw new GqlError('22G03', 'the file of an import is neither a path nor iterable records');
}

function recordValue(value: unknown, name: string, index: number): Value {
  try {
    return fromHost(value ?? null);
  } catch (error) {
    if (!(error instanceof GqlError)) throw error;
    throw new GqlError(error.gqlstatus, `record ${index + 1}, ${name}: ${error.message}`, {
      cause: error,
    });
  }
}
