import type { GqlError } from '../../base/errors.ts';
import { seededRandom } from '../../base/random.ts';
import type { GraphStore } from '../../graph/store.ts';
import { planProgram } from '../../planner/planner.ts';
import type { PhysicalPlan } from '../../planner/plan/operator.ts';
import { bindProgram } from '../../semantics/binder.ts';
import type { BindEnvironment } from '../../semantics/environment.ts';
import { defaultBindEnvironment } from '../../semantics/environment.ts';
import { parseProgram } from '../../syntax/parse.ts';
import type { Value } from '../../values/value.ts';
import type { ExecutionContext, Row } from '../executable.ts';
import { interpret } from '../interpreter/interpret.ts';

export interface RunOptions {
  readonly parameters?: Readonly<Record<string, Value>>;
  readonly environment?: Partial<BindEnvironment>;
  /** Units of work per call of `advance`; small ones test that a run can pause anywhere. */
  readonly slice?: number;
  readonly memoryLimitBytes?: number;
  readonly disabledRewrites?: ReadonlySet<string>;
}

export interface QueryOutcome {
  readonly rows: readonly Row[];
  readonly statuses: ReadonlySet<string>;
  readonly plan: PhysicalPlan;
}

/** Runs one program on a store by the interpreter, values unconverted. A failure is rolled back. */
export function runQuery(store: GraphStore, text: string, options: RunOptions = {}): QueryOutcome {
  const program = parseProgram(text);
  const bound = bindProgram(program, { ...defaultBindEnvironment, ...options.environment });
  const disabled = options.disabledRewrites ?? new Set<string>();
  if (!bound.writes) {
    return execute(store, planProgram(bound, store.current(), { disabled }), options);
  }
  const writer = store.begin();
  try {
    const plan = planProgram(bound, writer.reader, { disabled });
    const outcome = execute(store, plan, options, writer);
    writer.commit();
    return outcome;
  } catch (error) {
    writer.rollback();
    throw error;
  }
}

/** Runs a plan to its end in slices. */
export function execute(
  store: GraphStore,
  plan: PhysicalPlan,
  options: RunOptions = {},
  writer?: ReturnType<GraphStore['begin']>,
): QueryOutcome {
  const context = testContext(store, plan, options, writer);
  const execution = interpret(plan).start(context);
  const rows: Row[] = [];
  for (let done = false; !done;) {
    done = execution.advance(options.slice ?? 1_000_000);
    rows.push(...execution.takeRows());
  }
  return { rows, statuses: context.statuses, plan };
}

export function testContext(
  store: GraphStore,
  plan: PhysicalPlan,
  options: RunOptions = {},
  writer?: ReturnType<GraphStore['begin']>,
): ExecutionContext {
  const given = options.parameters ?? {};
  return {
    reader: writer?.reader ?? store.current(),
    readerOf: () => writer?.reader ?? store.current(),
    ...(writer && { writer }),
    parameters: plan.parameters.map((name) => given[name] ?? null),
    requestTimeNs: 1_700_000_000_000_000_000n,
    timeZone: 'UTC',
    random: seededRandom(1),
    memoryLimitBytes: options.memoryLimitBytes ?? 1e9,
    toHost: (value) => value,
    statuses: new Set(),
    checkpoint: () => undefined,
    callProcedure: () => [],
    callFunction: () => null,
  };
}

/** The code of an error, for comparisons. */
export function statusOf(error: unknown): string {
  return (error as GqlError).gqlstatus;
}
