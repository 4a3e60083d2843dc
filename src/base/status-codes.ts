/** How an outcome went, by the class of its code: the artifact's S, I, W, N and X. */
export type StatusKind = 'success' | 'informational' | 'warning' | 'no data' | 'exception';

interface StatusClass {
  readonly kind: StatusKind;
  readonly condition: string;
  /** By the three characters behind the class. */
  readonly subclasses: Readonly<Record<string, string>>;
}

/** What a GQLSTATUS says in words (ISO/IEC 39075, 23.1, table of conditions). */
export interface StatusText {
  readonly kind: StatusKind;
  readonly condition: string;
  /** Undefined where the code stops at the class. */
  readonly subcondition?: string;
}

/** The classes of ISO/IEC 39075, clause 23. */
export const isoClasses: Readonly<Record<string, StatusClass>> = {
  '00': {
    kind: 'success',
    condition: 'successful completion',
    subclasses: { '001': 'omitted result' },
  },
  '01': {
    kind: 'warning',
    condition: 'warning',
    subclasses: {
      '004': 'string data, right truncation',
      G03: 'graph does not exist',
      G04: 'graph type does not exist',
      G11: 'null value eliminated in set function',
    },
  },
  '02': { kind: 'no data', condition: 'no data', subclasses: {} },
  '03': { kind: 'informational', condition: 'informational', subclasses: {} },
  '08': {
    kind: 'exception',
    condition: 'connection exception',
    subclasses: { '007': 'transaction resolution unknown' },
  },
  '22': {
    kind: 'exception',
    condition: 'data exception',
    subclasses: {
      '001': 'string data, right truncation',
      '003': 'numeric value out of range',
      '004': 'null value not allowed',
      '007': 'invalid date, time, or, datetime format',
      '008': 'datetime field overflow',
      '011': 'substring error',
      '012': 'division by zero',
      '015': 'interval field overflow',
      '018': 'invalid character value for cast',
      '01E': 'invalid argument for natural logarithm',
      '01F': 'invalid argument for power function',
      '027': 'trim error',
      '02F': 'array data, right truncation',
      G02: 'negative limit value',
      G03: 'invalid value type',
      G04: 'values not comparable',
      G05: 'invalid date, time, or datetime function field name',
      G06: 'invalid datetime function value',
      G07: 'invalid duration function field name',
      G0B: 'list data, right truncation',
      G0C: 'list element error',
      G0F: 'invalid number of paths or groups',
      G0H: 'invalid duration format',
      G0M: 'multiple assignments to a graph element property',
      G0N: 'number of node labels below supported minimum',
      G0P: 'number of node labels exceeds supported maximum',
      G0Q: 'number of edge labels below supported minimum',
      G0R: 'number of edge labels exceeds supported maximum',
      G0S: 'number of node properties exceeds supported maximum',
      G0T: 'number of edge properties exceeds supported maximum',
      G0U: 'record fields do not match',
      G0V: 'reference value, invalid base type',
      G0W: 'reference value, invalid constrained type',
      G0X: 'record data, field unassignable',
      G0Y: 'record data, field missing',
      G0Z: 'malformed path',
      G10: 'path data, right truncation',
      G11: 'reference value, referent deleted',
      G12: 'invalid value type',
      G13: 'invalid group variable value',
      G14: 'incompatible temporal instant unit groups',
    },
  },
  '25': {
    kind: 'exception',
    condition: 'invalid transaction state',
    subclasses: {
      G01: 'active GQL-transaction',
      G02: 'catalog and data statement mixing not supported',
      G03: 'read-only GQL-transaction',
      G04: 'accessing multiple graphs not supported',
    },
  },
  '2D': { kind: 'exception', condition: 'invalid transaction termination', subclasses: {} },
  '40': {
    kind: 'exception',
    condition: 'transaction rollback',
    subclasses: { '003': 'statement completion unknown' },
  },
  '42': {
    kind: 'exception',
    condition: 'syntax error or access rule violation',
    subclasses: {
      '001': 'invalid syntax',
      '002': 'invalid reference',
      '004': 'use of visually confusable identifiers',
      '006': 'number of edge labels below supported minimum',
      '007': 'number of edge labels exceeds supported maximum',
      '008': 'number of edge properties exceeds supported maximum',
      '009': 'number of node labels below supported minimum',
      '010': 'number of node labels exceeds supported maximum',
      '011': 'number of node properties exceeds supported maximum',
      '012': 'number of node type key labels below supported minimum',
      '013': 'number of node type key labels exceeds supported maximum',
      '014': 'number of edge type key labels below supported minimum',
      '015': 'number of edge type key labels exceeds supported maximum',
    },
  },
  G1: {
    kind: 'exception',
    condition: 'dependent object error',
    subclasses: {
      '001': 'edges still exist',
      '002': 'endpoint node is deleted',
      '003': 'endpoint node not in current working graph',
    },
  },
  G2: { kind: 'exception', condition: 'graph type violation', subclasses: {} },
};

