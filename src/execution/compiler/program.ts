import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import { limits } from '../../base/limits.ts';
import type { ExecutionContext, Row } from '../executable.ts';
import { Generator } from './generator.ts';
import type { Stage } from './generator.ts';
import { IslandPool } from './kernel/islands.ts';
import { checkMemory, checkpoint } from './kernel/memory.ts';
import type { Layout } from './layout.ts';
import { expression } from './expressions/expression.ts';
import { produce, produceStages } from './operators/produce.ts';
import { resultRow } from './result.ts';
import type { FunctionScope } from './scope.ts';
import { Block } from './source/block.ts';

/** The state of one run, as generated code makes it; further fields are numbered. */
export interface RunState {
  readonly context: ExecutionContext;
  rows: Row[];
  /** Units of work left in this slice. */
  work: number;
}

/** The functions of a program; `stages` run one after the other, each over its range. */
export interface Program {
  open(context: ExecutionContext): RunState;
  /** Prepares a stage; the end of its range. */
  begin(state: RunState, stage: number): number;
  /** Does a part of a stage's range; where to go on, which is past the end when it is done. */
  run(state: RunState, stage: number, from: number, to: number): number;
  close(state: RunState): void;
  runToEnd(context: ExecutionContext): Row[];
  readonly steps: readonly number[];
}

/**
 * Writes the source of a plan's program: the body of the function that gets the bound constants.
 */
export function writeProgram(plan: PhysicalPlan, layout: Layout): string {
  const gen = new Generator(plan, layout, { expression, produce, produceStages });
  const { columns } = plan;
  gen.produceStages(plan.root, (cursor) => {
    if (columns !== undefined) resultRow(gen, columns, cursor);
  });
  addIslands(gen);
  const source = new Block();
  source.line("'use strict';");
  source.adopt(gen.helpers);
  writeOpening(gen, source);
  gen.stages.forEach((stage, i) => {
    writeStage(gen, source, stage, i);
  });
  writeClosing(gen, source);
  writeDispatch(gen, source);
  writeRunToEnd(gen, source);
  source.line('return { open, begin, run, close, runToEnd, steps };');
  return source.toString();
}

function addIslands(gen: Generator): void {
  const { expressions, searches } = gen.islands;
  if (expressions.length + searches.length === 0) return;
  const parts = { plan: gen.plan, expressions, searches };
  const pool = gen.layout.bind('islands', () => new IslandPool(parts));
  gen.field('machine', `${pool}.take(context)`);
  gen.closing.push(`${pool}.give(s.machine);`);
}

/** One object per run, with all its fields from the start. */
function writeOpening(gen: Generator, source: Block): void {
  const open = source.nested('function open(context)');
  open.adopt(gen.opening.prologue);
  open.adopt(gen.opening.body);
  const fields = gen.fields.map(({ name, initial }) => `${name}: ${initial}`);
  const all = ['context', 'rows: []', `work: ${limits.cooperativeWorkUnits}`, ...fields];
  const literal = new Block('return', '};');
  for (const field of all) literal.line(`${field},`);
  open.adopt(literal);
}

function writeStage(gen: Generator, source: Block, stage: Stage, number: number): void {
  source.comment(stage.comment);
  writeChecks(gen, stage.begin);
  writeChecks(gen, stage.run);
  const begin = source.nested(`function begin${number}(s)`);
  begin.adopt(stage.begin.prologue);
  begin.adopt(stage.begin.body);
  begin.line(`const end = ${stage.end};`);
  begin.adopt(stage.begin.epilogue);
  begin.line('return end;');
  const run = source.nested(`function run${number}(s, from, to)`);
  run.adopt(stage.run.prologue);
  run.line('let next = to;');
  if (stage.run.stops) {
    run.nested(`${stage.run.stopLabel()}:`).adopt(stage.run.body);
  } else {
    run.adopt(stage.run.body);
  }
  run.adopt(stage.run.epilogue);
  const bytes = keptBytes(gen, stage.run);
  if (bytes !== '0') {
    const helper = gen.layout.helper('checkMemory', checkMemory);
    run.line(`${helper}(s.context, ${bytes});`);
  }
  run.line('return next;');
}

/** What the function's operators keep, as an expression for its bytes. */
function keptBytes(gen: Generator, fn: FunctionScope): string {
  const kept = gen.kept.filter(({ local }) => fn.reads(local));
  return kept.map(({ count, bytes }) => `${count} * ${bytes()}`).join(' + ') || '0';
}

/** Fills the places where long rows look at cancellation and memory. */
function writeChecks(gen: Generator, fn: FunctionScope): void {
  if (fn.checks.length === 0) return;
  const helper = gen.layout.helper('checkpoint', checkpoint);
  const bytes = keptBytes(gen, fn);
  // `work` goes on below zero, so that the outer loop still sees that the slice is used up.
  fn.prologue.line('let rest = 0;');
  for (const place of fn.checks) {
    place.line(`if (work < rest) rest = ${helper}(context, ${bytes}, work);`);
  }
}

function writeClosing(gen: Generator, source: Block): void {
  source.nested('function close(s)').lines(...gen.closing);
}

function writeDispatch(gen: Generator, source: Block): void {
  const begin = source.nested('function begin(s, stage)').nested('switch (stage)');
  const run = source.nested('function run(s, stage, from, to)').nested('switch (stage)');
  gen.stages.forEach((_, i) => {
    begin.line(`case ${i}: return begin${i}(s);`);
    run.line(`case ${i}: return run${i}(s, from, to);`);
  });
  source.line(`const steps = [${gen.stages.map(({ step }) => step).join(', ')}];`);
}

/** The stages in a row, with a look at cancellation between slices. */
function writeRunToEnd(gen: Generator, source: Block): void {
  const body = source.nested('function runToEnd(context)');
  body.line('const s = open(context);');
  gen.stages.forEach((stage, i) => {
    if (stage.end === '1' && stage.begin.body.isEmpty && stage.begin.prologue.isEmpty) {
      body.line(`run${i}(s, 0, 1);`);
      return;
    }
    const loop = body.nested(`for (let from = 0, end = begin${i}(s); from < end; )`);
    loop.line(`from = run${i}(s, from, Math.min(end, from + ${stage.step}));`);
    const slice = loop.nested('if (from < end)');
    slice.lines(`s.work = ${limits.cooperativeWorkUnits};`, 'context.checkpoint();');
  });
  body.lines('close(s);', 'return s.rows;');
}
