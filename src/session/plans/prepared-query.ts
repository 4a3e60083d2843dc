import { GqlError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import type { NameContext } from '../../semantics/names.ts';
import type { Literal } from '../../syntax/ast/expression.ts';
import type { Program } from '../../syntax/ast/program.ts';
import { parseProgram } from '../../syntax/parse.ts';
import type { Value } from '../../values/value.ts';
import type { DatabaseOptions } from '../options.ts';
import { located } from './bound-query.ts';
import type { BoundQuery } from './bound-query.ts';
import { ProgramForm } from './program-form.ts';
import { placeIn } from './text-shape.ts';

/** A text with its program, which other texts may share, and the literals that are its own. */
export class PreparedQuery {
  readonly text: string;
  readonly form: ProgramForm;
  /** The values of its lifted literals, by index of parameter. */
  readonly literals: readonly Value[];
  readonly #spans: readonly Span[];
  readonly #options: DatabaseOptions;
  #unlifted: ProgramForm | undefined;

  constructor(
    text: string,
    form: ProgramForm,
    options: DatabaseOptions,
    lifted: readonly Literal[] = [],
  ) {
    this.text = text;
    this.form = form;
    this.#options = options;
    this.literals = lifted.map(({ value }) => value);
    this.#spans = lifted.map(({ span }) => span);
  }

  /** Of the text that came first: literals that are lifted may have other values in this one. */
  get tree(): Program {
    return this.form.tree;
  }

  /** With all literals in their places. */
  static of(text: string, tree: Program, options: DatabaseOptions): PreparedQuery {
    return new PreparedQuery(text, new ProgramForm({ text, tree }, options), options);
  }

  /** The program for a session that stands there. */
  bind(names: NameContext): BoundQuery {
    try {
      return this.form.bind(names);
    } catch (error) {
      if (!this.form.hasLiftedLiterals) throw error;
      // What is wrong is said of this text, literals and all.
      this.#unlifted ??= parseForm(this.text, this.#options);
      return this.#unlifted.bind(names);
    }
  }

  /** The same text with all literals in their places, as a person who reads its plan expects. */
  withoutLifting(): PreparedQuery {
    const { text } = this;
    return PreparedQuery.of(text, parse(text, this.#options), this.#options);
  }

  /** An error of the shared program with its place in this text. */
  located(error: unknown): unknown {
    if (!(error instanceof GqlError) || error.position !== undefined) return error;
    const { span } = error;
    if (span === undefined) return error;
    const move = (offset: number): number => placeIn(offset, this.form.literalSpans, this.#spans);
    return located(
      error.with({ span: { start: move(span.start), end: move(span.end) } }),
      this.text,
    );
  }
}

function parseForm(text: string, options: DatabaseOptions): ProgramForm {
  return new ProgramForm({ text, tree: parse(text, options) }, options);
}

/** Errors have their place. */
export function parse(text: string, { strict }: DatabaseOptions): Program {
  return parseProgram(text, { strict });
}
