import { ANY_RECORD } from '../../values/type.ts';
import { typeName } from '../../values/type-name.ts';
import { typeOf } from '../../values/type-of.ts';
import { nullable } from '../../values/subtype.ts';
import type { Value } from '../../values/value.ts';
import { RecordValue } from '../../values/value.ts';
import type { ProcedureRow, SystemProcedure } from './system-procedure.ts';
import { systemProcedure } from './system-procedure.ts';

/** A binding table as a value is the list of its rows. */
const TABLE_PARAMETER = {
  name: 'rows',
  type: { kind: 'list', element: ANY_RECORD },
} as const;

/** What is in a binding table. */
export const TABLE_PROCEDURES: readonly SystemProcedure[] = [
  systemProcedure('describe_table', {
    description: 'the columns of a binding table with the types of their values',
    parameters: [TABLE_PARAMETER],
    columns: { column_name: 'STRING', value_types: 'LIST<STRING>', value_count: 'INT' },
    run: (_host, [rows]) => describeTable(rows),
  }),
];

function* describeTable(rows: Value | undefined): Iterable<ProcedureRow> {
  const columns = new Map<string, { readonly types: Set<string>; count: number }>();
  for (const row of Array.isArray(rows) ? (rows as readonly Value[]) : []) {
    if (!(row instanceof RecordValue)) continue;
    for (const name of row.names) {
      const column = columns.get(name) ?? { types: new Set<string>(), count: 0 };
      columns.set(name, column);
      const value = row.get(name) ?? null;
      if (value === null) continue;
      column.types.add(typeName(nullable(typeOf(value))));
      column.count++;
    }
  }
  for (const [name, { types, count }] of columns) {
    yield { column_name: name, value_types: [...types].sort(), value_count: count };
  }
}
