import { present, unreachable } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { PathHost } from './host.ts';
import type { EdgeStep, NodeStep, Predicate, Program, Repeat } from './program.ts';

/** An edge instruction that a path may stand at, with the counters of the repeats around it. */
export interface Configuration {
  readonly id: number;
  readonly step: EdgeStep;
  readonly pc: number;
  readonly counters: readonly number[];
  /** Node variables that the node before the edge stands for. */
  readonly bound: readonly VariableId[];
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

/**
 * Follows the instructions that consume nothing. Sets and configurations are numbered; where no
 * instruction tests a node, the sets behind a configuration are remembered.
 */
export class EpsilonClosure {
  readonly #program: Program;
  readonly #host: PathHost;
  readonly #configurations: Configuration[] = [];
  readonly #configurationIds = new Map<string, number>();
  readonly #sets: StateSet[] = [];
  readonly #setIds = new Map<string, number>();
  readonly #testsNodes: boolean;
  readonly #after = new Map<number, StateSet | undefined>();

  constructor(program: Program, host: PathHost) {
    this.#program = program;
    this.#host = host;
    this.#testsNodes = program.instructions.some(
      (each) =>
        (each.kind === 'node' && (each.binding !== 'skip' || each.test >= 0 || each.predicate)) ||
        (each.kind === 'groupLeave' && each.predicate !== undefined),
    );
  }

