/** The reserved words of GQL (ISO/IEC 39075, 21.3), 222 of them. */
// prettier-ignore
export const RESERVED_WORDS = [
  'ABS', 'ACOS', 'ALL', 'ALL_DIFFERENT', 'AND', 'ANY', 'ARRAY', 'AS', 'ASC', 'ASCENDING', 'ASIN',
  'AT', 'ATAN', 'AVG', 'BIG', 'BIGINT', 'BINARY', 'BOOL', 'BOOLEAN', 'BOTH', 'BTRIM', 'BY',
  'BYTES', 'BYTE_LENGTH', 'CALL', 'CARDINALITY', 'CASE', 'CAST', 'CEIL', 'CEILING', 'CHAR',
  'CHARACTERISTICS', 'CHARACTER_LENGTH', 'CHAR_LENGTH', 'CLOSE', 'COALESCE', 'COLLECT_LIST',
  'COMMIT', 'COPY', 'COS', 'COSH', 'COT', 'COUNT', 'CREATE', 'CURRENT_DATE', 'CURRENT_GRAPH',
  'CURRENT_PROPERTY_GRAPH', 'CURRENT_SCHEMA', 'CURRENT_TIME', 'CURRENT_TIMESTAMP', 'DATE',
  'DATETIME', 'DAY', 'DEC', 'DECIMAL', 'DEGREES', 'DELETE', 'DESC', 'DESCENDING', 'DETACH',
  'DISTINCT', 'DOUBLE', 'DROP', 'DURATION', 'DURATION_BETWEEN', 'ELEMENT_ID', 'ELSE', 'END',
  'EXCEPT', 'EXISTS', 'EXP', 'FALSE', 'FILTER', 'FINISH', 'FLOAT', 'FLOAT128', 'FLOAT16',
  'FLOAT256', 'FLOAT32', 'FLOAT64', 'FLOOR', 'FOR', 'FROM', 'GROUP', 'HAVING', 'HOME_GRAPH',
  'HOME_PROPERTY_GRAPH', 'HOME_SCHEMA', 'HOUR', 'IF', 'IMPLIES', 'IN', 'INSERT', 'INT', 'INT128',
  'INT16', 'INT256', 'INT32', 'INT64', 'INT8', 'INTEGER', 'INTEGER128', 'INTEGER16', 'INTEGER256',
  'INTEGER32', 'INTEGER64', 'INTEGER8', 'INTERSECT', 'INTERVAL', 'IS', 'LEADING', 'LEFT', 'LET',
  'LIKE', 'LIMIT', 'LIST', 'LN', 'LOCAL', 'LOCAL_DATETIME', 'LOCAL_TIME', 'LOCAL_TIMESTAMP',
  'LOG', 'LOG10', 'LOWER', 'LTRIM', 'MATCH', 'MAX', 'MIN', 'MINUTE', 'MOD', 'MONTH', 'NEXT',
  'NODETACH', 'NORMALIZE', 'NOT', 'NOTHING', 'NULL', 'NULLIF', 'NULLS', 'OCTET_LENGTH', 'OF',
  'OFFSET', 'OPTIONAL', 'OR', 'ORDER', 'OTHERWISE', 'PARAMETER', 'PARAMETERS', 'PATH', 'PATHS',
  'PATH_LENGTH', 'PERCENTILE_CONT', 'PERCENTILE_DISC', 'POWER', 'PRECISION', 'PROPERTY_EXISTS',
  'RADIANS', 'REAL', 'RECORD', 'REMOVE', 'REPLACE', 'RESET', 'RETURN', 'RIGHT', 'ROLLBACK',
  'RTRIM', 'SAME', 'SCHEMA', 'SECOND', 'SELECT', 'SESSION', 'SESSION_USER', 'SET', 'SIGNED',
  'SIN', 'SINH', 'SIZE', 'SKIP', 'SMALL', 'SMALLINT', 'SQRT', 'START', 'STDDEV_POP',
  'STDDEV_SAMP', 'STRING', 'SUM', 'TAN', 'TANH', 'THEN', 'TIME', 'TIMESTAMP', 'TRAILING', 'TRIM',
  'TRUE', 'TYPED', 'UBIGINT', 'UINT', 'UINT128', 'UINT16', 'UINT256', 'UINT32', 'UINT64', 'UINT8',
  'UNION', 'UNKNOWN', 'UNSIGNED', 'UPPER', 'USE', 'USMALLINT', 'VALUE', 'VARBINARY', 'VARCHAR',
  'VARIABLE', 'WHEN', 'WHERE', 'WITH', 'XOR', 'YEAR', 'YIELD', 'ZONED', 'ZONED_DATETIME',
  'ZONED_TIME',
] as const;

/** Reserved for later editions of GQL, 40 of them. */
// prettier-ignore
export const PRE_RESERVED_WORDS = [
  'ABSTRACT', 'AGGREGATE', 'AGGREGATES', 'ALTER', 'CATALOG', 'CLEAR', 'CLONE', 'CONSTRAINT',
  'CURRENT_ROLE', 'CURRENT_USER', 'DATA', 'DIRECTORY', 'DRYRUN', 'EXACT', 'EXISTING', 'FUNCTION',
  'GQLSTATUS', 'GRANT', 'INFINITY', 'INSTANT', 'NUMBER', 'NUMERIC', 'ON', 'OPEN', 'PARTITION',
  'PROCEDURE', 'PRODUCT', 'PROJECT', 'QUERY', 'RECORDS', 'REFERENCE', 'RENAME', 'REVOKE',
  'SUBSTRING', 'SYSTEM_USER', 'TEMPORAL', 'UNIQUE', 'UNIT', 'VALUES', 'WHITESPACE',
] as const;

