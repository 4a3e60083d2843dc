import { unreachable } from '../../base/assert.ts';
import type { Orientation } from '../../graph/reader.ts';
import type { PathSearch, PhysicalExpr, PhysicalOperator } from '../../planner/plan/operator.ts';
import type {
  BoundAlternation,
  BoundEdge,
  BoundGroup,
  BoundNode,
  BoundPath,
  BoundQuestioned,
  BoundRepeat,
} from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { EdgeDirection, PathMode } from '../../syntax/ast/pattern.ts';
import type { PathHost } from './host.ts';
import { holdsElement } from './host.ts';
import type { PatternFacts } from './pattern-facts.ts';
import { patternFacts, readVariables } from './pattern-facts.ts';
import type {
  BindingMode,
  GroupList,
  Instruction,
  Predicate,
  Program,
  Repeat,
  RepeatCells,
  Scope,
} from './program.ts';

type Path = BoundPath<PhysicalOperator>;

/**
 * Compiles the pattern of a path search. Bare end nodes and what the planner made of it included.
 */
export function compilePattern(op: PathSearch, host: PathHost): Program {
  return new PatternCompiler(op, host).program();
}

class PatternCompiler {
  readonly #op: PathSearch;
  readonly #host: PathHost;
  readonly #facts: PatternFacts;
  readonly #instructions: Instruction[] = [];
  readonly #scopes: Scope[] = [];
  readonly #repeats: RepeatCells[] = [];
  readonly #subpathCells: number[] = [];
  readonly #groups: GroupList[] = [];
  readonly #storageOfGroup = new Map<VariableId, number>();
  /** Numbers of names and of what else a trace has to show, see `Program.trace`. */
  readonly #marks = new Map<string, number>();
  #cells = 0;
  #storages = 0;

  constructor(op: PathSearch, host: PathHost) {
    this.#op = op;
    this.#host = host;
    this.#facts = patternFacts(op, host);
  }

  program(): Program {
    const { mode, expression } = this.#op.path;
    this.#scopes.push(...this.#pathScopes(mode));
    this.#add(expression);
    this.#instructions.push({ kind: 'accept' });
    const trace = this.#facts.ambiguous
      ? { storage: this.#storages++, marks: this.#marks.size }
      : undefined;
    return {
      instructions: this.#instructions,
      cells: this.#cells,
      storages: this.#storages,
      groups: this.#groups,
      cleared: this.#facts.cleared,
      trace,
      local: this.#facts.remembered.size === 0,
      restricted: this.#facts.restricted,
      finite: this.#pathScopes(mode).length > 0,
      remembered: [...this.#facts.remembered],
    };
  }

  /** DIFFERENT EDGES makes a trail of any path; ACYCLIC implies that already. */
  #pathScopes(mode: PathMode): Scope[] {
    const scopes: Scope[] = mode === 'WALK' ? [] : [{ mode, startCell: -1 }];
    if (this.#op.differentEdges && mode !== 'TRAIL' && mode !== 'ACYCLIC') {
      scopes.push({ mode: 'TRAIL', startCell: -1 });
    }
    return scopes;
  }

  #add(path: Path): void {
    switch (path.kind) {
      case 'node':
        this.#node(path);
        return;
      case 'edge':
        this.#edge(path);
        return;
      case 'concatenation':
        for (const element of path.elements) this.#add(element);
        return;
      case 'alternation':
        this.#alternation(path);
        return;
      case 'group':
        this.#group(path);
        return;
      case 'repeat':
        this.#repeat(path);
        return;
      case 'questioned':
        this.#questioned(path);
        return;
      default:
        unreachable(path);
    }
  }