  beginRun(): void {
    if (this.#sets.length < MANY_SETS) return;
    this.#configurations.length = 0;
    this.#configurationIds.clear();
    this.#sets.length = 0;
    this.#setIds.clear();
    this.#after.clear();
  }

  set(id: number): StateSet {
    return present(this.#sets[id], 'a state set');
  }

  initial(start: number): StateSet {
    const counters = Array.from({ length: this.#program.cells }, () => 0);
    return this.#close(start, 0, counters) ?? this.#setOf([], false);
  }

  /** The set behind an edge; undefined where the edge or what follows does not fit. */
  cross(configuration: Configuration, crossing: Crossing): StateSet | undefined {
    const { frame } = this.#host.run;
    const { step, bound, id } = configuration;
    for (const variable of bound) frame[variable] = crossing.from;
    if (step.binding === 'given') {
      if (frame[step.variable] !== crossing.edge) return undefined;
    } else if (step.binding !== 'skip') {
      frame[step.variable] = crossing.edge;
    }
    if (step.predicate !== undefined && !step.predicate.holds()) return undefined;
    if (this.#testsNodes) {
      return this.#close(crossing.to, configuration.pc + 1, configuration.counters);
    }
    if (this.#after.has(id)) return this.#after.get(id);
    const set = this.#close(crossing.to, configuration.pc + 1, configuration.counters);
    this.#after.set(id, set);
    return set;
  }

  union(left: StateSet, right: StateSet): StateSet {
    if (left === right) return left;
    const configurations = [...new Set([...left.configurations, ...right.configurations])];
    return this.#setOf(configurations, left.accepting || right.accepting);
  }

  #close(node: number, pc: number, counters: readonly number[]): StateSet | undefined {
    const walk = new ClosureWalk(this.#program, this.#host, node);
    walk.follow({ pc, counters, bound: [] });
    if (walk.steps.length === 0 && !walk.accepting) return undefined;
    const configurations = walk.steps.map((place) => this.#configuration(place));
    return this.#setOf([...new Set(configurations)], walk.accepting);
  }

  #configuration({ pc, counters, bound }: Place): Configuration {
    const key = `${pc}|${counters.join(',')}|${bound.join(',')}`;
    const known = this.#configurationIds.get(key);
    if (known !== undefined) return present(this.#configurations[known], 'a configuration');
    const step = present(this.#program.instructions[pc], 'an instruction') as EdgeStep;
    const id = this.#configurations.length;
    const configuration = { id, step, pc, counters, bound };
    this.#configurations.push(configuration);
    this.#configurationIds.set(key, id);
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

/** Sets are kept from run to run up to this number. */
const MANY_SETS = 65_536;

interface Place {
  readonly pc: number;
  readonly counters: readonly number[];
  readonly bound: readonly VariableId[];
}

/** One walk from one place at one node. */
class ClosureWalk {
  readonly steps: Place[] = [];
  accepting = false;
  readonly #program: Program;
  readonly #host: PathHost;
  readonly #node: number;
  readonly #seen = new Set<string>();
  readonly #pending: Place[] = [];

  constructor(program: Program, host: PathHost, node: number) {
    this.#program = program;
    this.#host = host;
    this.#node = node;
  }

  follow(first: Place): void {
    this.#pending.push(first);
    for (let place = this.#pending.pop(); place !== undefined; place = this.#pending.pop()) {
      const key = `${place.pc}|${place.counters.join(',')}|${place.bound.join(',')}`;
      if (this.#seen.has(key)) continue;
      this.#seen.add(key);
      this.#visit(place);
    }
  }

  #visit(place: Place): void {
    const { pc } = place;
    const instruction = present(this.#program.instructions[pc], 'an instruction');
    switch (instruction.kind) {
      case 'edge':
        this.steps.push(place);
        return;
      case 'accept':
        this.accepting = true;
        return;
      case 'node':
        this.#nodeStep(instruction, place);
        return;
      case 'split':
        for (const target of instruction.targets) this.#pending.push({ ...place, pc: target });
        return;
      case 'jump':
        this.#pending.push({ ...place, pc: instruction.target });
        return;
      case 'repeatEnter':
        this.#goOn(place, withCounter(place, instruction.repeat, 0));
        return;
      case 'repeatTest':
        this.#repeatTest(instruction.repeat, instruction.exit, place);
        return;
      case 'repeatEnd':
        this.#pending.push({ ...place, pc: instruction.test });
        return;
      case 'groupLeave':
        if (this.#holds(instruction.predicate)) this.#goOn(place, place.counters);
        return;
      case 'groupEnter':
      case 'tag':
        this.#goOn(place, place.counters);
        return;
      default:
        unreachable(instruction);
    }
  }

  #goOn(place: Place, counters: readonly number[]): void {
    this.#pending.push({ pc: place.pc + 1, counters, bound: place.bound });
  }

  #nodeStep(step: NodeStep, place: Place): void {
    const { run } = this.#host;
    const node = this.#node;
    if (step.test >= 0) {
      const selection = present(run.nodeSelections[step.test], 'a node selection');
      if (!run.reader.acceptsNode(selection, node)) return;
    }
    if (step.binding === 'given') {
      if (run.frame[step.variable] !== node) return;
    } else if (step.binding !== 'skip') {
      run.frame[step.variable] = node;
    }
    if (!this.#holds(step.predicate)) return;
    const bound = step.binding === 'bind' ? [...place.bound, step.variable] : place.bound;
    this.#pending.push({ pc: place.pc + 1, counters: place.counters, bound });
  }

  #holds(predicate: Predicate | undefined): boolean {
    return predicate === undefined || predicate.holds();
  }

  #repeatTest(repeat: Repeat, exit: number, place: Place): void {
    const count = place.counters[repeat.counterCell] as number;
    if (count >= repeat.lower) {
      // Behind the repeat its counter means nothing, and one value keeps the sets few.
      this.#pending.push({ ...place, pc: exit, counters: withCounter(place, repeat, 0) });
    }
    if (count >= repeat.upper) return;
    // Past the lower bound an unbounded repeat need not know how often.
    const isUnbounded = repeat.upper === Number.POSITIVE_INFINITY;
    const next = isUnbounded ? Math.min(count + 1, repeat.lower) : count + 1;
    this.#goOn(place, withCounter(place, repeat, next));
  }
}

function withCounter(place: Place, repeat: Repeat, count: number): readonly number[] {
  if (place.counters[repeat.counterCell] === count) return place.counters;
  return place.counters.map((value, cell) => (cell === repeat.counterCell ? count : value));
}
