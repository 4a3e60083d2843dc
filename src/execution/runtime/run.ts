import type { GraphReader, EdgeSelection, NodeSelection } from '../../graph/reader.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import { limits } from '../../base/limits.ts';
import type { Value } from '../../values/value.ts';
import type { ExecutionContext } from '../executable.ts';
import { Evaluation } from './evaluation.ts';
import { MemoryAccount } from './memory.ts';

/**
 * What the code of one plan works with while it runs: the registers, the reader with the plan's
 * names resolved against it, the count of work, and the memory account. An executor makes one per
 * simultaneous run of a plan, lets the plan's closures capture it, and uses it again run after run.
 *
 * Names and label tests get a number when closures are built; `keys`, `nodeSelections` and
 * `edgeSelections` hold their resolution by that number, renewed whenever the reader or its layout
 * is another one.
 */
export class Run {
  /** By variable: slots and packed edges (−1 null) for element variables, values for all others. */
  readonly frame: Value[];
  readonly keys: number[] = [];
  readonly nodeSelections: NodeSelection[] = [];
  readonly edgeSelections: EdgeSelection[] = [];
  context: ExecutionContext = RELEASED_CONTEXT;
  reader: GraphReader = RELEASED_READER;
  parameters: readonly Value[] = [];
  /** For functions and casts. */
  readonly evaluation = new Evaluation(this);
  readonly memory: MemoryAccount;
  /** Units of work since the run started. */
  work = 0;
  /** When `work` passes this, `rest` is due. Closures that loop compare it themselves. */
  restAt: number = limits.cooperativeWorkUnits;
  /** Sources pause when `work` passes this. */
  sliceEnd = 0;
  /** Counts the runs, so that caches know that a new one began. */
  generation = 0;

  readonly #names: string[] = [];
  readonly #nodeTests: (LabelTest | undefined)[] = [];
  readonly #edgeTests: (LabelTest | undefined)[] = [];
  #resolvedFor: GraphReader | undefined;
  #resolvedLayout = -1;
  /** Of the parts that work on other graphs. */
  readonly #inside: Run[] = [];
  readonly #graph: number | undefined;

  /** `part`: of a run, on a graph of its own. */
  constructor(variables: number, part?: { readonly of: Run; readonly graph: number }) {
    this.frame = Array.from({ length: variables }, () => null);
    this.memory = part?.of.memory ?? new MemoryAccount(Number.POSITIVE_INFINITY);
    this.#graph = part?.graph;
    if (part !== undefined) part.of.#inside.push(this);
  }

  begin(context: ExecutionContext): void {
    this.context = context;
    this.parameters = context.parameters;
    this.work = 0;
    this.restAt = limits.cooperativeWorkUnits;
    this.generation++;
    if (this.#graph === undefined) this.memory.reset(context.memoryLimitBytes);
    for (const part of this.#inside) part.begin(context);
    this.renewReader();
  }

  /** Lets go of what belongs to the run that ended. */
  end(): void {
    this.context = RELEASED_CONTEXT;
    this.reader = RELEASED_READER;
    this.parameters = [];
    this.#resolvedFor = undefined;
    for (const part of this.#inside) part.end();
  }

  /** After a pause or a write: takes the context's reader and resolves names anew if need be. */
  renewReader(): void {
    for (const part of this.#inside) part.renewReader();
    const reader = this.#currentReader();
    this.reader = reader;
    if (reader === this.#resolvedFor && reader.layoutVersion === this.#resolvedLayout) return;
    this.#resolvedFor = reader;
    this.#resolvedLayout = reader.layoutVersion;
    this.#names.forEach((name, i) => (this.keys[i] = reader.propertyKey(name)));
    this.#nodeTests.forEach((test, i) => (this.nodeSelections[i] = reader.selectNodes(test)));
    this.#edgeTests.forEach((test, i) => (this.edgeSelections[i] = reader.selectEdges(test)));
  }

  #currentReader(): GraphReader {
    const { context } = this;
    if (this.#graph !== undefined) return context.readerOf(this.#graph);
    return context.writer?.reader ?? context.reader;
  }

  /** Of any graph, in the state that the run sees. */
  readerOf(graph: number): GraphReader {
    return graph === this.reader.graph ? this.reader : this.context.readerOf(graph);
  }

  /** The number under which `keys` will hold the property name's key. */
  nameNumber(name: string): number {
    const known = this.#names.indexOf(name);
    return known >= 0 ? known : this.#names.push(name) - 1;
  }

  nodeTestNumber(test: LabelTest | undefined): number {
    return this.#nodeTests.push(test) - 1;
  }

  edgeTestNumber(test: LabelTest | undefined): number {
    return this.#edgeTests.push(test) - 1;
  }

  /** Looks at cancellation and deadline; due when `work` reaches `restAt`. */
  rest(): void {
    this.restAt = this.work + limits.cooperativeWorkUnits;
    this.context.checkpoint();
  }

  count(units: number): void {
    this.work += units;
    if (this.work >= this.restAt) this.rest();
  }
}

/** Stand in between runs, so that the fields are never undefined and nothing is kept alive. */
const RELEASED_CONTEXT = Object.freeze({}) as ExecutionContext;
const RELEASED_READER = Object.freeze({}) as GraphReader;
