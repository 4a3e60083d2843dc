import type { Value } from '../../values/value.ts';
import type { ValueType } from '../../values/type.ts';
import type { Identifier, SyntaxNode } from './node.ts';
import type { GraphPattern, LabelExpression } from './pattern.ts';
import type { Procedure } from './procedure.ts';
import type { ObjectReference } from './reference.ts';
import type { TypeSyntax } from './type.ts';

/** Value expressions (ISO/IEC 39075, clauses 19 and 20). */
export type Expression =
  | Literal
  | Parameter
  | VariableReference
  | PropertyReference
  | UnaryOperation
  | BinaryOperation
  | NullPredicate
  | TruthPredicate
  | NormalizedPredicate
  | TypePredicate
  | DirectedPredicate
  | LabeledPredicate
  | EndpointPredicate
  | ElementsPredicate
  | PropertyExistsPredicate
  | FunctionCall
  | TrimCall
  | DurationBetweenCall
  | Cast
  | SimpleCase
  | SearchedCase
  | ListConstructor
  | RecordConstructor
  | PathConstructor
  | ExistsPredicate
  | ValueQuery
  | LetExpression
  | ObjectExpression
  | Subscript
  | Slice
  | ListComprehension
  | ListPredicate
  | Reduce;

/** `type` is the declared type of the literal: INT, DECIMAL, FLOAT, STRING, DATE … */
export interface Literal extends SyntaxNode {
  readonly kind: 'literal';
  readonly value: Value;
  readonly type: ValueType;
}

/** `$name`; `substituted` is `$$name` where a value stands, which only the lenient mode reads. */
export interface Parameter extends SyntaxNode {
  readonly kind: 'parameter';
  readonly name: string;
  readonly substituted?: boolean;
}

export interface VariableReference extends SyntaxNode {
  readonly kind: 'variable';
  readonly name: string;
}

/** `object.property`. */
export interface PropertyReference extends SyntaxNode {
  readonly kind: 'property';
  readonly object: Expression;
  readonly property: Identifier;
}

export interface UnaryOperation extends SyntaxNode {
  readonly kind: 'unary';
  readonly operator: '+' | '-' | 'NOT';
  readonly operand: Expression;
}

export type ComparisonOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';
export type ArithmeticOperator = '+' | '-' | '*' | '/' | '||';
export type LogicalOperator = 'AND' | 'OR' | 'XOR';
/** Accepted unless `strict`: not in ISO/IEC 39075. `!=` is read as `<>`. */
export type ExtensionOperator =
  '%' | '^' | 'IN' | 'LIKE' | 'CONTAINS' | 'STARTS WITH' | 'ENDS WITH' | '=~';