/**
 * What an embedded database meets and ISO/IEC 39075 has no code for. The codes are those that SQL
 * and PostgreSQL use for the same thing.
 */
export const furtherClasses: Readonly<Record<string, StatusClass>> = {
  '0A': { kind: 'exception', condition: 'feature not supported', subclasses: {} },
  '22': { kind: 'exception', condition: 'data exception', subclasses: { '023': 'invalid option' } },
  '23': {
    kind: 'exception',
    condition: 'integrity constraint violation',
    subclasses: { '502': 'required property', '505': 'unique property' },
  },
  '28': {
    kind: 'exception',
    condition: 'invalid authorization',
    subclasses: { P01: 'invalid password' },
  },
  '40': {
    kind: 'exception',
    condition: 'transaction rollback',
    subclasses: { '001': 'conflict with another transaction' },
  },
  '42': {
    kind: 'exception',
    condition: 'syntax error or access rule violation',
    subclasses: { '501': 'insufficient privilege' },
  },
  '53': {
    kind: 'exception',
    condition: 'insufficient resources',
    subclasses: { '100': 'disk full', '200': 'out of memory' },
  },
  '38': {
    kind: 'exception',
    condition: 'exception in a procedure or function of the host program',
    subclasses: {},
  },
  '54': {
    kind: 'exception',
    condition: 'program limit exceeded',
    subclasses: { '001': 'statement too complex' },
  },
  '55': {
    kind: 'exception',
    condition: 'object not in prerequisite state',
    subclasses: { '006': 'object in use' },
  },
  '57': {
    kind: 'exception',
    condition: 'operator intervention',
    subclasses: { '014': 'query cancelled' },
  },
  '58': {
    kind: 'exception',
    condition: 'system error',
    subclasses: { '030': 'input or output error' },
  },
  XX: { kind: 'exception', condition: 'internal error', subclasses: { '001': 'data corrupted' } },
};

/** The words for a code; undefined for one that GraphLite does not know. */
export function statusText(gqlstatus: string): StatusText | undefined {
  const [code, subclass] = [gqlstatus.slice(0, 2), gqlstatus.slice(2)];
  for (const classes of [isoClasses, furtherClasses]) {
    const found = Object.hasOwn(classes, code) ? classes[code] : undefined;
    if (found === undefined) continue;
    const { kind, condition, subclasses } = found;
    if (subclass === '000') return { kind, condition };
    const subcondition = Object.hasOwn(subclasses, subclass) ? subclasses[subclass] : undefined;
    if (subcondition !== undefined) return { kind, condition, subcondition };
  }
  return undefined;
}

/** `error: data exception - division by zero`: the status description of 23.1. */
export function statusDescription(gqlstatus: string): string {
  const text = statusText(gqlstatus);
  if (text === undefined) return `error: ${gqlstatus}`;
  const { kind, condition, subcondition } = text;
  const words = subcondition === undefined ? condition : `${condition} - ${subcondition}`;
  return `${SEVERITY[kind]}: ${words}`;
}

const SEVERITY: Readonly<Record<StatusKind, string>> = {
  success: 'note',
  informational: 'info',
  warning: 'warn',
  'no data': 'note',
  exception: 'error',
};
