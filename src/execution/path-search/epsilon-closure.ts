import { present } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { PathHost } from './host.ts';
import { edgePasses, nodePasses } from './local-tests.ts';
import type { EdgeStep, Program } from './program.ts';
import type { Place, Route } from './routes.ts';
import { routesFrom } from './routes.ts';

/** An edge instruction that a path may stand at, with the counters of the repeats around it. */
export interface Configuration {
  readonly id: number;
  readonly step: EdgeStep;
  /** Node variables that the node before the edge stands for. */
  readonly bound: readonly VariableId[];
  /** What follows the edge; found when it is first crossed. */
  after: Continuation | undefined;
  readonly place: Place;
}

/** All that a path may stand at. */
export interface StateSet {
  readonly id: number;
  readonly configurations: readonly Configuration[];
  readonly accepting: boolean;
}

export interface Crossing {
  readonly from: number;
  readonly edge: number;
  readonly to: number;
}

/** The routes from a place, and the set of where they lead by which of them are open. */
interface Continuation {
  /** Tests that all routes begin with. */
  readonly first: Route['tests'];
  /** What each route tests after those. */
  readonly rests: readonly Route['tests'][];
  readonly targets: readonly (Configuration | undefined)[];
  readonly sets: Map<string | number, StateSet | undefined>;
}

type Bindings = readonly (readonly [VariableId, number])[];
const NONE: Bindings = [];

function commonStart(lists: readonly Route['tests'][]): Route['tests'] {
  const [first = [], ...others] = lists;
  const length = first.findIndex((test, i) => others.some((other) => other[i] !== test));
  return length < 0 ? first : first.slice(0, length);
}

/** Sets are kept from run to run up to this number. */
const MANY_SETS = 65_536;
/** So many routes have their openness in the bits of one small integer. */
const BITS = 30;

/**
 * Follows the instructions that consume nothing from a node on. The routes through them are found
 * once; what is left for each node is to run their tests and to look up the set of those that pass.
 */
export class EpsilonClosure {
  readonly #program: Program;
  readonly #host: PathHost;
  readonly #configurations = new Map<string, Configuration>();
  readonly #sets: StateSet[] = [];
  readonly #setIds = new Map<string, number>();
  #start: Continuation | undefined;

  constructor(program: Program, host: PathHost) {
    this.#program = program;
    this.#host = host;
  }

  beginRun(): void {
    if (this.#sets.length < MANY_SETS) return;
    this.#configurations.clear();
    this.#sets.length = 0;
    this.#setIds.clear();
    this.#start = undefined;
  }

  set(id: number): StateSet {
    return present(this.#sets[id], 'a state set');
  }

  initial(start: number): StateSet {
    const counters = Array.from({ length: this.#program.cells }, () => 0);
    this.#start ??= this.#continuation({ pc: 0, counters, bound: [] });
    return this.#follow(this.#start, start, []) ?? this.#setOf([], false);
  }

  /** The set behind an edge; undefined where the edge or what follows does not fit. */
  cross(configuration: Configuration, crossing: Crossing): StateSet | undefined {
    const { frame } = this.#host.run;
    const { step, bound, place } = configuration;
    const near = bound.length === 0 ? NONE : bound.map((id) => [id, crossing.from] as const);
    for (const variable of bound) frame[variable] = crossing.from;
    if (!edgePasses(this.#host, step, crossing.edge)) return undefined;
    const { pc, counters } = place;
    configuration.after ??= this.#continuation({ pc: pc + 1, counters, bound: [] });
    return this.#follow(configuration.after, crossing.to, near);
  }

  union(left: StateSet, right: StateSet): StateSet {
    if (left === right) return left;
    const configurations = [...new Set([...left.configurations, ...right.configurations])];
    return this.#setOf(configurations, left.accepting || right.accepting);
  }

  #continuation(place: Place): Continuation {
    const routes = routesFrom(this.#program, place);
    const targets = routes.map(({ target }) => target && this.#configuration(target));
    const first = commonStart(routes.map(({ tests }) => tests));
    const rests = routes.map(({ tests }) => tests.slice(first.length));
    return { first, rests, targets, sets: new Map() };
  }

  /** `near` is put back for each route, since another may have bound the same variables anew. */
  #follow(
    { first, rests, targets, sets }: Continuation,
    node: number,
    near: Bindings,
  ): StateSet | undefined {
    if (!this.#passes(first, node)) return undefined;
    const open =
      rests.length <= BITS ? this.#openBits(rests, node, near) : this.#openText(rests, node, near);
    const known = sets.get(open);
    if (known !== undefined || sets.has(open)) return known;
    const passed = rests.map((_, i) =>
      typeof open === 'number' ? ((open >>> i) & 1) === 1 : open[i] === '1',
    );
    const reached = targets.filter((target, i) => passed[i] === true && target !== undefined);
    const accepting = targets.some((target, i) => passed[i] === true && target === undefined);
    const set =
      reached.length === 0 && !accepting
        ? undefined
        : this.#setOf([...new Set(reached as Configuration[])], accepting);
    sets.set(open, set);
    return set;
  }

  #openBits(rests: Continuation['rests'], node: number, near: Bindings): number {
    let bits = 0;
    for (let i = 0; i < rests.length; i++) {
      if (this.#isOpen(rests[i] as Route['tests'], node, near)) bits |= 1 << i;
    }
    return bits;
  }

  #openText(rests: Continuation['rests'], node: number, near: Bindings): string {
    return rests.map((tests) => (this.#isOpen(tests, node, near) ? '1' : '0')).join('');
  }

  #isOpen(tests: Route['tests'], node: number, near: Bindings): boolean {
    if (tests.length === 0) return true;
    const { frame } = this.#host.run;
    for (const [variable, slot] of near) frame[variable] = slot;
    return this.#passes(tests, node);
  }

  #passes(tests: Route['tests'], node: number): boolean {
    for (const test of tests) if (!nodePasses(this.#host, test, node)) return false;
    return true;
  }

  #configuration(place: Place): Configuration {
    const key = `${place.pc}|${place.counters.join(',')}|${place.bound.join(',')}`;
    const known = this.#configurations.get(key);
    if (known !== undefined) return known;
    const step = present(this.#program.instructions[place.pc], 'an instruction') as EdgeStep;
    const id = this.#configurations.size;
    const configuration = { id, step, bound: place.bound, after: undefined, place };
    this.#configurations.set(key, configuration);
    return configuration;
  }

  #setOf(configurations: readonly Configuration[], accepting: boolean): StateSet {
    const sorted = [...configurations].sort((left, right) => left.id - right.id);
    const key = `${accepting ? 'a' : ''}${sorted.map(({ id }) => id).join(',')}`;
    const known = this.#setIds.get(key);
    if (known !== undefined) return present(this.#sets[known], 'a state set');
    const set = { id: this.#sets.length, configurations: sorted, accepting };
    this.#sets.push(set);
    this.#setIds.set(key, set.id);
    return set;
  }
}