  #node(node: BoundNode<PhysicalOperator>): void {
    const { variable, labels, predicate } = node;
    const binding = this.#binding(variable);
    if (binding !== 'skip' || labels !== undefined || predicate !== undefined) {
      this.#instructions.push({
        kind: 'node',
        variable,
        binding,
        test: labels === undefined ? -1 : this.#host.run.nodeTestNumber(labels),
        predicate: this.#predicate(predicate),
      });
    }
    this.#markName(variable);
  }

  #edge(edge: BoundEdge<PhysicalOperator>): void {
    const { variable, labels, predicate, direction } = edge;
    this.#instructions.push({
      kind: 'edge',
      variable,
      binding: this.#binding(variable),
      orientations: orientationsOf(direction),
      test: this.#host.run.edgeTestNumber(labels),
      predicate: this.#predicate(predicate),
      scopes: [...this.#scopes],
      repeats: [...this.#repeats],
      subpathCells: [...this.#subpathCells],
    });
    this.#markName(variable);
  }

  /** Names are part of a match even where nobody reads them (16.7). */
  #markName(variable: VariableId): void {
    const { name } = this.#host.variable(variable);
    if (name !== '') this.#mark(`name ${name}`);
  }

  #mark(what: string): void {
    if (!this.#facts.ambiguous) return;
    const mark = this.#marks.get(what) ?? this.#marks.size;
    this.#marks.set(what, mark);
    this.#instructions.push({ kind: 'mark', mark });
  }

  #binding(variable: VariableId): BindingMode {
    if (this.#host.isBound(variable)) return 'given';
    if (this.#facts.joins.has(variable)) return 'join';
    return this.#facts.read.has(variable) ? 'bind' : 'skip';
  }

  #predicate(expr: PhysicalExpr | undefined): Predicate | undefined {
    if (expr === undefined) return undefined;
    const read = readVariables(expr);
    const groups = this.#groups.filter((group) => read.has(group.outer));
    return { holds: this.#host.condition(expr), groups };
  }

  #alternation(path: BoundAlternation<PhysicalOperator>): void {
    const split = this.#place();
    const jumps: number[] = [];
    const targets = path.alternatives.map((alternative, i) => {
      const target = this.#instructions.length;
      if (path.multiset) this.#mark(`branch ${i} of ${split}`);
      this.#add(alternative);
      jumps.push(this.#place());
      return target;
    });
    this.#instructions[split] = { kind: 'split', targets };
    const target = this.#instructions.length;
    for (const jump of jumps) this.#instructions[jump] = { kind: 'jump', target };
  }

  #questioned(path: BoundQuestioned<PhysicalOperator>): void {
    const split = this.#place();
    this.#add(path.expression);
    const end = this.#instructions.length;
    this.#instructions[split] = { kind: 'split', targets: [end, split + 1] };
  }

  /** Keeps a place for an instruction whose target is not known yet. */
  #place(): number {
    return this.#instructions.push({ kind: 'accept' }) - 1;
  }

  #group(path: BoundGroup<PhysicalOperator>): void {
    const { subpath } = path;
    const reads = subpath !== undefined && this.#facts.read.has(subpath) ? subpath : undefined;
    if (subpath !== undefined) this.#markSubpath(subpath, 'from');
    this.#stretch(path, reads);
    if (subpath !== undefined) this.#markSubpath(subpath, 'to');
  }

  #markSubpath(subpath: VariableId, end: 'from' | 'to'): void {
    this.#mark(`${end} ${this.#host.variable(subpath).name}`);
  }

  #stretch(path: BoundGroup<PhysicalOperator>, reads: VariableId | undefined): void {
    const { mode, where } = path;
    if (mode === 'WALK' && reads === undefined && where === undefined) {
      this.#add(path.expression);
      return;
    }
    const startCell = this.#cells++;
    this.#instructions.push({ kind: 'groupEnter', startCell });
    const isRemembered = reads !== undefined && this.#facts.remembered.has(reads);
    if (mode !== 'WALK') this.#scopes.push({ mode, startCell });
    if (isRemembered) this.#subpathCells.push(startCell);
    this.#add(path.expression);
    if (isRemembered) this.#subpathCells.pop();
    if (mode !== 'WALK') this.#scopes.pop();
    const predicate = this.#predicate(where);
    this.#instructions.push({ kind: 'groupLeave', startCell, subpath: reads, predicate });
  }

  #repeat(path: BoundRepeat<PhysicalOperator>): void {
    const cells: RepeatCells = {
      counterCell: this.#cells++,
      startCell: this.#cells++,
      lower: path.lower,
      upper: path.upper ?? Number.POSITIVE_INFINITY,
    };
    const enter = this.#place();
    const test = this.#place();
    this.#repeats.push(cells);
    this.#add(path.expression);
    this.#repeats.pop();
    const groups = path.groups
      .filter(({ outer }) => this.#facts.read.has(outer))
      .map(({ inner, outer }) => this.#groupList(inner, outer));
    this.#groups.push(...groups);
    const { conditional, remembered } = this.#facts;
    const cleared = path.groups
      .map(({ inner }) => inner)
      .filter((id) => conditional.has(id) || remembered.has(id));
    const inside = new Set(path.groups.map(({ inner }) => inner));
    const emptied = this.#groups.filter(({ outer }) => inside.has(outer));
    const repeat: Repeat = { ...cells, groups, cleared, emptied };
    this.#instructions.push({ kind: 'repeatEnd', repeat, test });
    const exit = this.#instructions.length;
    this.#instructions[enter] = { kind: 'repeatEnter', repeat };
    this.#instructions[test] = { kind: 'repeatTest', repeat, exit };
  }

  #groupList(inner: VariableId, outer: VariableId): GroupList {
    const nested = this.#groups.find((group) => group.outer === inner);
    // In another branch of an alternation: only one of the two is entered at a time.
    const other = this.#groups.find((group) => group.outer === outer);
    return {
      inner,
      outer,
      storage: this.#storageOf(outer),
      baseCell: other?.baseCell ?? this.#cells++,
      collects: nested === undefined,
      element: nested === undefined ? holdsElement(this.#host, inner) : nested.element,
    };
  }

  /** Groups that end up in the same outermost one share its storage. */
  #storageOf(group: VariableId): number {
    let outermost = group;
    for (;;) {
      const outer = this.#facts.groupOf.get(outermost);
      if (outer === undefined) break;
      outermost = outer;
    }
    const known = this.#storageOfGroup.get(outermost);
    if (known !== undefined) return known;
    const storage = this.#storages++;
    this.#storageOfGroup.set(outermost, storage);
    return storage;
  }
}

/** How an edge pattern may be crossed from its left node to its right one (16.7). */
function orientationsOf(direction: EdgeDirection): readonly Orientation[] {
  return ORIENTATIONS[direction];
}

const ORIENTATIONS: Readonly<Record<EdgeDirection, readonly Orientation[]>> = {
  right: ['out'],
  left: ['in'],
  undirected: ['undirected'],
  'left or undirected': ['in', 'undirected'],
  'undirected or right': ['out', 'undirected'],
  'left or right': ['out', 'in'],
  any: ['out', 'in', 'undirected'],
};
