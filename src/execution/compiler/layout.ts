import { present } from '../../base/assert.ts';
import type { RawGraph } from '../../graph/raw.ts';
import type { GraphReader } from '../../graph/reader.ts';

/** Looks something up in a graph: an array to bind, or a fact that the source depends on. */
export type Resolve<T> = (reader: GraphReader, raw: RawGraph) => T;

type Fact = string | number | boolean | undefined;

/**
 * What the generated source takes from outside, and what it takes for granted.
 *
 * Constants are the parameters of the enclosing function: arrays, columns, constants of the query
 * and helpers. Bound that way a triangle count takes 0.5–0.7 × of what it takes with arrays passed
 * as arguments (design-measurements.md, 3, Binding). Facts are answers about the layout that shaped
 * the source (the tables of a label, the kind of a column). While they stay the same, a new layout
 * needs only new bindings of the same text.
 */
export class Layout {
  readonly #reader: GraphReader;
  readonly #raw: RawGraph;
  readonly #names: string[] = [];
  readonly #resolvers: Resolve<unknown>[] = [];
  readonly #byKey = new Map<string, string>();
  readonly #byValue = new Map<unknown, string>();
  readonly #questions: { readonly ask: Resolve<Fact>; readonly answer: Fact }[] = [];

  constructor(reader: GraphReader) {
    this.#reader = reader;
    this.#raw = present(reader.raw, 'the raw arrays that compiled code binds');
  }

  get reader(): GraphReader {
    return this.#reader;
  }

  get raw(): RawGraph {
    return this.#raw;
  }

  /** The identifier of something that is looked up at every binding; `name` says what it is. */
  bind(name: string, resolve: Resolve<unknown>): string {
    if (!this.#byKey.has(name)) {
      this.#byKey.set(name, name);
      this.#names.push(name);
      this.#resolvers.push(resolve);
    }
    return name;
  }

  /** The identifier of a value that never changes: a constant of the query, a name, a closure. */
  value(prefix: string, value: unknown): string {
    const known = this.#byValue.get(value);
    if (known !== undefined) return known;
    const name = this.#fresh(prefix);
    this.#byValue.set(value, name);
    return this.bind(name, () => value);
  }

  /** A helper of the compiler or of `src/values`, under its own name. */
  helper(name: string, helper: unknown): string {
    return this.bind(name, () => helper);
  }

  /** Asks about the layout now, and again before the source is bound to another one. */
  fact<T extends Fact>(ask: Resolve<T>): T {
    const answer = ask(this.#reader, this.#raw);
    this.#questions.push({ ask, answer });
    return answer;
  }

  /** A fact that is a structure: it is compared by its text. */
  structure<T>(ask: Resolve<T>): T {
    return JSON.parse(this.fact((reader, raw) => JSON.stringify(ask(reader, raw)))) as T;
  }

  /** Whether the source fits the layout of another reader, too. */
  fits(reader: GraphReader, raw: RawGraph): boolean {
    return this.#questions.every(({ ask, answer }) => ask(reader, raw) === answer);
  }

  get parameterNames(): readonly string[] {
    return this.#names;
  }

  arguments(reader: GraphReader, raw: RawGraph): unknown[] {
    return this.#resolvers.map((resolve) => resolve(reader, raw));
  }

  #fresh(prefix: string): string {
    let number = 0;
    while (this.#byKey.has(`${prefix}${number}`)) number++;
    return `${prefix}${number}`;
  }
}
