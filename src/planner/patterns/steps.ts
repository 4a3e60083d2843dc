import type { IndexInfo } from '../../graph/reader.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { PatternEdge, PatternSearch } from './graph.ts';

/** One step of evaluating a pattern: an access to nodes or the crossing of a connector. */
export type Step =
  /** Nothing but the predicates that need nothing of the pattern. */
  | { readonly kind: 'start' }
  | { readonly kind: 'check'; readonly node: VariableId }
  | { readonly kind: 'scan'; readonly node: VariableId }
  | {
      readonly kind: 'seek';
      readonly node: VariableId;
      readonly index: IndexInfo;
      /** The predicates that the index answers, by property of the index. */
      readonly conjuncts: readonly number[];
    }
  | CrossEdge
  | {
      readonly kind: 'search';
      readonly connector: number;
      readonly search: PatternSearch;
      readonly reversed: boolean;
      readonly toBound: boolean;
    };

/** `count` replaces `expand` where only the number of results matters. */
export interface CrossEdge {
  readonly kind: 'expand' | 'into' | 'count';
  readonly connector: number;
  readonly edge: PatternEdge;
  readonly from: VariableId;
  readonly to: VariableId;
}

/** A step with what was decided about it. */
export interface PlacedStep {
  readonly step: Step;
  /** Predicates that can be evaluated once it is done, in their order. */
  readonly filters: readonly number[];
  /** Estimates: rows per start before and after its filters, and the work of the step. */
  readonly produced: number;
  readonly rows: number;
  readonly work: number;
}

/** How far the evaluation of a pattern has come; immutable. */
export interface State {
  readonly bound: ReadonlySet<VariableId>;
  /** Nodes in the order in which they were bound. */
  readonly order: readonly VariableId[];
  readonly done: ReadonlySet<number>;
  readonly placed: ReadonlySet<number>;
  readonly rows: number;
  readonly work: number;
  readonly steps: readonly PlacedStep[];
}