export interface BinaryOperation extends SyntaxNode {
  readonly kind: 'binary';
  readonly operator: ComparisonOperator | ArithmeticOperator | LogicalOperator | ExtensionOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** `x IS [NOT] NULL`. */
export interface NullPredicate extends SyntaxNode {
  readonly kind: 'isNull';
  readonly operand: Expression;
  readonly negated: boolean;
}

/** `x IS [NOT] TRUE|FALSE|UNKNOWN`; `truth` null is UNKNOWN. */
export interface TruthPredicate extends SyntaxNode {
  readonly kind: 'isTruth';
  readonly operand: Expression;
  readonly truth: boolean | null;
  readonly negated: boolean;
}

export type NormalForm = 'NFC' | 'NFD' | 'NFKC' | 'NFKD';

export interface NormalizedPredicate extends SyntaxNode {
  readonly kind: 'isNormalized';
  readonly operand: Expression;
  readonly form: NormalForm;
  readonly negated: boolean;
}

/** `x IS [NOT] TYPED T` or `x IS [NOT] :: T`. */
export interface TypePredicate extends SyntaxNode {
  readonly kind: 'isTyped';
  readonly operand: Expression;
  readonly type: TypeSyntax;
  readonly negated: boolean;
}

export interface DirectedPredicate extends SyntaxNode {
  readonly kind: 'isDirected';
  readonly operand: Expression;
  readonly negated: boolean;
}

/** `n IS [NOT] LABELED expr` and `n:expr`. */
export interface LabeledPredicate extends SyntaxNode {
  readonly kind: 'isLabeled';
  readonly operand: Expression;
  readonly labels: LabelExpression;
  readonly negated: boolean;
}

/** `n IS [NOT] SOURCE|DESTINATION OF e`. */
export interface EndpointPredicate extends SyntaxNode {
  readonly kind: 'isEndpoint';
  readonly node: Expression;
  readonly edge: Expression;
  readonly end: 'source' | 'destination';
  readonly negated: boolean;
}

/** `ALL_DIFFERENT(a, b, …)`, `SAME(a, b, …)`. */
export interface ElementsPredicate extends SyntaxNode {
  readonly kind: 'elements';
  readonly predicate: 'ALL_DIFFERENT' | 'SAME';
  readonly elements: readonly Expression[];
}

/** `PROPERTY_EXISTS(n, name)`. */
export interface PropertyExistsPredicate extends SyntaxNode {
  readonly kind: 'propertyExists';
  readonly element: Expression;
  readonly property: Identifier;
}

/**
 * A call of a function by name, aggregates included; `name` is as written, namespaces joined by
 * dots. `star` is COUNT(*). Names without parentheses (CURRENT_DATE, SESSION_USER) have no
 * arguments and `parentheses: false`.
 */
export interface FunctionCall extends SyntaxNode {
  readonly kind: 'call';
  readonly name: string;
  readonly arguments: readonly Expression[];
  readonly quantifier?: 'DISTINCT' | 'ALL';
  readonly star: boolean;
  readonly parentheses: boolean;
}

/** `TRIM([[LEADING|TRAILING|BOTH] [c] FROM] s)`, bytes alike; TRIM(list, n) is a plain call. */
export interface TrimCall extends SyntaxNode {
  readonly kind: 'trim';
  readonly specification: 'LEADING' | 'TRAILING' | 'BOTH';
  readonly characters?: Expression;
  readonly source: Expression;
}

export interface DurationBetweenCall extends SyntaxNode {
  readonly kind: 'durationBetween';
  readonly from: Expression;
  readonly to: Expression;
  readonly qualifier: 'YEAR TO MONTH' | 'DAY TO SECOND';
}

export interface Cast extends SyntaxNode {
  readonly kind: 'cast';
  readonly operand: Expression;
  readonly type: TypeSyntax;
}

/** One operand of WHEN in a simple CASE: a value, or a predicate's tail (`> 10`, `IS NULL`). */
export type WhenOperand =
  | { readonly kind: 'value'; readonly value: Expression }
  /** `predicate` refers to the CASE operand by the tree of that operand itself. */
  | { readonly kind: 'predicate'; readonly predicate: Expression };

export interface SimpleCase extends SyntaxNode {
  readonly kind: 'simpleCase';
  readonly operand: Expression;
  readonly branches: readonly {
    readonly when: readonly WhenOperand[];
    readonly then: Expression;
  }[];
  readonly otherwise?: Expression;
}

export interface SearchedCase extends SyntaxNode {
  readonly kind: 'searchedCase';
  readonly branches: readonly { readonly when: Expression; readonly then: Expression }[];
  readonly otherwise?: Expression;
}

export interface ListConstructor extends SyntaxNode {
  readonly kind: 'list';
  readonly elements: readonly Expression[];
}

export interface RecordField {
  readonly name: Identifier;
  readonly value: Expression;
}

export interface RecordConstructor extends SyntaxNode {
  readonly kind: 'record';
  readonly fields: readonly RecordField[];
}

/** `PATH[n, e, m, …]`. */
export interface PathConstructor extends SyntaxNode {
  readonly kind: 'path';
  readonly elements: readonly Expression[];
}

/** `EXISTS {pattern}`, `EXISTS (pattern)`, `EXISTS {MATCH …}`, `EXISTS {query}`. */
export interface ExistsPredicate extends SyntaxNode {
  readonly kind: 'exists';
  readonly body:
    | { readonly kind: 'pattern'; readonly pattern: GraphPattern }
    | { readonly kind: 'query'; readonly query: Procedure };
}

/** `VALUE { query }`. */
export interface ValueQuery extends SyntaxNode {
  readonly kind: 'valueQuery';
  readonly query: Procedure;
}

/** `LET x = 1 IN x + 1 END`. */
export interface LetExpression extends SyntaxNode {
  readonly kind: 'let';
  readonly definitions: readonly LetDefinition[];
  readonly body: Expression;
}

export interface LetDefinition {
  readonly name: Identifier;
  readonly type?: TypeSyntax;
  readonly value: Expression;
}

/** A graph or binding table in value position: `GRAPH g`, `TABLE { query }` and so on. */
export interface ObjectExpression extends SyntaxNode {
  readonly kind: 'object';
  readonly object: 'graph' | 'table';
  readonly value: ObjectReference | Expression | Procedure;
}

/** Extension: `list[i]`, from 0, negative from the end; `record['name']`. */
export interface Subscript extends SyntaxNode {
  readonly kind: 'subscript';
  readonly operand: Expression;
  readonly index: Expression;
}

/** Extension: `list[from..to]`, `to` exclusive. */
export interface Slice extends SyntaxNode {
  readonly kind: 'slice';
  readonly operand: Expression;
  readonly from?: Expression;
  readonly to?: Expression;
}

/** Extension: `[x IN list WHERE condition | value]`. */
export interface ListComprehension extends SyntaxNode {
  readonly kind: 'listComprehension';
  readonly variable: Identifier;
  readonly list: Expression;
  readonly where?: Expression;
  readonly value?: Expression;
}

/** Extension: `ALL|ANY|NONE|SINGLE (x IN list WHERE condition)`. */
export interface ListPredicate extends SyntaxNode {
  readonly kind: 'listPredicate';
  readonly quantifier: 'ALL' | 'ANY' | 'NONE' | 'SINGLE';
  readonly variable: Identifier;
  readonly list: Expression;
  readonly where: Expression;
}

/** Extension: `REDUCE(accumulator = initial, x IN list | value)`. */
export interface Reduce extends SyntaxNode {
  readonly kind: 'reduce';
  readonly accumulator: Identifier;
  readonly initial: Expression;
  readonly variable: Identifier;
  readonly list: Expression;
  readonly value: Expression;
}
