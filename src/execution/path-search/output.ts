import type { PathSearch } from '../../planner/plan/operator.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { isList } from '../../values/family.ts';
import type { Value } from '../../values/value.ts';
import { EdgeValue, PathValue } from '../../values/value.ts';
import type { PathHost } from './host.ts';
import type { PathMachine } from './machine.ts';
import type { GroupList, Program } from './program.ts';

/** Turns the match that stands in a machine into the registers that later operators read. */
export class PathOutput {
  readonly #op: PathSearch;
  readonly #host: PathHost;
  readonly #machine: PathMachine;
  readonly #groups: readonly GroupList[];
  readonly #path: VariableId | undefined;
  readonly #trace: Program['trace'];
  /** Subpath variables, which a reversed search has to turn back for the time of a row. */
  readonly #subpaths: readonly VariableId[];

  constructor(op: PathSearch, host: PathHost, program: Program, machine: PathMachine) {
    this.#op = op;
    this.#host = host;
    this.#machine = machine;
    const used = new Set(op.used);
    this.#groups = program.groups.filter(({ outer }) => used.has(outer));
    const { pathVariable } = op.path;
    this.#path = pathVariable !== undefined && used.has(pathVariable) ? pathVariable : undefined;
    this.#trace = program.trace;
    const grouped = new Set(program.groups.map(({ outer }) => outer));
    const singles = op.used.filter((id) => id !== pathVariable && !grouped.has(id));
    this.#subpaths = op.reversed ? singles.filter((id) => host.variable(id).role === 'path') : [];
  }

  /** Hands a match on as a row. */
  emit(sink: () => boolean): boolean {
    const { frame, reader } = this.#host.run;
    const { reversed, to, toBound, edges } = this.#op;
    const { path, storages } = this.#machine;
    if (!toBound) frame[to] = path.end;
    for (const group of this.#groups) {
      const list = storages.list(group, this.#machine.cell(group.baseCell), reader);
      frame[group.outer] = reversed ? list.map(turnedBack).reverse() : list;
    }
    if (this.#path !== undefined) frame[this.#path] = this.#pathValue();
    if (edges !== undefined) {
      const crossed = Array.from(path.edges.subarray(0, path.length));
      frame[edges] = crossed.map((edge) => new EdgeValue(reader.graph, edge));
    }
    if (this.#subpaths.length === 0) return sink();
    const before = this.#subpaths.map((id) => frame[id] as Value);
    for (const id of this.#subpaths) frame[id] = turnedBack(frame[id] as Value);
    const goesOn = sink();
    this.#subpaths.forEach((id, i) => (frame[id] = before[i] as Value));
    return goesOn;
  }

  /** Tells matches apart: the path with its trace. */
  signature(): string {
    const { path, storages } = this.#machine;
    const edges = path.edges.subarray(0, path.length).join(',');
    const trace = this.#trace && storages.numbers(this.#trace.storage).sort();
    return `${path.end}|${edges}|${trace?.join(',') ?? ''}`;
  }

  #pathValue(): PathValue {
    const { path } = this.#machine;
    const nodes = Array.from(path.nodes.subarray(0, path.length + 1));
    const edges = Array.from(path.edges.subarray(0, path.length));
    if (this.#op.reversed) {
      nodes.reverse();
      edges.reverse();
    }
    return new PathValue(this.#host.run.reader.graph, nodes, edges);
  }
}

function turnedBack(value: Value): Value {
  if (value instanceof PathValue) {
    return new PathValue(value.graph, [...value.nodes].reverse(), [...value.edges].reverse());
  }
  return isList(value) ? [...value].reverse() : value;
}
