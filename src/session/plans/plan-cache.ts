import type { Literal } from '../../syntax/ast/expression.ts';
import type { DatabaseOptions } from '../options.ts';
import { liftableLiterals } from './liftable-literals.ts';
import { PreparedQuery, parse } from './prepared-query.ts';
import { ProgramForm } from './program-form.ts';
import { RecentEntries } from './recent-entries.ts';
import type { TextShape } from './text-shape.ts';
import { keyOf, shapeOf } from './text-shape.ts';

export interface PlanCacheStatistics {
  /** Texts. */
  readonly entries: number;
  /** Programs with a plan; texts that differ in literals only may share one. */
  readonly programs: number;
  /** Texts that were there. */
  readonly hits: number;
  /** New texts whose program was there but for their literals. */
  readonly liftedHits: number;
  readonly misses: number;
  /** How often the programs that are there have been bound: the catalog may change under them. */
  readonly bindings: number;
  /** Approximate. */
  readonly memoryBytes: number;
}

/** Prepared queries by text, and by what is left of a text without its literals. */
export class PlanCache {
  readonly #options: DatabaseOptions;
  readonly #lifts: boolean;
  readonly #texts: RecentEntries<PreparedQuery>;
  readonly #forms: RecentEntries<ProgramForm>;
  /** Which literals of a shape are lifted, by their number; the same for all texts of a shape. */
  readonly #lifted: RecentEntries<readonly number[]>;
  #hits = 0;
  #liftedHits = 0;
  #misses = 0;

  constructor(capacity: number, options: DatabaseOptions) {
    this.#options = options;
    this.#lifts = !options.disabledRewrites.has('lift-literals');
    this.#texts = new RecentEntries(capacity);
    this.#forms = new RecentEntries(capacity);
    this.#lifted = new RecentEntries(capacity);
  }

  prepare(text: string): PreparedQuery {
    const known = this.#texts.get(text);
    if (known !== undefined) {
      this.#hits++;
      return known;
    }
    const prepared = this.#prepareNew(text);
    this.#texts.add(text, prepared);
    return prepared;
  }

  clear(): void {
    this.#texts.clear();
    this.#forms.clear();
    this.#lifted.clear();
  }

  statistics(): PlanCacheStatistics {
    const forms = new Set(this.#forms.values());
    let memoryBytes = 0;
    for (const { text, form } of this.#texts.values()) {
      forms.add(form);
      memoryBytes += BYTES_PER_TEXT + 2 * text.length;
    }
    let bindings = 0;
    for (const form of forms) {
      memoryBytes += form.approximateBytes;
      bindings += form.bindings;
    }
    return {
      entries: this.#texts.size,
      programs: forms.size,
      hits: this.#hits,
      liftedHits: this.#liftedHits,
      misses: this.#misses,
      bindings,
      memoryBytes,
    };
  }

  #prepareNew(text: string): PreparedQuery {
    const shape = this.#lifts ? shapeOf(text, this.#options) : undefined;
    if (shape === undefined) {
      this.#misses++;
      return PreparedQuery.of(text, parse(text, this.#options), this.#options);
    }
    const lifted = this.#lifted.get(shape.key);
    if (lifted === undefined) return this.#parseWith(shape);
    const form = this.#forms.get(keyOf(shape, lifted));
    if (form === undefined) return this.#parseWith(shape);
    this.#liftedHits++;
    const literals = lifted.map((number) => shape.literals[number] as Literal);
    return new PreparedQuery(text, form, this.#options, literals);
  }

  #parseWith(shape: TextShape): PreparedQuery {
    this.#misses++;
    const { text } = shape;
    const tree = parse(text, this.#options);
    const numbers = new Map(shape.literals.map(({ span }, number) => [span.start, number]));
    const lifted: number[] = [];
    const literals: Literal[] = [];
    for (const literal of inOrder(liftableLiterals(tree))) {
      const number = numbers.get(literal.span.start);
      if (number === undefined) continue;
      lifted.push(number);
      literals.push(literal);
    }
    this.#lifted.add(shape.key, lifted);
    if (lifted.length === 0) return PreparedQuery.of(text, tree, this.#options);
    const form = new ProgramForm({ text, tree }, this.#options, literals);
    this.#forms.add(keyOf(shape, lifted), form);
    return new PreparedQuery(text, form, this.#options, literals);
  }
}

/** The entry itself, its literals and their places. */
const BYTES_PER_TEXT = 400;

function inOrder(literals: readonly Literal[]): readonly Literal[] {
  return literals.toSorted((a, b) => a.span.start - b.span.start);
}
