import { present, unreachable } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { GroupLeave, NodeStep, Program, Repeat } from './program.ts';

/** Where a path may stand: an instruction with the counters of the repeats around it. */
export interface Place {
  readonly pc: number;
  readonly counters: readonly number[];
  /** Node variables that the node at hand stands for. */
  readonly bound: readonly VariableId[];
}

/** A way through instructions that consume nothing, to an edge instruction or to the end. */
export interface Route {
  /** What the node at hand has to pass, in this order. */
  readonly tests: readonly (NodeStep | GroupLeave)[];
  /** Undefined: the path may end here. */
  readonly target: Place | undefined;
}

/** All routes from a place, whatever the node. */
export function routesFrom(program: Program, start: Place): Route[] {
  const walk = new RouteWalk(program);
  walk.follow(start, []);
  return walk.routes;
}

class RouteWalk {
  readonly routes: Route[] = [];
  readonly #program: Program;
  /** Places on the way to the current one: coming back to one leads nowhere new. */
  readonly #passed = new Set<string>();

  constructor(program: Program) {
    this.#program = program;
  }

  follow(place: Place, tests: Route['tests']): void {
    const key = `${place.pc}|${place.counters.join(',')}`;
    if (this.#passed.has(key)) return;
    this.#passed.add(key);
    this.#visit(place, tests);
    this.#passed.delete(key);
  }

  #visit(place: Place, tests: Route['tests']): void {
    const { pc, counters, bound } = place;
    const instruction = present(this.#program.instructions[pc], 'an instruction');
    switch (instruction.kind) {
      case 'edge':
        this.routes.push({ tests, target: place });
        return;
      case 'accept':
        this.routes.push({ tests, target: undefined });
        return;
      case 'node': {
        const after = instruction.binding === 'bind' ? [...bound, instruction.variable] : bound;
        this.follow({ pc: pc + 1, counters, bound: after }, [...tests, instruction]);
        return;
      }
      case 'split':
        for (const target of instruction.targets) this.follow({ ...place, pc: target }, tests);
        return;
      case 'jump':
        this.follow({ ...place, pc: instruction.target }, tests);
        return;
      case 'repeatEnter': {
        const entered = withCounter(place, instruction.repeat, 0);
        this.follow({ pc: pc + 1, counters: entered, bound }, tests);
        return;
      }
      case 'repeatTest':
        this.#repeatTest(instruction.repeat, instruction.exit, place, tests);
        return;
      case 'repeatEnd':
        this.follow({ ...place, pc: instruction.test }, tests);
        return;
      case 'groupLeave': {
        const more = instruction.predicate === undefined ? tests : [...tests, instruction];
        this.follow({ ...place, pc: pc + 1 }, more);
        return;
      }
      case 'groupEnter':
      case 'mark':
        this.follow({ ...place, pc: pc + 1 }, tests);
        return;
      default:
        unreachable(instruction);
    }
  }

  #repeatTest(repeat: Repeat, exit: number, place: Place, tests: Route['tests']): void {
    const count = place.counters[repeat.counterCell] as number;
    if (count >= repeat.lower) {
      // Behind the repeat its counter means nothing, and one value keeps the states few.
      this.follow({ ...place, pc: exit, counters: withCounter(place, repeat, 0) }, tests);
    }
    if (count >= repeat.upper) return;
    // Past the lower bound an unbounded repeat need not know how often.
    const isUnbounded = repeat.upper === Number.POSITIVE_INFINITY;
    const next = isUnbounded ? Math.min(count + 1, repeat.lower) : count + 1;
    const counters = withCounter(place, repeat, next);
    this.follow({ pc: place.pc + 1, counters, bound: place.bound }, tests);
  }
}

function withCounter(place: Place, repeat: Repeat, count: number): readonly number[] {
  if (place.counters[repeat.counterCell] === count) return place.counters;
  return place.counters.map((value, cell) => (cell === repeat.counterCell ? count : value));
}
