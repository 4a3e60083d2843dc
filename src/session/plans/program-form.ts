import type { Span } from '../../base/errors.ts';
import { pathKey } from '../../catalog/catalog-path.ts';
import type { LiftedLiterals } from '../../semantics/environment.ts';
import type { NameContext } from '../../semantics/names.ts';
import type { Literal } from '../../syntax/ast/expression.ts';
import type { Program } from '../../syntax/ast/program.ts';
import type { DatabaseOptions } from '../options.ts';
import { BoundQuery } from './bound-query.ts';
import type { ParsedText } from './bound-query.ts';

/**
 * A program, parsed once, with what it means in the places that sessions stand in: another schema
 * or graph, or a changed catalog, may give its names another meaning. Texts that differ in lifted
 * literals only share one.
 */
export class ProgramForm {
  readonly text: string;
  readonly tree: Program;
  /** Where the lifted literals stand in the text. */
  readonly literalSpans: readonly Span[];
  readonly #lifted: LiftedLiterals | undefined;
  readonly #options: DatabaseOptions;
  readonly #bound: BoundQuery[] = [];
  #latest: BoundQuery | undefined;
  #bindings = 0;

  constructor(
    { text, tree }: ParsedText,
    options: DatabaseOptions,
    lifted: readonly Literal[] = [],
  ) {
    this.text = text;
    this.tree = tree;
    this.#options = options;
    this.literalSpans = lifted.map(({ span }) => span);
    if (lifted.length > 0) this.#lifted = new Map(lifted.map((literal, i) => [literal, i]));
  }

  /** A tree, a plan and closures take some hundred bytes for each character of the text. */
  get approximateBytes(): number {
    return BYTES_PER_CHARACTER * this.text.length * (1 + this.#bound.length);
  }

  /** How often it has been bound: once a place, and again after a change of the catalog. */
  get bindings(): number {
    return this.#bindings;
  }

  get hasLiftedLiterals(): boolean {
    return this.#lifted !== undefined;
  }

  /** The program for a session that stands there; the same names object is found at once. */
  bind(names: NameContext): BoundQuery {
    const latest = this.#latest;
    if (latest?.names === names) return latest;
    const known = this.#bound.findIndex((bound) => isSamePlace(bound.names, names));
    const kept = this.#bound[known];
    if (kept?.isGoodWith(names) === true) return (this.#latest = kept);
    const bound = new BoundQuery(this, names, { options: this.#options, lifted: this.#lifted });
    this.#bindings++;
    if (known >= 0) this.#bound[known] = bound;
    else if (this.#bound.push(bound) > MAX_PLACES) this.#bound.shift();
    return (this.#latest = bound);
  }
}

const BYTES_PER_CHARACTER = 100;

/** In how many places one text is kept bound. */
const MAX_PLACES = 16;

function isSamePlace(left: NameContext, right: NameContext): boolean {
  return left.graph === right.graph && pathKey(left.schema) === pathKey(right.schema);
}
