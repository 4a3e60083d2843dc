import type { Expression } from './expression.ts';
import type { Identifier, SyntaxNode } from './node.ts';

/** Graph patterns (ISO/IEC 39075, clause 16). */
export interface GraphPattern extends SyntaxNode {
  readonly kind: 'graphPattern';
  readonly matchMode?: 'REPEATABLE ELEMENTS' | 'DIFFERENT EDGES';
  readonly paths: readonly PathPattern[];
  readonly keep?: PathPrefix;
  readonly where?: Expression;
  readonly yield?: readonly Identifier[];
}

export interface PathPattern extends SyntaxNode {
  readonly kind: 'pathPattern';
  readonly variable?: Identifier;
  readonly prefix?: PathPrefix;
  readonly expression: PathExpression;
}

export type PathMode = 'WALK' | 'TRAIL' | 'SIMPLE' | 'ACYCLIC';
export type PathSelector =
  'ALL' | 'ANY' | 'ALL SHORTEST' | 'ANY SHORTEST' | 'SHORTEST' | 'SHORTEST GROUPS';

/** `count` (a literal or parameter) belongs to ANY k, SHORTEST k and SHORTEST k GROUPS. */
export interface PathPrefix extends SyntaxNode {
  readonly kind: 'pathPrefix';
  readonly selector?: PathSelector;
  readonly count?: Expression;
  readonly mode?: PathMode;
}

export type PathExpression =
  | PathConcatenation
  | PathAlternation
  | NodePattern
  | EdgePattern
  | ParenthesizedPath
  | QuantifiedPath
  | QuestionedPath
  | SimplifiedPath;

/** Two or more elements one after the other. */
export interface PathConcatenation extends SyntaxNode {
  readonly kind: 'concatenation';
  readonly elements: readonly PathExpression[];
}

/** `|` (union: duplicates removed) or `|+|` (multiset: kept). */
export interface PathAlternation extends SyntaxNode {
  readonly kind: 'alternation';
  readonly multiset: boolean;
  readonly alternatives: readonly PathExpression[];
}

interface ElementFiller {
  readonly variable?: Identifier;
  /** TEMP: not projected by `*`. */
  readonly temporary: boolean;
  readonly labels?: LabelExpression;
  readonly where?: Expression;
  readonly properties?: readonly PropertyPair[];
}

export interface PropertyPair {
  readonly name: Identifier;
  readonly value: Expression;
}

export interface NodePattern extends SyntaxNode, ElementFiller {
  readonly kind: 'node';
}

/**
 * `left` `<-[]-`, `undirected` `~[]~`, `right` `-[]->`, `left or undirected` `<~[]~`,
 * `undirected or right` `~[]~>`, `left or right` `<-[]->`, `any` `-[]-`.
 */
export type EdgeDirection =
  | 'left'
  | 'undirected'
  | 'right'
  | 'left or undirected'
  | 'undirected or right'
  | 'left or right'
  | 'any';

export interface EdgePattern extends SyntaxNode, ElementFiller {
  readonly kind: 'edge';
  readonly direction: EdgeDirection;
  readonly abbreviated: boolean;
}

export interface ParenthesizedPath extends SyntaxNode {
  readonly kind: 'parenthesized';
  readonly variable?: Identifier;
  readonly prefix?: PathPrefix;
  readonly expression: PathExpression;
  readonly where?: Expression;
}

/** `upper` undefined: unbounded. */
export interface QuantifiedPath extends SyntaxNode {
  readonly kind: 'quantified';
  readonly primary: PathExpression;
  readonly lower: number;
  readonly upper?: number;
}

/** `?`: its variables become conditional singletons, unlike `{0,1}`. */
export interface QuestionedPath extends SyntaxNode {
  readonly kind: 'questioned';
  readonly primary: PathExpression;
}

/** `-/ … /->` and its seven directions. */
export interface SimplifiedPath extends SyntaxNode {
  readonly kind: 'simplified';
  readonly direction: EdgeDirection;
  readonly contents: SimplifiedExpression;
}

export type SimplifiedExpression =
  | (SyntaxNode & { readonly kind: 'simpleLabel'; readonly labels: LabelExpression })
  | (SyntaxNode & {
      readonly kind: 'simpleConcatenation';
      readonly elements: readonly SimplifiedExpression[];
    })
  | (SyntaxNode & {
      readonly kind: 'simpleAlternation';
      readonly multiset: boolean;
      readonly alternatives: readonly SimplifiedExpression[];
    })
  | (SyntaxNode & {
      readonly kind: 'simpleConjunction';
      readonly operands: readonly SimplifiedExpression[];
    })
  | (SyntaxNode & { readonly kind: 'simpleNegation'; readonly operand: SimplifiedExpression })
  | (SyntaxNode & {
      readonly kind: 'simpleQuantified';
      readonly operand: SimplifiedExpression;
      readonly lower: number;
      readonly upper?: number;
    })
  | (SyntaxNode & { readonly kind: 'simpleQuestioned'; readonly operand: SimplifiedExpression })
  | (SyntaxNode & {
      readonly kind: 'simpleOverride';
      readonly direction: EdgeDirection;
      readonly operand: SimplifiedExpression;
    });

/** Label expressions: precedence `!`, `&`, `|`. */
export type LabelExpression =
  | (SyntaxNode & { readonly kind: 'label'; readonly name: string })
  | (SyntaxNode & { readonly kind: 'wildcard' })
  | (SyntaxNode & { readonly kind: 'not'; readonly operand: LabelExpression })
  | (SyntaxNode & {
      readonly kind: 'and' | 'or';
      readonly left: LabelExpression;
      readonly right: LabelExpression;
    });

/** INSERT's patterns: alternating nodes and edges, labels by `&` only. */
export interface InsertPath extends SyntaxNode {
  readonly kind: 'insertPath';
  /** node, edge, node, … */
  readonly elements: readonly (InsertNode | InsertEdge)[];
}

interface InsertFiller {
  readonly variable?: Identifier;
  /** TEMP, as in `ElementFiller`. */
  readonly temporary?: true;
  readonly labels: readonly Identifier[];
  readonly properties?: readonly PropertyPair[];
}

export interface InsertNode extends SyntaxNode, InsertFiller {
  readonly kind: 'insertNode';
}

export interface InsertEdge extends SyntaxNode, InsertFiller {
  readonly kind: 'insertEdge';
  readonly direction: 'left' | 'right' | 'undirected';
}
