import type {
  CheckNode,
  DifferentEdges,
  Distinct,
  Extend,
  Filter,
  PhysicalOperator,
  Project,
} from '../../../planner/plan/operator.ts';
import type { Binding } from '../../../semantics/bound/statement.ts';
import { isList } from '../../../values/family.ts';
import { TupleMap } from '../../../values/value-map.ts';
import type { Value } from '../../../values/value.ts';
import { EdgeValue } from '../../../values/value.ts';
import { heapBytes, Holding } from '../../runtime/memory.ts';
import type { Build, Step } from '../build.ts';
import { registerKind } from '../build.ts';
import { condition } from '../expressions/conditions.ts';
import { evaluator } from '../expressions/evaluator.ts';
import { assigner, copier, slotReader } from '../registers.ts';
import { nodeSelection } from './leaves.ts';

export function filter(build: Build, op: Filter<PhysicalOperator>): Step {
  return { test: condition(build, op.condition) };
}

/** Extend and project differ in what survives, which registers do not care about. */
export function bind(build: Build, op: Extend<PhysicalOperator> | Project<PhysicalOperator>): Step {
  const stores = op.bindings.flatMap((binding) =>
    isPassThrough(binding) ? [] : [store(build, binding)],
  );
  const [only] = stores;
  if (only !== undefined && stores.length === 1) {
    return {
      test() {
        only();
        return true;
      },
    };
  }
  return {
    test() {
      for (const each of stores) each();
      return true;
    },
  };
}

/** `x := x` in a projection keeps a variable. */
function isPassThrough({ variable, value }: Binding<PhysicalOperator>): boolean {
  return value.kind === 'variable' && value.variable === variable;
}

/** Evaluates a binding into its register; copies of elements stay unboxed. */
export function store(build: Build, binding: Binding<PhysicalOperator>): () => void {
  const { variable, value } = binding;
  if (value.kind === 'variable') return copier(build, value.variable, variable);
  const evaluate = evaluator(build, value);
  if (registerKind(build, variable) === 'value') {
    const { frame } = build.run;
    return () => (frame[variable] = evaluate());
  }
  const assign = assigner(build, variable);
  return () => {
    assign(evaluate());
  };
}

export function checkNode(build: Build, op: CheckNode): Step {
  const { run } = build;
  const slotOfNode = slotReader(build, op.node);
  if (op.labels === undefined) return { test: () => slotOfNode() >= 0 };
  const test = run.nodeTestNumber(op.labels);
  return {
    test() {
      const slot = slotOfNode();
      return slot >= 0 && run.reader.acceptsNode(nodeSelection(run, test), slot);
    },
  };
}

/** Packed numbers of the edges that a variable stands for: one, or a group's. */
function edgesOf(value: Value): readonly number[] {
  if (typeof value === 'number') return value < 0 ? [] : [value];
  if (value instanceof EdgeValue) return [value.edge];
  if (!isList(value)) return [];
  return value.flatMap((each) => (each instanceof EdgeValue ? [each.edge] : []));
}

export function differentEdges(build: Build, op: DifferentEdges): Step {
  const { frame } = build.run;
  const { edge, others } = op;
  if ([edge, ...others].every((id) => registerKind(build, id) === 'edge')) {
    return {
      test() {
        const own = frame[edge] as number;
        for (const other of others) if (own >= 0 && frame[other] === own) return false;
        return true;
      },
    };
  }
  return {
    test() {
      const own = edgesOf(frame[edge] as Value);
      return others.every((other) => {
        const theirs = edgesOf(frame[other] as Value);
        return !own.some((each) => theirs.includes(each));
      });
    },
  };
}

/** Slots and packed edges are compared as the numbers that they are, so nothing is boxed. */
export function distinct(build: Build, op: Distinct<PhysicalOperator>): Step {
  const { variables } = op;
  const [only] = variables;
  if (only !== undefined && variables.length === 1 && registerKind(build, only) !== 'value') {
    return distinctElement(build, only);
  }
  const { frame, memory } = build.run;
  const holding = new Holding(memory);
  const seen = new TupleMap(variables.length);
  const tuple: Value[] = variables.map(() => null);
  return {
    start() {
      seen.clear();
      holding.clear();
    },
    test() {
      for (let i = 0; i < variables.length; i++) {
        tuple[i] = frame[variables[i] as number] as Value;
      }
      const before = seen.size;
      if (seen.add(tuple) < before) return false;
      holding.charge(16 + tuple.reduce<number>((bytes, value) => bytes + 8 + heapBytes(value), 0));
      return true;
    },
  };
}

function distinctElement(build: Build, variable: number): Step {
  const { frame, memory } = build.run;
  const holding = new Holding(memory);
  const seen = new Set<number>();
  return {
    start() {
      seen.clear();
      holding.clear();
    },
    test() {
      const element = frame[variable] as number;
      if (seen.has(element)) return false;
      seen.add(element);
      holding.charge(24);
      return true;
    },
  };
}
