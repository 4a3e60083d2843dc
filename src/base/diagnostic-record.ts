import type { SourcePosition } from './position.ts';
import { statusDescription } from './status-codes.ts';

/** What a status is about: a name of the program or the catalog, as the program spells it. */
export interface Subject {
  readonly kind:
    | 'variable'
    | 'parameter'
    | 'function'
    | 'procedure'
    | 'user'
    | 'role'
    | 'label'
    | 'property'
    | 'graph'
    | 'graph type'
    | 'schema'
    | 'table'
    | 'type';
  readonly name: string;
}

/** Where in a session a status arose: the statement and the schema it ran in. */
export interface Circumstances {
  /** `MATCH STATEMENT`; empty where no statement could be made out. */
  readonly operation: string;
  readonly schema: string;
}

/**
 * The diagnostic record of a status (ISO/IEC 39075, 23.2, GA08). The fields in front are the
 * standard's; those with an underscore are GraphLite's and there where they are known.
 */
export interface DiagnosticRecord {
  readonly OPERATION: string;
  /** 0: GraphLite numbers no operations. */
  readonly OPERATION_CODE: number;
  readonly CURRENT_SCHEMA: string;
  readonly _subject?: Subject;
  readonly _position?: SourcePosition;
}

/** A GQL-status object (ISO/IEC 39075, 4.9 and 23.1). */
export interface GqlStatus {
  readonly gqlstatus: string;
  /** Class and subclass in words: `warn: warning - null value eliminated in set function`. */
  readonly description: string;
  readonly diagnosticRecord: DiagnosticRecord;
}

export function diagnosticRecord(
  { operation, schema }: Circumstances,
  about: { readonly subject?: Subject; readonly position?: SourcePosition } = {},
): DiagnosticRecord {
  return {
    OPERATION: operation,
    OPERATION_CODE: 0,
    CURRENT_SCHEMA: schema,
    ...(about.subject && { _subject: about.subject }),
    ...(about.position && { _position: about.position }),
  };
}

export function completionStatus(gqlstatus: string, circumstances: Circumstances): GqlStatus {
  return {
    gqlstatus,
    description: statusDescription(gqlstatus),
    diagnosticRecord: diagnosticRecord(circumstances),
  };
}
