import { limits } from '../../base/limits.ts';
import { GqlError } from '../../base/errors.ts';
import { present, unreachable } from '../../base/assert.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import type { Value } from '../../values/value.ts';
import { NO_NODE } from '../../graph/ids.ts';
import type { FoundPath } from './bidirectional.ts';
import type { PathHost } from './host.ts';
import { holdsElement } from './host.ts';
import { EdgeCandidates } from './edge-candidates.ts';
import { PathStack } from './path-stack.ts';
import type { EdgeStep, GroupLeave, NodeStep, Predicate, Program, Repeat } from './program.ts';
import { PathStorages } from './storages.ts';
import { UndoLog } from './undo-log.ts';
import { PathValue } from '../../values/value.ts';

/** What to do with a match, which stands in the machine's path and the frame. False: stop. */
export type OnMatch = () => boolean;

/** Which matches are wanted. */
export interface MatchRange {
  /** Only paths of this many edges; −1: any number. */
  readonly exactLength: number;
  /** Only this path: packed edges and the nodes around them. */
  readonly along?: FoundPath;
  /** Whether the path may go on over an edge instruction. */
  readonly admits?: (step: EdgeStep, pc: number) => boolean;
}

export const ANY_LENGTH: MatchRange = { exactLength: -1 };

/**
 * Runs a program by backtracking over an explicit stack, so that neither long paths nor deep
 * patterns meet the end of the host's. All state that going back must restore is changed through
 * the undo log.
 */
export class PathMachine {
  readonly path = new PathStack();
  readonly storages: PathStorages;
  /** Set when `exactLength` kept a path from growing: longer matches may exist. */
  wasCut = false;
  readonly #program: Program;
  readonly #host: PathHost;
  readonly #undo: UndoLog;
  readonly #cells: Int32Array;
  readonly #candidates: EdgeCandidates;
  readonly #nulls: ReadonlyMap<VariableId, Value>;
  #range: MatchRange = ANY_LENGTH;
  #choices = 0;
  /** Per choice: instruction, undo mark, path length, next candidate or alternative. */
  #choicePc = new Int32Array(32);
  #choiceUndo = new Int32Array(32);
  #choiceLength = new Int32Array(32);
  #choiceNext = new Int32Array(32);
  #choiceStart = new Int32Array(32);
  #choiceEnd = new Int32Array(32);

