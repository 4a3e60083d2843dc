import { GqlError } from '../../src/base/errors.ts';
import type { GraphReader } from '../../src/graph/reader.ts';
import { runQuery } from '../../src/execution/testing/query-runner.ts';
import type { QueryOutcome, RunOptions } from '../../src/execution/testing/query-runner.ts';
import type { BindEnvironment } from '../../src/semantics/environment.ts';
import type { ColumnarStore } from '../../src/storage/columnar-store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';
import { formatValue, quoteString } from '../../src/values/text.ts';
import type { EdgeValue, NodeValue, PathValue, Value } from '../../src/values/value.ts';
import { EdgeValue as Edge, NodeValue as Node } from '../../src/values/value.ts';
import { withSortedRows } from './transcript-suite.ts';
import type { TranscriptCase } from './transcript.ts';

/** Runs a case; what it gave, in the form of its expectation. */
export function runCase(test: TranscriptCase): string[] {
  const store = createGraphStore({ graph: 1 });
  for (const program of test.setup) runQuery(store, program);
  const parameters: Record<string, Value> = {};
  for (const { name, text } of test.parameters) {
    const [row] = runQuery(store, `RETURN ${text} AS value`).rows;
    parameters[name] = row?.['value'] as Value;
  }
  const options: RunOptions = { parameters, environment: environmentOf(test.settings), slice: 5 };
  let outcome: QueryOutcome | undefined;
  try {
    for (const program of test.programs) outcome = runQuery(store, program, options);
  } catch (error) {
    if (error instanceof GqlError) return [`error ${error.gqlstatus}`];
    throw error;
  }
  const lines = outcome === undefined ? [] : format(outcome, store);
  return test.ordered ? lines : withSortedRows(lines);
}

function environmentOf(settings: ReadonlyMap<string, string>): Partial<BindEnvironment> {
  return Object.fromEntries(
    [...settings].map(([name, value]) => [
      name === 'matchMode' ? 'defaultMatchMode' : name,
      name === 'strict' ? value === 'true' : value,
    ]),
  );
}

function format(outcome: QueryOutcome, store: ColumnarStore): string[] {
  const { columns } = outcome.plan;
  if (columns === undefined) return ['(no result)'];
  const header = columns.map(({ name }) => name).join(' | ');
  const reader = store.current();
  const rows = outcome.rows.map((row) =>
    header === ''
      ? '(row)'
      : columns.map(({ name }) => show(reader, row[name] as Value)).join(' | '),
  );
  return [header === '' ? '(no columns)' : header, ...(rows.length === 0 ? ['(no rows)'] : rows)];
}

/** As a literal, so that text and what it may look like are two things. */
function show(reader: GraphReader, value: Value): string {
  if (typeof value === 'string') return quoteString(value);
  return formatValue(value, (element) => formatElement(reader, element));
}

/** `(:Label {name: 1})`, `[:TYPE {name: 1}]`, and paths of such. */
function formatElement(reader: GraphReader, value: NodeValue | EdgeValue | PathValue): string {
  if (value instanceof Node) return `(${describe(reader, value)})`;
  if (value instanceof Edge) return `[${describe(reader, value)}]`;
  return value.nodes
    .map((slot, i) => {
      const node = formatElement(reader, new Node(value.graph, slot));
      const edge = value.edges[i];
      return edge === undefined ? node : node + formatElement(reader, new Edge(value.graph, edge));
    })
    .join('');
}

function describe(reader: GraphReader, value: NodeValue | EdgeValue): string {
  const isNode = value instanceof Node;
  const labels = isNode ? reader.nodeLabels(value.slot) : reader.edgeLabels(value.edge);
  const keys = isNode ? reader.nodeKeys(value.slot) : reader.edgeKeys(value.edge);
  const properties = keys.map((key) => {
    const property = isNode
      ? reader.nodeProperty(value.slot, key)
      : reader.edgeProperty(value.edge, key);
    return `${reader.propertyName(key)}: ${formatValue(property)}`;
  });
  const names = [...labels].sort().map((label) => `:${label}`);
  const list = properties.length === 0 ? '' : ` {${properties.sort().join(', ')}}`;
  return `${names.join('')}${list}`.trim();
}
