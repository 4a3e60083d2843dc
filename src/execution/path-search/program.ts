import type { Orientation } from '../../graph/reader.ts';
import type { PathMode } from '../../syntax/ast/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';

/**
 * A path pattern as a program for a backtracking machine, in the manner of regular expression
 * engines (K. Thompson 1968; R. Cox, "Regular Expression Matching: the Virtual Machine Approach",
 * 2009): edge instructions consume an edge of the graph, all others work on the node that the path
 * has reached.
 */
export interface Program {
  readonly instructions: readonly Instruction[];
  /** How many integers of state it needs: counters, places where stretches started. */
  readonly cells: number;
  readonly storages: number;
  readonly groups: readonly GroupList[];
  /** Variables to be null at the start: what not every branch binds, and joins. */
  readonly cleared: readonly VariableId[];
  /**
   * Undefined where no two runs read the same path with the same bindings: which names stand at
   * which places of the path, and which branches of `|+|` were taken.
   */
  readonly trace: Trace | undefined;
  /**
   * No predicate or join looks back on the path beyond its last edge, so that what may follow
   * depends on node and instruction alone, but for the modes.
   */
  readonly local: boolean;
  /** Some stretch of the path is under a restrictive mode. */
  readonly restricted: boolean;
  /** The whole path is, so that it can only be as long as the graph is large. */
  readonly finite: boolean;
  /** Variables that predicates or joins further on may look back to. */
  readonly remembered: readonly VariableId[];
}

export type Instruction =
  | NodeStep
  | EdgeStep
  | { readonly kind: 'split'; readonly targets: readonly number[] }
  | { readonly kind: 'jump'; readonly target: number }
  | { readonly kind: 'repeatEnter'; readonly repeat: Repeat }
  | { readonly kind: 'repeatTest'; readonly repeat: Repeat; readonly exit: number }
  | { readonly kind: 'repeatEnd'; readonly repeat: Repeat; readonly test: number }
  | { readonly kind: 'groupEnter'; readonly startCell: number }
  | GroupLeave
  | { readonly kind: 'mark'; readonly mark: number }
  | { readonly kind: 'accept' };

/** Marks of a run with their places in the path, each as place · `marks` + mark. */
export interface Trace {
  readonly storage: number;
  /** How many there are: 0 up to this. */
  readonly marks: number;
}

export interface Predicate {
  readonly holds: () => boolean;
  /** Group variables that it reads, which are built before it is evaluated. */
  readonly groups: readonly GroupList[];
}

export interface NodeStep {
  readonly kind: 'node';
  readonly variable: VariableId;
  readonly binding: BindingMode;
  /** Number of the run's node test, or −1. */
  readonly test: number;
  readonly predicate: Predicate | undefined;
}

/** `skip`: nobody reads it. `join`: it may be bound by now, and then it must be the same. */
export type BindingMode = 'skip' | 'bind' | 'join' | 'given';

export interface EdgeStep {
  readonly kind: 'edge';
  readonly variable: VariableId;
  readonly binding: BindingMode;
  readonly orientations: readonly Orientation[];
  /** Number of the run's edge test. */
  readonly test: number;
  readonly predicate: Predicate | undefined;
  readonly scopes: readonly Scope[];
  /** The repeats around it. */
  readonly repeats: readonly RepeatCells[];
  /** Where the stretches around it start whose subpath is remembered. */
  readonly subpathCells: readonly number[];
}

/** A stretch of the path under a path mode. `startCell` −1: the whole path. */
export interface Scope {
  readonly mode: Exclude<PathMode, 'WALK'>;
  readonly startCell: number;
}

export interface RepeatCells {
  readonly counterCell: number;
  /** Length of the path at the start of the iteration. */
  readonly startCell: number;
  readonly lower: number;
  /** Infinite where unbounded. */
  readonly upper: number;
}

export interface Repeat extends RepeatCells {
  readonly groups: readonly GroupList[];
  /** Variables that each iteration starts with as null. */
  readonly cleared: readonly VariableId[];
  /** Groups of quantifiers inside, with which each iteration starts as empty. */
  readonly emptied: readonly GroupList[];
}

/**
 * A group variable. Its elements lie in a storage from the place that `baseCell` holds; groups of
 * nested quantifiers, and those that branches of an alternation fill, share one storage.
 */
export interface GroupList {
  readonly outer: VariableId;
  readonly inner: VariableId;
  readonly storage: number;
  readonly baseCell: number;
  /** The innermost: takes the value of `inner` at the end of each iteration. */
  readonly collects: boolean;
  readonly element: 'node' | 'edge' | undefined;
}

export interface GroupLeave {
  readonly kind: 'groupLeave';
  readonly startCell: number;
  readonly subpath: VariableId | undefined;
  readonly predicate: Predicate | undefined;
}

/** The modes of the whole path, which all of its edges are under. */
export function wholeModes({ instructions }: Program): readonly Scope['mode'][] {
  const edge = instructions.find((instruction) => instruction.kind === 'edge');
  return (edge?.scopes ?? []).filter(({ startCell }) => startCell < 0).map(({ mode }) => mode);
}