  constructor(program: Program, host: PathHost) {
    this.#program = program;
    this.#host = host;
    this.#cells = new Int32Array(program.cells);
    this.storages = new PathStorages(program.storages);
    this.#undo = new UndoLog(host.run.frame, this.#cells, this.storages);
    this.#candidates = new EdgeCandidates(host.run, this.path, this.#cells);
    const variables = [...program.cleared, ...program.instructions.flatMap(clearedBy)];
    this.#nulls = new Map(
      variables.map((id) => [id, holdsElement(host, id) === undefined ? null : NO_NODE]),
    );
  }

  /** A counter, or the place where something started; −1 where its part was not taken. */
  cell(cell: number): number {
    return this.#cells[cell] as number;
  }

  /** Calls back for every match from the node; false when the callback stopped it. */
  run(start: number, range: MatchRange, onMatch: OnMatch): boolean {
    this.#range = range;
    this.wasCut = false;
    this.#reset(start);
    const { instructions } = this.#program;
    let pc = 0;
    while (pc >= 0) {
      const instruction = present(instructions[pc], 'an instruction');
      switch (instruction.kind) {
        case 'node':
          pc = this.#node(instruction) ? pc + 1 : this.#backtrack();
          break;
        case 'edge':
          pc = this.#edge(instruction, pc) ? pc + 1 : this.#backtrack();
          break;
        case 'split':
          this.#choose(pc, 1);
          pc = instruction.targets[0] as number;
          break;
        case 'jump':
          pc = instruction.target;
          break;
        case 'repeatEnter':
          this.#enter(instruction.repeat);
          pc++;
          break;
        case 'repeatTest':
          pc = this.#test(instruction.repeat, instruction.exit, pc);
          break;
        case 'repeatEnd':
          this.#collect(instruction.repeat);
          pc = instruction.test;
          break;
        case 'groupEnter':
          this.#undo.setCell(instruction.startCell, this.path.length);
          pc++;
          break;
        case 'groupLeave':
          pc = this.#leave(instruction) ? pc + 1 : this.#backtrack();
          break;
        case 'mark':
          this.#mark(instruction.mark);
          pc++;
          break;
        case 'accept':
          if (this.#accepts() && !onMatch()) return false;
          pc = this.#backtrack();
          break;
        default:
          unreachable(instruction);
      }
    }
    return true;
  }

  #reset(start: number): void {
    this.path.start(start);
    this.#undo.clear();
    this.#candidates.clear();
    this.storages.clear();
    this.#cells.fill(-1);
    this.#choices = 0;
    const { frame } = this.#host.run;
    for (const variable of this.#program.cleared) {
      frame[variable] = this.#nulls.get(variable) ?? null;
    }
  }

  #accepts(): boolean {
    const { exactLength, along } = this.#range;
    if (along !== undefined) return this.path.length === along.edges.length;
    return exactLength < 0 || this.path.length === exactLength;
  }

  #node(step: NodeStep): boolean {
    const { run } = this.#host;
    const slot = this.path.end;
    if (step.test >= 0) {
      const selection = present(run.nodeSelections[step.test], 'a node selection');
      if (!run.reader.acceptsNode(selection, slot)) return false;
    }
    return this.#bind(step, slot) && this.#holds(step.predicate);
  }

  /** Whether the element may stand for the step's variable, which it then does. */
  #bind(step: NodeStep | EdgeStep, element: number): boolean {
    if (step.binding === 'skip') return true;
    const known = this.#host.run.frame[step.variable] as number;
    if (step.binding === 'given') return known === element;
    if (step.binding === 'join' && known >= 0) return known === element;
    this.#undo.setVariable(step.variable, element);
    return true;
  }

  #holds(predicate: Predicate | undefined): boolean {
    if (predicate === undefined) return true;
    for (const group of predicate.groups) {
      const list = this.storages.list(group, this.cell(group.baseCell), this.#host.run.reader);
      this.#undo.setVariable(group.outer, list);
    }
    return predicate.holds();
  }

  /** Loads the edges to follow as a choice and takes the first that fits. */
  #edge(step: EdgeStep, pc: number): boolean {
    const { exactLength, along, admits } = this.#range;
    const { length } = this.path;
    if (admits?.(step, pc) === false) return false;
    if (exactLength >= 0 && length >= exactLength) {
      this.wasCut = true;
      return false;
    }
    if (length >= limits.maxPathLength) throw pathTooLong();
    const at = this.#choose(pc, this.#candidates.top);
    if (along === undefined) this.#candidates.load(step);
    else this.#candidates.loadOne(step, along);
    this.#choiceEnd[at] = this.#candidates.top;
    return this.#nextEdge(step, at);
  }

  /** Takes the next candidate of the choice on top, or drops the choice. */
  #nextEdge(step: EdgeStep, at: number): boolean {
    const candidates = this.#candidates;
    const end = this.#choiceEnd[at] as number;
    for (let i = this.#choiceNext[at] as number; i < end; i++) {
      const edge = candidates.edges[i] as number;
      const slot = candidates.nodes[i] as number;
      if (!candidates.allows(step.scopes, edge, slot)) continue;
      if (this.#bind(step, edge) && this.#holds(step.predicate)) {
        this.#choiceNext[at] = i + 1;
        this.path.push(edge, slot);
        return true;
      }
      this.#undo.backTo(this.#choiceUndo[at] as number);
    }
    candidates.top = this.#choiceStart[at] as number;
    this.#choices--;
    return false;
  }

  #enter(repeat: Repeat): void {
    this.#undo.setCell(repeat.counterCell, 0);
    for (const group of repeat.groups) {
      this.#undo.setCell(group.baseCell, this.storages.lengthOf(group.storage));
    }
  }

  /**
   * At the start and after each iteration: goes on behind the repeat, with an iteration, or both.
   */
  #test(repeat: Repeat, exit: number, pc: number): number {
    const count = this.#cells[repeat.counterCell] as number;
    const idle = count > 0 && this.#cells[repeat.startCell] === this.path.length;
    // Iterations that stay where they are add nothing once the lower bound is reached.
    const mayIterate = count < repeat.upper && !(idle && count >= repeat.lower);
    if (count < repeat.lower) return mayIterate ? this.#iterate(repeat, pc) : this.#backtrack();
    if (mayIterate) this.#choose(pc, 0);
    return exit;
  }

  #iterate(repeat: Repeat, pc: number): number {
    const count = this.#cells[repeat.counterCell] as number;
    this.#undo.setCell(repeat.counterCell, count + 1);
    this.#undo.setCell(repeat.startCell, this.path.length);
    for (const variable of repeat.cleared) {
      this.#undo.setVariable(variable, this.#nulls.get(variable) ?? null);
    }
    for (const { baseCell, storage } of repeat.emptied) {
      this.#undo.setCell(baseCell, this.storages.lengthOf(storage));
    }
    return pc + 1;
  }

  /** Takes the variables of an iteration into their groups; what it did not bind is left out. */
  #collect(repeat: Repeat): void {
    const { frame } = this.#host.run;
    for (const group of repeat.groups) {
      if (!group.collects) continue;
      const value = frame[group.inner] as Value;
      if (value === null || (group.element !== undefined && value === NO_NODE)) continue;
      this.#undo.append(group.storage, value);
    }
  }

  #mark(mark: number): void {
    const trace = present(this.#program.trace, 'a trace');
    this.#undo.append(trace.storage, this.path.length * trace.marks + mark);
  }

  #leave(group: GroupLeave): boolean {
    if (group.subpath !== undefined) {
      const start = this.#cells[group.startCell] as number;
      const { nodes, edges, length } = this.path;
      const { graph } = this.#host.run.reader;
      const subpath = new PathValue(
        graph,
        Array.from(nodes.subarray(start, length + 1)),
        Array.from(edges.subarray(start, length)),
      );
      this.#undo.setVariable(group.subpath, subpath);
    }
    return this.#holds(group.predicate);
  }

  /** Opens a choice; its number. */
  #choose(pc: number, next: number): number {
    const at = this.#choices++;
    if (at >= this.#choicePc.length) this.#growChoices();
    this.#choicePc[at] = pc;
    this.#choiceUndo[at] = this.#undo.mark;
    this.#choiceLength[at] = this.path.length;
    this.#choiceNext[at] = next;
    this.#choiceStart[at] = next;
    return at;
  }

  /** Goes back to the last choice and takes its next possibility; −1 when there is none left. */
  #backtrack(): number {
    const { instructions } = this.#program;
    while (this.#choices > 0) {
      const at = this.#choices - 1;
      const pc = this.#choicePc[at] as number;
      this.#undo.backTo(this.#choiceUndo[at] as number);
      this.path.cut(this.#choiceLength[at] as number);
      const instruction = present(instructions[pc], 'an instruction');
      if (instruction.kind === 'edge') {
        if (this.#nextEdge(instruction, at)) return pc + 1;
      } else if (instruction.kind === 'split') {
        const next = this.#choiceNext[at] as number;
        this.#choiceNext[at] = next + 1;
        if (next + 1 >= instruction.targets.length) this.#choices--;
        return instruction.targets[next] as number;
      } else if (instruction.kind === 'repeatTest') {
        this.#choices--;
        return this.#iterate(instruction.repeat, pc);
      }
    }
    return -1;
  }

  #growChoices(): void {
    const grown = (array: Int32Array): Int32Array<ArrayBuffer> => {
      const result = new Int32Array(array.length * 2);
      result.set(array);
      return result;
    };
    this.#choicePc = grown(this.#choicePc);
    this.#choiceUndo = grown(this.#choiceUndo);
    this.#choiceLength = grown(this.#choiceLength);
    this.#choiceNext = grown(this.#choiceNext);
    this.#choiceStart = grown(this.#choiceStart);
    this.#choiceEnd = grown(this.#choiceEnd);
  }
}

function clearedBy(instruction: Program['instructions'][number]): readonly VariableId[] {
  return instruction.kind === 'repeatEnter' ? instruction.repeat.cleared : [];
}

function pathTooLong(): GqlError {
  return new GqlError('22G10', `a path is longer than maxPathLength (${limits.maxPathLength})`, {
    hint: 'give the quantifier an upper bound',
  });
}
