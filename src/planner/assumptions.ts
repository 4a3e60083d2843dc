import { unreachable } from '../base/assert.ts';
import type { EdgeSelection, GraphReader } from '../graph/reader.ts';
import type { RawEdgeTable, RawGraph } from '../graph/raw.ts';
import type { EdgeShape, PhysicalPlan, PlanAssumption } from './plan/operator.ts';

/**
 * Whether an assumption is true of the graph. Without the bare arrays, or where an element's labels
 * differ from its table's, what is not known counts as false.
 */
export function factHolds(assumption: PlanAssumption, reader: GraphReader): boolean {
  return checker(assumption, reader)();
}

/**
 * Plans come again and again, and mostly nothing has changed: what the tests of a plan resolve to
 * is kept until the layout changes, so that a check reads a few numbers.
 */
const checkers = new WeakMap<PhysicalPlan, LayoutChecks>();

interface LayoutChecks {
  readonly graph: number;
  readonly layoutVersion: number;
  readonly raw: RawGraph | undefined;
  readonly checks: readonly (() => boolean)[];
}

export function assumptionsOf(plan: PhysicalPlan, reader: GraphReader): boolean {
  if (plan.assumptions.length === 0) return true;
  let known = checkers.get(plan);
  if (
    known?.graph !== reader.graph ||
    known.layoutVersion !== reader.layoutVersion ||
    known.raw !== reader.raw
  ) {
    const { graph, layoutVersion, raw } = reader;
    const checks = plan.assumptions.map((assumption) => checker(assumption, reader));
    known = { graph, layoutVersion, raw, checks };
    checkers.set(plan, known);
  }
  return known.checks.every((check) => check());
}

function checker(assumption: PlanAssumption, reader: GraphReader): () => boolean {
  switch (assumption.kind) {
    case 'noSelfLoops': {
      const tables = edgeTables(reader.selectEdges(assumption.labels), reader);
      return () => tables !== undefined && tables.every((table) => table.selfLoops === 0);
    }
    case 'disjointEdges': {
      const { left, right } = assumption;
      const labelled = (shape: EdgeShape): EdgeShape => ({ ...shape, ...ANY_ENDS });
      // By labels alone it is a matter of the layout; which ends occur may change at any time.
      if (areDisjoint(labelled(left), labelled(right), reader)) return () => true;
      return () => areDisjoint(left, right, reader);
    }
    case 'allPresent': {
      const selection = reader.selectNodes(assumption.labels);
      const key = reader.propertyKey(assumption.property);
      return () => key >= 0 && reader.statistics.presence(selection, key) === 1;
    }
    case 'index': {
      const found = reader.indexes().find(({ name }) => name === assumption.name);
      return () => found !== undefined && (found.unique || !assumption.unique);
    }
    default:
      return unreachable(assumption);
  }
}

const ANY_ENDS = { source: undefined, target: undefined } as const;

function edgeTables(
  selection: EdgeSelection,
  reader: GraphReader,
): readonly RawEdgeTable[] | undefined {
  const { raw } = reader;
  if (raw === undefined || !selection.exact) return undefined;
  return selection.tables.flatMap((table) => raw.edgeTables[table] ?? []);
}

/** No edge table has edges that fit both shapes. */
function areDisjoint(left: EdgeShape, right: EdgeShape, reader: GraphReader): boolean {
  const tables = possibleTables(left, reader);
  const others = possibleTables(right, reader);
  if (tables === undefined || others === undefined) return false;
  return tables.every((table) => !others.includes(table));
}

function possibleTables(
  shape: EdgeShape,
  reader: GraphReader,
): readonly RawEdgeTable[] | undefined {
  const tables = edgeTables(reader.selectEdges(shape.labels), reader);
  if (tables === undefined || (shape.source ?? shape.target) === undefined) return tables;
  const sources = reader.selectNodes(shape.source);
  const targets = reader.selectNodes(shape.target);
  if (!sources.exact || !targets.exact) return tables;
  return tables.filter((table) =>
    table.pairs.some(
      ({ source, target }) => sources.tables.includes(source) && targets.tables.includes(target),
    ),
  );
}
