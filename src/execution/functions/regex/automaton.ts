import { dataError } from '../../../values/data-error.ts';
import type { Assertion, ParsedRegex, RegexNode } from './syntax.ts';

/**
 * A nondeterministic automaton, run over all its states at once (K. Thompson, CACM 11, 1968): the
 * time is at most the text's length times the number of states, whatever the pattern. The host's
 * regular expressions backtrack, so that a hostile pattern could stop the database with them.
 */
export interface Automaton {
  readonly states: readonly State[];
  readonly start: number;
}

type CharacterTest = (point: number) => boolean;

type State =
  | { readonly kind: 'character'; readonly test: CharacterTest; readonly next: number }
  | { readonly kind: 'split'; readonly next: number; other: number }
  | { readonly kind: 'assertion'; readonly assertion: Assertion; readonly next: number }
  | { readonly kind: 'accept' };

/** Counted repetitions are written out, which is what makes automata large. */
const MAX_STATES = 5_000;

export function buildAutomaton(regex: ParsedRegex): Automaton {
  const builder = new Builder(regex);
  const accept = builder.push({ kind: 'accept' });
  const start = builder.build(regex.root, accept);
  return { states: builder.states, start };
}

/** Builds from the end: each state knows the one behind it. */
class Builder {
  readonly states: State[] = [];
  readonly #flags: string;
  readonly #tests = new Map<string, CharacterTest>();

  constructor({ ignoreCase, dotAll, multiline }: ParsedRegex) {
    this.#flags = `u${ignoreCase ? 'i' : ''}${dotAll ? 's' : ''}${multiline ? 'm' : ''}`;
  }

  push(state: State): number {
    if (this.states.length >= MAX_STATES) {
      throw dataError('22G03', 'the pattern is too large', 'use smaller counts in {…}');
    }
    return this.states.push(state) - 1;
  }

  /** The state from which the node is matched and `next` reached. */
  build(node: RegexNode, next: number): number {
    switch (node.kind) {
      case 'empty':
        return next;
      case 'atom':
        return this.push({ kind: 'character', test: this.#test(node), next });
      case 'assertion':
        return this.push({ kind: 'assertion', assertion: node.assertion, next });
      case 'sequence':
        return node.parts.reduceRight((after, part) => this.build(part, after), next);
      case 'choice':
        return node.options
          .map((option) => this.build(option, next))
          .reduceRight((other, start) => this.push({ kind: 'split', next: start, other }));
      case 'repeat':
        return this.#repeat(node, next);
    }
  }

  #repeat({ body, min, max }: Extract<RegexNode, { kind: 'repeat' }>, next: number): number {
    let at = next;
    if (max === Number.POSITIVE_INFINITY) {
      const loop: State = { kind: 'split', next, other: next };
      at = this.push(loop);
      loop.other = this.build(body, at);
    } else {
      for (let i = min; i < max; i++) {
        at = this.push({ kind: 'split', next, other: this.build(body, at) });
      }
    }
    for (let i = 0; i < min; i++) at = this.build(body, at);
    return at;
  }

  #test({ source, literal }: Extract<RegexNode, { kind: 'atom' }>): CharacterTest {
    const isPlain = literal && !this.#flags.includes('i');
    if (isPlain) {
      const expected = source.codePointAt(0);
      return (point) => point === expected;
    }
    const key = literal ? `=${source}` : source;
    let test = this.#tests.get(key);
    if (test === undefined) {
      test = classTest(
        literal ? source.replace(/[\\^$.*+?()[\]{}|/]/u, '\\$&') : source,
        this.#flags,
      );
      this.#tests.set(key, test);
    }
    return test;
  }
}

/** The host decides on one character, which takes it constant time; ASCII once and for all. */
function classTest(source: string, flags: string): CharacterTest {
  let expression: RegExp;
  try {
    expression = new RegExp(`^(?:${source})$`, flags.replace('m', ''));
  } catch (cause) {
    throw dataError('22G03', `'${source}' is not part of a regular expression: ${String(cause)}`);
  }
  const ascii = new Uint8Array(128);
  for (let point = 0; point < ascii.length; point++) {
    ascii[point] = Number(expression.test(String.fromCodePoint(point)));
  }
  return (point) =>
    point < ascii.length ? ascii[point] === 1 : expression.test(String.fromCodePoint(point));
}

/** Whether the whole text matches. */
export function matchesWhole(automaton: Automaton, text: string, multiline: boolean): boolean {
  return new Run(automaton, text, multiline).matches();
}

class Run {
  readonly #states: readonly State[];
  readonly #start: number;
  readonly #text: string;
  readonly #multiline: boolean;
  /** The step in which a state was last entered, so that it is entered once a step. */
  readonly #entered: Int32Array;
  #accepted = false;

  constructor(automaton: Automaton, text: string, multiline: boolean) {
    this.#states = automaton.states;
    this.#start = automaton.start;
    this.#text = text;
    this.#multiline = multiline;
    this.#entered = new Int32Array(automaton.states.length).fill(-1);
  }

  matches(): boolean {
    const text = this.#text;
    let current: number[] = [];
    let following: number[] = [];
    this.#enter(this.#start, 0, current);
    for (let at = 0; at < text.length;) {
      if (current.length === 0) return false;
      const point = text.codePointAt(at) ?? 0;
      at += point > 0xffff ? 2 : 1;
      this.#accepted = false;
      following.length = 0;
      for (const number of current) {
        const state = this.#states[number];
        if (state?.kind === 'character' && state.test(point)) {
          this.#enter(state.next, at, following);
        }
      }
      [current, following] = [following, current];
    }
    return this.#accepted;
  }

  /** Follows what takes no character; a stack of its own, as chains may be long. */
  #enter(first: number, at: number, into: number[]): void {
    const pending = [first];
    for (;;) {
      const number = pending.pop();
      if (number === undefined) return;
      if (this.#entered[number] === at) continue;
      this.#entered[number] = at;
      const state = this.#states[number];
      if (state === undefined) continue;
      if (state.kind === 'character') into.push(number);
      else if (state.kind === 'accept') this.#accepted = true;
      else if (state.kind === 'split') pending.push(state.other, state.next);
      else if (this.#holds(state.assertion, at)) pending.push(state.next);
    }
  }

  #holds(assertion: Assertion, at: number): boolean {
    switch (assertion) {
      case 'start':
        return at === 0 || (this.#multiline && this.#text[at - 1] === '\n');
      case 'end':
        return at === this.#text.length || (this.#multiline && this.#text[at] === '\n');
      case 'boundary':
        return this.#isWordAt(at - 1) !== this.#isWordAt(at);
      case 'no boundary':
        return this.#isWordAt(at - 1) === this.#isWordAt(at);
    }
  }

  #isWordAt(at: number): boolean {
    return /^\w$/u.test(this.#text[at] ?? '');
  }
}
