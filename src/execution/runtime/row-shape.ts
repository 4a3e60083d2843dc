import type { Row } from '../executable.ts';

/** Builds one result row out of the values of its columns, which come from `read(i)`. */
export type RowFactory = (read: (column: number) => unknown) => Row;

/**
 * The factory for a list of column names. Rows of up to six columns are object literals with
 * computed keys, which give all rows one hidden class and define `__proto__` as the plain property
 * that it is here, where an assignment would call the setter.
 */
export function rowFactory(names: readonly string[]): RowFactory {
  const [a = '', b = '', c = '', d = '', e = '', f = ''] = names;
  switch (names.length) {
    case 0:
      return () => ({});
    case 1:
      return (v) => ({ [a]: v(0) });
    case 2:
      return (v) => ({ [a]: v(0), [b]: v(1) });
    case 3:
      return (v) => ({ [a]: v(0), [b]: v(1), [c]: v(2) });
    case 4:
      return (v) => ({ [a]: v(0), [b]: v(1), [c]: v(2), [d]: v(3) });
    case 5:
      return (v) => ({ [a]: v(0), [b]: v(1), [c]: v(2), [d]: v(3), [e]: v(4) });
    case 6:
      return (v) => ({ [a]: v(0), [b]: v(1), [c]: v(2), [d]: v(3), [e]: v(4), [f]: v(5) });
    default:
      return names.includes('__proto__') ? definedRow(names) : assignedRow(names);
  }
}

function assignedRow(names: readonly string[]): RowFactory {
  return (read) => {
    const row: Row = {};
    for (let i = 0; i < names.length; i++) row[names[i] ?? ''] = read(i);
    return row;
  };
}

function definedRow(names: readonly string[]): RowFactory {
  return (read) => {
    const row: Row = {};
    names.forEach((name, i) => {
      const value = read(i);
      Object.defineProperty(row, name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    });
    return row;
  };
}
