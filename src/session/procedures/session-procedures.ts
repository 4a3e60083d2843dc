import { printPath } from '../../catalog/catalog-path.ts';
import { GqlError } from '../../base/errors.ts';
import { functionSignatures } from '../../semantics/function-signatures.ts';
import { describeStored } from '../../semantics/catalog/stored-procedures.ts';
import { describeRoutine } from '../../semantics/routines.ts';
import { STRING } from '../../values/type.ts';
import { typeName } from '../../values/type-name.ts';
import { formatValue } from '../../values/text.ts';
import type { Value } from '../../values/value.ts';
import { Float } from '../../values/value.ts';
import type { KeptValue } from '../kept-value.ts';
import type { PlanCacheStatistics } from '../plans/plan-cache.ts';
import { instant, objects } from './catalog-procedures.ts';
import type { ProcedureHost, ProcedureRow, SystemProcedure } from './system-procedure.ts';
import { systemProcedure } from './system-procedure.ts';

/** The session, its neighbours, and what they can call. */
export const SESSION_PROCEDURES: readonly SystemProcedure[] = [
  systemProcedure('show_session', {
    description: 'the characteristics and parameters of the session',
    columns: { property_name: 'STRING', property_value: 'STRING', property_type: 'STRING' },
    run: showSession,
  }),
  systemProcedure('list_sessions', {
    description: 'the open sessions of the database in this process',
    columns: {
      session_id: 'INT',
      user: 'STRING',
      schema: 'STRING',
      graph: 'STRING',
      is_current: 'BOOL',
    },
    run: ({ database, session, catalog }) =>
      [...database.sessions].map((each) => ({
        session_id: each.id,
        user: each.state.user ?? null,
        schema: each.state.schemaText,
        graph: graphText(each.state.graph, catalog),
        is_current: each === session,
      })),
  }),
  systemProcedure('list_transactions', {
    description: 'the open transactions of the database in this process',
    columns: {
      session_id: 'INT',
      access_mode: 'STRING',
      started_at: 'ZONED DATETIME',
      holds_writer: 'BOOL',
    },
    run: ({ database }) =>
      [...database.sessions].flatMap(({ id, transaction }) =>
        transaction === undefined || transaction.isEnded
          ? []
          : [
              {
                session_id: id,
                access_mode: transaction.readOnly ? 'READ ONLY' : 'READ WRITE',
                started_at: instant(transaction.startedMs),
                holds_writer: transaction.holdsWriter,
              },
            ],
      ),
  }),
  systemProcedure('cache_stats', {
    description: 'what the cache of plans holds and how often it had what was asked for',
    columns: { cache_type: 'STRING', entries: 'INT', hit_rate: 'FLOAT', memory_bytes: 'INT' },
    run: ({ database }) => [cacheRow(database.planCacheStatistics())],
  }),
  systemProcedure('clear_cache', {
    description: 'empties the cache of plans',
    parameters: [{ name: 'type', type: STRING, isOptional: true }],
    columns: { status: 'STRING', cleared_caches: 'LIST<STRING>' },
    run: clearCache,
  }),
  systemProcedure('list_functions', {
    description: 'the functions that expressions can call',
    columns: { name: 'STRING', signature: 'STRING', description: 'STRING' },
    run: listFunctions,
  }),
  systemProcedure('list_procedures', {
    description: 'the procedures that CALL can run',
    columns: {
      name: 'STRING',
      signature: 'STRING',
      columns: 'LIST<STRING>',
      description: 'STRING',
    },
    run: listProcedures,
  }),
];

function graphText(graph: number, catalog: ProcedureHost['catalog']): string | null {
  const found = catalog.graph(graph);
  return found === undefined ? null : printPath(found.path);
}

function* showSession(host: ProcedureHost): Iterable<ProcedureRow> {
  const { session, catalog } = host;
  const { state } = session;
  const names = state.names(catalog);
  const facts: [string, Value, string][] = [
    ['user', state.user ?? null, 'STRING'],
    ['current_schema', state.schemaText, 'SCHEMA'],
    ['current_graph', graphText(state.graph, catalog), 'GRAPH'],
    ['home_schema', printPath(names.homeSchema), 'SCHEMA'],
    ['home_graph', printPath(names.homeGraph), 'GRAPH'],
    ['time_zone', state.timeZone, 'TIME ZONE'],
    ['transaction', session.transaction === undefined ? 'none' : 'open', 'TRANSACTION'],
  ];
  for (const [name, value, type] of facts) {
    yield { property_name: name, property_value: value, property_type: type };
  }
  for (const [name, kept] of state.parameters) {
    const known = names.parameters.get(name);
    const isGraph = known?.kind === 'graph';
    yield {
      property_name: `$${name}`,
      property_value: isGraph ? graphText(known.graph, catalog) : keptText(kept, host),
      property_type: known === undefined || isGraph ? 'GRAPH' : typeName(known.type),
    };
  }
}

/** Null where an element in it has been deleted. */
function keptText(kept: KeptValue, { catalog, readerOf }: ProcedureHost): string | null {
  try {
    return formatValue(
      kept((graph) => (catalog.graph(graph) === undefined ? undefined : readerOf(graph))),
    );
  } catch (error) {
    if (error instanceof GqlError && error.gqlstatus === '22G11') return null;
    throw error;
  }
}

function cacheRow(statistics: PlanCacheStatistics): ProcedureRow {
  const { entries, hits, liftedHits, misses, memoryBytes } = statistics;
  const found = hits + liftedHits;
  const rate = new Float(found === 0 ? 0 : found / (found + misses));
  return { cache_type: 'plan', entries, hit_rate: rate, memory_bytes: memoryBytes };
}

function clearCache({ database }: ProcedureHost, [type]: readonly Value[]): ProcedureRow[] {
  if (type !== undefined && type !== null && type !== 'plan' && type !== 'all') {
    throw new GqlError('22G03', `there is no cache ${formatValue(type)}`, {
      hint: "the one cache is 'plan'; without an argument all caches are emptied",
    });
  }
  database.clearPlans();
  return [{ status: 'cleared', cleared_caches: ['plan'] }];
}

function* listFunctions({ database }: ProcedureHost): Iterable<ProcedureRow> {
  for (const { kind, name, usage, description } of functionSignatures) {
    if (kind !== 'operator') yield { name, signature: usage, description };
  }
  for (const routine of database.routines.all()) {
    if (routine.kind !== 'function') continue;
    const { name, description, returns } = routine;
    const signature = `${describeRoutine(routine, typeName)} :: ${typeName(returns)}`;
    yield { name, signature, description };
  }
}

function* listProcedures(host: ProcedureHost): Iterable<ProcedureRow> {
  for (const routine of host.database.routines.all()) {
    if (routine.kind !== 'procedure') continue;
    yield {
      name: routine.name,
      signature: describeRoutine(routine, typeName),
      columns: routine.columns.map(({ name }) => name),
      description: routine.description,
    };
  }
  for (const { path, object } of objects(host, 'procedure')) {
    yield {
      name: printPath(path),
      signature: describeStored(path, object),
      columns: null,
      description: 'written in GQL',
    };
  }
}
