export { GraphLite } from './api/graph-lite.ts';
export { Session } from './api/session.ts';
export { Transaction } from './api/connection.ts';
export { QueryResult } from './api/query-result.ts';
export { PreparedStatement } from './api/prepared-statement.ts';
export { gql, GqlText } from './api/gql-tag.ts';
export { GqlError } from './base/errors.ts';
export { Edge, Node, Path } from './session/elements.ts';
export type { OpenOptions } from './api/open-options.ts';
export type { Parameters, QueryText } from './api/connection.ts';
export type {
  FunctionSpecification,
  ProcedureSpecification,
  Registration,
} from './api/register.ts';
export type { TransactionOptions } from './api/session.ts';
export type { SessionOptions } from './session/session-options.ts';
export type { Summary } from './api/query-result.ts';
export type { RequestOptions } from './session/options.ts';
export type { ResultColumn } from './session/outcome.ts';
export type { PlanDescription } from './planner/explain.ts';
export type { DiagnosticRecord, GqlStatus, Subject } from './base/diagnostic-record.ts';
export type { SourcePosition } from './base/position.ts';
export type { ImportCounts, ImportSpecification } from './transfer/import-specification.ts';
