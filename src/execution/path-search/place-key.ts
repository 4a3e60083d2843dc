import type { Value } from '../../values/value.ts';
import { PathValue } from '../../values/value.ts';
import type { PathHost } from './host.ts';
import type { PathMachine } from './machine.ts';
import type { EdgeStep, GroupList, Program, RepeatCells, Scope } from './program.ts';

/**
 * What may follow a path that stands at an edge instruction, as text: two paths with the same key
 * go on alike. That is node and instruction, the counters around it, what the modes of open
 * stretches forbid, and the variables that something further on looks back to. There are finitely
 * many of them unless a condition looks at the group or subpath of an unbounded walk.
 */
export class PlaceKeys {
  readonly #host: PathHost;
  readonly #machine: PathMachine;
  readonly #singles: Program['remembered'];
  readonly #groups: readonly GroupList[];

  constructor(host: PathHost, program: Program, machine: PathMachine) {
    this.#host = host;
    this.#machine = machine;
    const remembered = new Set(program.remembered);
    this.#groups = program.groups.filter(({ outer }) => remembered.has(outer));
    const outers = new Set(this.#groups.map(({ outer }) => outer));
    this.#singles = program.remembered.filter((variable) => !outers.has(variable));
  }

  keyOf(step: EdgeStep, pc: number): string {
    const { frame } = this.#host.run;
    const parts = [
      `${pc} ${this.#machine.path.end}`,
      ...step.repeats.map((repeat) => this.#progress(repeat)),
      ...step.scopes.map((scope) => this.#forbidden(scope)),
      ...step.subpathCells.map((cell) => this.#stretch(this.#machine.cell(cell))),
      ...this.#singles.map((variable) => mark(frame[variable])),
      ...this.#groups.map((group) => this.#elements(group)),
    ];
    return parts.join('|');
  }

  /** Past the lower bound an unbounded repeat need not know how often. */
  #progress({ counterCell, startCell, lower, upper }: RepeatCells): string {
    const count = this.#machine.cell(counterCell);
    const isUnbounded = upper === Number.POSITIVE_INFINITY;
    const isIdle = this.#machine.cell(startCell) === this.#machine.path.length;
    return `${isUnbounded ? Math.min(count, lower) : count}${isIdle ? ' idle' : ''}`;
  }

  /** What the stretch has taken; its order matters only as to the first node of SIMPLE. */
  #forbidden({ mode, startCell }: Scope): string {
    const { nodes, edges, length } = this.#machine.path;
    const start = this.#machine.cell(startCell);
    if (mode === 'TRAIL') return edges.slice(start, length).sort().join(',');
    const taken = nodes
      .slice(start, length + 1)
      .sort()
      .join(',');
    return mode === 'SIMPLE' ? `${nodes[start]}:${taken}` : taken;
  }

  #stretch(start: number): string {
    const { nodes, edges, length } = this.#machine.path;
    return `${nodes[start]}:${edges.subarray(start, length).join(',')}`;
  }

  #elements({ storage, baseCell }: GroupList): string {
    const base = this.#machine.cell(baseCell);
    if (base < 0) return '';
    return this.#machine.storages.from(storage, base).map(mark).join(',');
  }
}

/** Registers hold numbers or subpaths here, or nothing yet. */
function mark(value: Value | undefined): string {
  if (typeof value === 'number') return `${value}`;
  if (!(value instanceof PathValue)) return '';
  return `${value.nodes.join('-')}:${value.edges.join('-')}`;
}
