import { GqlError } from '../../src/base/errors.ts';
import type { GraphLite, QueryResult } from '../../src/index.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import type { ReferenceOptions } from '../reference/context.ts';
import { NotEvaluated } from '../reference/context.ts';
import type { ReferenceGraph } from '../reference/graph.ts';
import { runReference } from '../reference/program.ts';
import { elementText, hostText, referenceText } from './canonical.ts';

/** What a query gave, as texts that compare. */
export type Outcome =
  | {
      readonly kind: 'rows';
      /** In the order of the result. */
      readonly rows: readonly string[];
      /** The graph afterwards, for a query that writes. */
      readonly graph?: readonly string[];
    }
  | { readonly kind: 'error'; readonly status: string; readonly message: string }
  /** What must never happen: another error than a GqlError. */
  | { readonly kind: 'crash'; readonly message: string }
  /** The reference evaluator gave up, or the engine says that it lacks something. */
  | { readonly kind: 'none'; readonly reason: string };

/** How long one query may take before that is a failure of its own. */
const TIMEOUT_MS = 5_000;

export function engineOutcome(db: GraphLite, query: string, writes: boolean): Outcome {
  try {
    const result = db.querySync(query, {}, { timeoutMs: TIMEOUT_MS });
    return rowsOutcome(db, result, writes);
  } catch (error) {
    return failure(error);
  }
}

/** The same by a run that pauses (see `small-slices.ts`). */
export async function pausingOutcome(
  db: GraphLite,
  query: string,
  writes: boolean,
): Promise<Outcome> {
  try {
    const result = await db.query(query, {}, { timeoutMs: TIMEOUT_MS });
    return rowsOutcome(db, result, writes);
  } catch (error) {
    return failure(error);
  }
}

function rowsOutcome(db: GraphLite, result: QueryResult, writes: boolean): Outcome {
  const names = result.columns.map(({ name }) => name).sort();
  const rows = result.rows.map((row) =>
    names.map((name) => `${name}=${hostText(row[name], isBag(name))}`).join(' '),
  );
  return { kind: 'rows', rows, ...(writes && { graph: engineGraph(db) }) };
}

function failure(error: unknown): Outcome {
  if (error instanceof NotEvaluated) return { kind: 'none', reason: error.message };
  if (error instanceof GqlError) {
    const { gqlstatus: status, message } = error;
    return status === '0A000'
      ? { kind: 'none', reason: message }
      : { kind: 'error', status, message };
  }
  return { kind: 'crash', message: error instanceof Error ? (error.stack ?? '') : String(error) };
}

/** The order of a list that is collected over rows is open. */
function isBag(column: string): boolean {
  return column.startsWith('bag');
}

function engineGraph(db: GraphLite): string[] {
  const nodes = db.querySync('MATCH (n) RETURN n').rows.map(({ n }) => hostText(n));
  const edges = (arrow: string, mark: string): string[] =>
    db.querySync(`MATCH (a)${arrow}(b) RETURN a, e, b`).rows.map(({ a, e, b }) => {
      return edgeText([hostText(a), hostText(b)], hostText(e), mark);
    });
  const undirected = new Set(edges('~[e]~', '~'));
  return [...nodes, ...edges('-[e]->', '->'), ...undirected].sort();
}

/** The ends of an undirected edge have no order. */
function edgeText(ends: readonly string[], edge: string, mark: string): string {
  return (mark === '~' ? [...ends].sort() : ends).join(`${mark}${edge}${mark}`);
}

export function referenceOutcome(
  graph: ReferenceGraph,
  query: string,
  options: Partial<ReferenceOptions>,
  writes: boolean,
): Outcome {
  try {
    const result = runReference(parseProgram(query), graph, options);
    const { columns = [], rows = [] } = result.table ?? {};
    const names = [...columns].sort();
    const texts = rows.map((row) =>
      names
        .map((name) => {
          const value = row.get(name) ?? null;
          return `${name}=${referenceText(value, result.graph, isBag(name))}`;
        })
        .join(' '),
    );
    return { kind: 'rows', rows: texts, ...(writes && { graph: graphTexts(result.graph) }) };
  } catch (error) {
    return failure(error);
  }
}

function graphTexts(graph: ReferenceGraph): string[] {
  const node = (place: number): string => `(${elementText(graph.node(place), graph)})`;
  const nodes = graph.livingNodes().map(node);
  const edges = graph.livingEdges().map((place) => {
    const edge = graph.edge(place);
    const ends = [node(edge.source), node(edge.target)];
    const text = edgeText(ends, `[${elementText(edge, graph)}]`, edge.directed ? '->' : '~');
    return { text, directed: edge.directed };
  });
  // The engine's undirected edges come in both directions and are told apart by content only.
  const directed = edges.filter((edge) => edge.directed).map(({ text }) => text);
  const others = edges.filter((edge) => !edge.directed).map(({ text }) => text);
  return [...nodes, ...directed, ...new Set(others)].sort();
}
