/**
 * The bounds that GraphLite sets where ISO/IEC 39075 leaves them to the implementation, or where an
 * unbounded input would exhaust the host. An error that reports one names it as it is named here.
 */
export const limits = {
  /** A statement's text, in bytes of UTF-8. Larger data goes into parameters or an import. */
  maxStatementBytes: 16 * 1024 * 1024,

  /** An identifier's length in code points, the most that the standard lets one have. */
  maxIdentifierLength: 16_383,

  /**
   * How deep parentheses, expressions, patterns and nested queries may lie inside one another.
   * Parser, binder and planner recurse once or a few times a level, so this keeps them far from the
   * end of the host's stack.
   */
  maxNestingDepth: 256,

  /**
   * The clauses of one program, those of subqueries and NEXT statements included. Executors nest a
   * clause in the one behind it, so this too keeps them far from the end of the host's stack.
   */
  maxClauses: 512,

  /** The edge patterns of one program. The time to order them grows with their square. */
  maxEdgePatterns: 256,

  /** The bounds of a quantifier such as `{2,5}` on a path pattern (IL018). */
  maxQuantifierBound: 1_000_000,

  /** The edges of one path. A quantifier without an upper bound stops here with an error. */
  maxPathLength: 1_000_000,

  /** The labels of one node, of one edge (IL001). None is the fewest. */
  maxNodeLabels: 64,
  maxEdgeLabels: 64,

  /** The properties of one node or edge (IL002). */
  maxProperties: 1_024,

  /** The labels that identify an element type (IL003). */
  maxKeyLabels: 64,

  /** A string's length in UTF-16 units, far below the 2^29 past which the host throws (IL013). */
  maxStringLength: 2 ** 28,

  /** How deep procedures written in GQL may call one another. */
  maxProcedureDepth: 32,

  /** The names of a path from the root of the catalog to an object. */
  catalogDepth: 32,

  /** The elements of one list value. */
  maxListLength: 16_777_216,

  /**
   * Units of work (rows looked at, edges followed) between two looks at the clock, at cancellation
   * and at the memory budget.
   */
  cooperativeWorkUnits: 65_536,

  /** How long a query runs before the asynchronous API lets the host do something else. */
  cooperativeSliceMs: 1,
} as const;

export type LimitName = keyof typeof limits;