/** Words that have a meaning in places and stay free as names, 48 of them. */
// prettier-ignore
export const NON_RESERVED_WORDS = [
  'ACYCLIC', 'BINDING', 'BINDINGS', 'CONNECTING', 'DESTINATION', 'DIFFERENT', 'DIRECTED', 'EDGE',
  'EDGES', 'ELEMENT', 'ELEMENTS', 'FIRST', 'GRAPH', 'GROUPS', 'KEEP', 'LABEL', 'LABELED',
  'LABELS', 'LAST', 'NFC', 'NFD', 'NFKC', 'NFKD', 'NO', 'NODE', 'NORMALIZED', 'ONLY',
  'ORDINALITY', 'PROPERTY', 'READ', 'RELATIONSHIP', 'RELATIONSHIPS', 'REPEATABLE', 'SHORTEST',
  'SIMPLE', 'SOURCE', 'TABLE', 'TEMP', 'TO', 'TRAIL', 'TRANSACTION', 'TYPE', 'UNDIRECTED',
  'VERTEX', 'WALK', 'WITHOUT', 'WRITE', 'ZONE',
] as const;

/** Words of the extensions. As names they are as free as the non-reserved ones. */
// prettier-ignore
export const EXTENSION_WORDS = [
  'BEGIN', 'CASCADE', 'COMMITTED', 'CONTAINS', 'DENY', 'ENDS', 'EXPLAIN', 'FETCH', 'INDEX',
  'ISOLATION',
  'LEVEL', 'MERGE', 'NONE', 'PROFILE', 'REDUCE', 'RESTRICT', 'ROW', 'ROWS', 'SERIALIZABLE',
  'SHOW', 'SINGLE', 'SNAPSHOT', 'STARTS', 'TRUNCATE', 'UNCOMMITTED', 'UNWIND', 'WORK',
] as const;

export type Keyword =
  | (typeof RESERVED_WORDS)[number]
  | (typeof PRE_RESERVED_WORDS)[number]
  | (typeof NON_RESERVED_WORDS)[number]
  | (typeof EXTENSION_WORDS)[number];

/** `free` covers the non-reserved words and those of the extensions. */
export type KeywordClass = 'reserved' | 'pre-reserved' | 'free';

const CLASSES = new Map<string, KeywordClass>();
const BY_SPELLING = new Map<string, Keyword>();

function register(words: readonly Keyword[], keywordClass: KeywordClass): void {
  for (const word of words) {
    CLASSES.set(word, keywordClass);
    // Both usual spellings, so that only a word of mixed case has to be folded.
    BY_SPELLING.set(word, word);
    BY_SPELLING.set(word.toLowerCase(), word);
  }
}

register(RESERVED_WORDS, 'reserved');
register(PRE_RESERVED_WORDS, 'pre-reserved');
register(NON_RESERVED_WORDS, 'free');
register(EXTENSION_WORDS, 'free');

/** The keyword that a word is, if any. `mixedCase` tells that it is not all of one case. */
export function keywordOf(word: string, mixedCase: boolean): Keyword | undefined {
  return BY_SPELLING.get(mixedCase ? word.toUpperCase() : word);
}

/** The class of a keyword as the lexer writes it, undefined for anything else. */
export function keywordClass(word: string): KeywordClass | undefined {
  return CLASSES.get(word);
}

const NON_RESERVED: ReadonlySet<string> = new Set(NON_RESERVED_WORDS);

/** Whether ISO counts the word among the non-reserved: a name wherever one may stand. */
export function isNonReserved(word: string): boolean {
  return NON_RESERVED.has(word);
}

/**
 * Reserved words that the grammar needs where a value may stand: operators, literals, and the words
 * that begin, join or end clauses. No mode reads them as a variable.
 */
// prettier-ignore
const STRUCTURAL = new Set<string>([
  'ALL', 'AND', 'ANY', 'AS', 'AT', 'BY', 'CALL', 'CASE', 'CAST', 'CREATE', 'DELETE', 'DETACH',
  'DISTINCT', 'DROP', 'ELSE', 'EXCEPT', 'EXISTS', 'FALSE', 'FILTER', 'FINISH', 'FOR', 'FROM',
  'GROUP', 'HAVING', 'IF', 'IN', 'INSERT', 'INTERSECT', 'IS', 'LET', 'LIKE', 'LIMIT', 'MATCH',
  'NEXT', 'NODETACH', 'NOT', 'NULL', 'OFFSET', 'OPTIONAL', 'OR', 'ORDER', 'OTHERWISE', 'REMOVE',
  'RETURN', 'SELECT', 'SET', 'SKIP', 'THEN', 'TRUE', 'UNION', 'UNKNOWN', 'USE', 'WHEN', 'WHERE',
  'WITH', 'XOR', 'YIELD',
]);

/** Words that open or close a whole construct: no alias, though a pattern may bind them. */
const BRACKETS = new Set<string>(['COMMIT', 'END', 'ROLLBACK', 'SESSION', 'START']);

/** Whether the lenient mode lets a reserved word be a variable of a pattern and be referred to. */
export function isLenientVariable(word: string): boolean {
  return CLASSES.has(word) && !STRUCTURAL.has(word);
}

/** Whether the lenient mode lets a reserved word stand behind AS. */
export function isLenientAlias(word: string): boolean {
  return isLenientVariable(word) && !BRACKETS.has(word);
}
