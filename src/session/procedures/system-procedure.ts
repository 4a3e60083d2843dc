import type { Catalog } from '../../catalog/catalog.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { ProcedureSignature, RoutineParameter } from '../../semantics/routines.ts';
import { ANY, BOOL, FLOAT, INT, STRING } from '../../values/type.ts';
import type { ValueType } from '../../values/type.ts';
import type { Value } from '../../values/value.ts';
import type { Database } from '../database.ts';
import type { EngineSession } from '../session.ts';

/** What a procedure of the system may look at: the state that its statement reads. */
export interface ProcedureHost {
  readonly database: Database;
  readonly session: EngineSession;
  readonly catalog: Catalog;
  readonly readerOf: (graph: number) => GraphReader;
}

export type ProcedureRow = Readonly<Record<string, Value>>;

export interface SystemProcedure extends ProcedureSignature {
  run(host: ProcedureHost, args: readonly Value[]): Iterable<ProcedureRow>;
}

const TYPES = {
  STRING,
  INT,
  FLOAT,
  BOOL,
  ANY,
  'ZONED DATETIME': { kind: 'simple', name: 'ZONED DATETIME' },
  'LIST<STRING>': { kind: 'list', element: STRING },
} as const satisfies Record<string, ValueType>;

interface Parts {
  readonly description: string;
  readonly parameters?: readonly RoutineParameter[];
  readonly columns: Readonly<Record<string, keyof typeof TYPES>>;
  run(host: ProcedureHost, args: readonly Value[]): Iterable<ProcedureRow>;
}

/** A procedure `gql.name`. */
export function systemProcedure(name: string, parts: Parts): SystemProcedure {
  return {
    kind: 'procedure',
    name: `gql.${name}`,
    description: parts.description,
    parameters: parts.parameters ?? [],
    columns: Object.entries(parts.columns).map(([column, type]) => ({
      name: column,
      type: TYPES[type],
    })),
    run: (host, args) => parts.run(host, args),
  };
}
