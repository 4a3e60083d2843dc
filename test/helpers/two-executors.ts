import { isDeepStrictEqual } from 'node:util';
import { GqlError } from '../../src/base/errors.ts';
import { compile } from '../../src/execution/compiler/compile.ts';
import type { Executable, ExecutionContext, Row } from '../../src/execution/executable.ts';
import { interpret } from '../../src/execution/interpreter/interpret.ts';
import { testContext } from '../../src/execution/testing/query-runner.ts';
import type { GraphStore } from '../../src/graph/store.ts';
import type { PhysicalPlan } from '../../src/planner/plan/operator.ts';
import { planProgram } from '../../src/planner/planner.ts';
import { bindProgram } from '../../src/semantics/binder.ts';
import { defaultBindEnvironment } from '../../src/semantics/environment.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import type { Value } from '../../src/values/value.ts';
import { Float } from '../../src/values/value.ts';

export type Parameters = Readonly<Record<string, Value>>;

export function planText(
  store: GraphStore,
  text: string,
  disabled: ReadonlySet<string> = new Set(),
): PhysicalPlan {
  const bound = bindProgram(parseProgram(text), defaultBindEnvironment);
  return planProgram(bound, store.current(), { disabled });
}

/** What a run gave: its rows in order, or the code of its error; and its completion conditions. */
export interface Outcome {
  readonly rows?: readonly Row[];
  readonly error?: string;
  readonly statuses?: readonly string[];
}

interface RunPlan {
  readonly store: GraphStore;
  readonly plan: PhysicalPlan;
  readonly parameters: Parameters;
}

/** In slices of so many units of work. */
export function runInSlices(executable: Executable, run: RunPlan, units: number): Outcome {
  return outcome(run, (context) => {
    const execution = executable.start(context);
    const rows: Row[] = [];
    for (let done = false; !done;) {
      done = execution.advance(units);
      rows.push(...execution.takeRows());
    }
    return rows;
  });
}

function runAtOnce(executable: Executable, run: RunPlan): Outcome {
  return outcome(run, (context) => executable.runToEnd?.(context) ?? []);
}

function outcome(
  { store, plan, parameters }: RunPlan,
  rowsOf: (context: ExecutionContext) => Row[],
): Outcome {
  // Floats leave as numbers, as they do for users, and compiled code need not box them for that.
  const toHost = (value: Value): unknown => (value instanceof Float ? value.value : value);
  const context = { ...testContext(store, plan, { parameters }), toHost };
  try {
    const rows = rowsOf(context);
    return { rows, statuses: [...context.statuses].sort() };
  } catch (error) {
    if (error instanceof GqlError) return { error: error.gqlstatus };
    throw error;
  }
}

/**
 * Runs a text on the interpreter and, in several ways, on compiled code. The differences in words;
 * none where all agree. Rows are compared as a multiset unless the text orders them.
 */
export function differences(
  store: GraphStore,
  text: string,
  parameters: Parameters = {},
): readonly string[] {
  const plan = planText(store, text);
  const run: RunPlan = { store, plan, parameters };
  const expected = runInSlices(interpret(plan), run, 1_000_000);
  const compiled = compile(plan, store.current());
  if (compiled === undefined) return [`not compiled: ${text}`];
  const ways: readonly (readonly [string, Outcome])[] = [
    ['at once', runAtOnce(compiled, run)],
    ['again', runAtOnce(compiled, run)],
    ['in one slice', runInSlices(compiled, run, 1_000_000)],
    ['in slices of 1', runInSlices(compiled, run, 1)],
    ['in slices of 7', runInSlices(compiled, run, 7)],
  ];
  const isOrdered = /ORDER BY(?!.*NEXT)/su.test(text);
  return ways.flatMap(([way, actual]) =>
    agree(expected, actual, isOrdered)
      ? []
      : [`${text} ${show(parameters)} ${way}: ${difference(expected, actual)}`],
  );
}

/** What one has and the other has not, cut short. */
function difference(expected: Outcome, actual: Outcome): string {
  const left = (expected.rows ?? []).map(show);
  const right = (actual.rows ?? []).map(show);
  const lost = left.filter((row) => !right.includes(row)).slice(0, 3);
  const won = right.filter((row) => !left.includes(row)).slice(0, 3);
  const ends = [expected, actual].map(
    ({ rows, ...rest }) => `${rows?.length ?? 0} rows ${show(rest)}`,
  );
  return `${ends.join(' became ')}; lost ${lost.join(' ')}; won ${won.join(' ')}`;
}

function agree(expected: Outcome, actual: Outcome, isOrdered: boolean): boolean {
  if (expected.error !== actual.error) return false;
  if (!isDeepStrictEqual(expected.statuses, actual.statuses)) return false;
  const left = (expected.rows ?? []).map(show);
  const right = (actual.rows ?? []).map(show);
  if (!isOrdered) {
    left.sort();
    right.sort();
  }
  return isDeepStrictEqual(left, right);
}

/** Every value with its type, so that 1 and 1.0 differ. */
export function show(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each === 'bigint') return `${each}n`;
    if (typeof each === 'number' && !Number.isFinite(each)) return String(each);
    if (Object.is(each, -0)) return '-0';
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    const name = each.constructor.name;
    return name === 'Object' ? each : { ['#']: name, ...each };
  });
}
