import { unreachable } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { Orientation } from '../../graph/reader.ts';
import type { BoundAggregate, Binding, BoundSortKey } from '../../semantics/bound/statement.ts';
import type { PhysicalExpr, PhysicalOperator } from '../plan/operator.ts';
import type { Names } from './names.ts';
import { printExpr } from './print-expr.ts';
import { printLabels } from './print-labels.ts';
import { printPath } from './print-path.ts';

export interface Description {
  readonly title: string;
  readonly details: string;
}

type Physical<K extends PhysicalOperator['kind']> = Extract<PhysicalOperator, { readonly kind: K }>;

/** What EXPLAIN says of an operator. */
export function describeOperator(operator: PhysicalOperator, names: Names): Description {
  const say = (title: string, details = ''): Description => ({ title, details });
  switch (operator.kind) {
    case 'unit':
      return say('One row');
    case 'argument':
      return say('Outer row', list(operator.variables, names));
    case 'table':
      return say('Held rows', `#${operator.table}`);
    case 'nodeScan':
      return say('Scan nodes', nodeText(operator.node, operator.labels, names));
    case 'nodeSeek': {
      const values = operator.values.map((value) => printExpr(value, names)).join(', ');
      const node = nodeText(operator.node, operator.labels, names);
      const index = `by ${operator.unique ? 'unique ' : ''}index ${operator.index} = ${values}`;
      return say('Look up node', `${node} ${index}`);
    }
    case 'edgeSeek':
      return say('Look up edge', `[${names.variable(operator.edge)}] by index ${operator.index}`);
    case 'expand':
      return say('Expand', crossingText(operator, operator.toLabels, names));
    case 'expandInto':
      return say('Expand into', crossingText(operator, undefined, names));
    case 'expandCount': {
      const where = operator.condition ? ` where ${printExpr(operator.condition, names)}` : '';
      return say('Count edges', `${crossingText(operator, operator.toLabels, names)}${where}`);
    }
    case 'checkNode':
      return say('Check node', nodeText(operator.node, operator.labels, names));
    case 'differentEdges':
      return say(
        'Different edges',
        `${names.variable(operator.edge)} from ${list(operator.others, names)}`,
      );
    case 'pathSearch':
      return describeSearch(operator, names);
    default:
      return describeRelational(operator, names);
  }
}

function describeSearch(operator: Physical<'pathSearch'>, names: Names): Description {
  const from = names.variable(operator.from);
  const to = names.variable(operator.to);
  const between = operator.toBound ? `between ${from} and ${to}` : `from ${from} to ${to}`;
  const turned = operator.reversed ? ', backwards' : '';
  return {
    title: 'Search paths',
    details: `${printPath(operator.path, names)} ${between}${turned}`,
  };
}

type Relational = Exclude<
  PhysicalOperator,
  Physical<
    | 'unit'
    | 'argument'
    | 'table'
    | 'nodeScan'
    | 'nodeSeek'
    | 'edgeSeek'
    | 'expand'
    | 'expandInto'
    | 'expandCount'
    | 'checkNode'
    | 'differentEdges'
    | 'pathSearch'
  >
>;

function describeRelational(operator: Relational, names: Names): Description {
  const say = (title: string, details = ''): Description => ({ title, details });
  const print = (expr: PhysicalExpr): string => printExpr(expr, names);
  switch (operator.kind) {
    case 'filter':
      return say('Filter', print(operator.condition));
    case 'extend':
      return say('Compute', bindingsText(operator.bindings, names));
    case 'project':
      return say('Project', bindingsText(operator.bindings, names));
    case 'unnest':
      return say('Unnest', `${names.variable(operator.variable)} in ${print(operator.list)}`);
    case 'aggregate':
      return describeAggregate(operator, names);
    case 'distinct':
      return say('Distinct', list(operator.variables, names));
    case 'sort':
      return say('Sort', sortText(operator.keys, names));
    case 'topK':
      return say('Top', `${pageText(operator, names)} by ${sortText(operator.keys, names)}`);
    case 'page':
      return say('Page', pageText(operator, names));
    case 'setOperation':
      return say(`${operator.operator}${operator.all ? ' ALL' : ''}`);
    case 'apply':
      return say(
        operator.optional ? 'For each row, optional' : 'For each row',
        list(operator.added, names),
      );
    case 'materialize':
      return say('Hold rows', `#${operator.table}`);
    case 'procedureCall':
      return say('Call', `${operator.name}(${operator.arguments.map(print).join(', ')})`);
    case 'inGraph':
      return say(
        `For each row in ${operator.name}`,
        operator.yields.map(({ variable }) => names.variable(variable)).join(', '),
      );
    case 'insert':
      return say(
        'Insert',
        operator.elements.map(({ variable }) => names.variable(variable)).join(', '),
      );
    case 'set':
      return say('Set', operator.items.map(({ element }) => print(element)).join(', '));
    case 'remove':
      return say('Remove', operator.items.map(({ element }) => print(element)).join(', '));
    case 'delete':
      return say(
        operator.detach ? 'Detach delete' : 'Delete',
        operator.items.map(print).join(', '),
      );
    default:
      return unreachable(operator);
  }
}

function describeAggregate(operator: Physical<'aggregate'>, names: Names): Description {
  const keys = operator.keys.length === 0 ? '' : `by ${bindingsText(operator.keys, names)}`;
  const aggregates = operator.aggregates.map((item) => aggregateText(item, names)).join(', ');
  const weighted = operator.weight === undefined ? '' : '(weighted)';
  const parts = [aggregates, weighted, keys, operator.clustered ? '(clustered)' : ''];
  const details = parts.filter((part) => part !== '').join(' ');
  return { title: operator.aggregates.length === 0 ? 'Group' : 'Aggregate', details };
}

function aggregateText(item: BoundAggregate<PhysicalOperator>, names: Names): string {
  const argument = item.argument ? printExpr(item.argument, names) : '*';
  const distinct = item.distinct ? 'DISTINCT ' : '';
  return `${item.function}(${distinct}${argument})`;
}

function bindingsText(bindings: readonly Binding<PhysicalOperator>[], names: Names): string {
  return bindings
    .map(({ variable, value }) => {
      const [name, text] = [names.variable(variable), printExpr(value, names)];
      return name === text ? name : `${text} AS ${name}`;
    })
    .join(', ');
}

function sortText(keys: readonly BoundSortKey<PhysicalOperator>[], names: Names): string {
  return keys
    .map(({ value, descending }) => `${printExpr(value, names)}${descending ? ' DESC' : ''}`)
    .join(', ');
}

function pageText(
  page: { readonly offset?: PhysicalExpr; readonly limit?: PhysicalExpr },
  names: Names,
): string {
  const limit = page.limit ? printExpr(page.limit, names) : 'all';
  return page.offset ? `${limit} from ${printExpr(page.offset, names)}` : limit;
}

function nodeText(node: number, labels: LabelTest | undefined, names: Names): string {
  return `(${names.variable(node)}${labels ? `:${printLabels(labels)}` : ''})`;
}

interface Crossing {
  readonly from: number;
  readonly edge: number;
  readonly to: number;
  readonly orientations: readonly Orientation[];
  readonly labels?: LabelTest;
  readonly edgeUsed?: boolean;
}

function crossingText(crossing: Crossing, toLabels: LabelTest | undefined, names: Names): string {
  const edge = crossing.edgeUsed === true ? names.variable(crossing.edge) : '';
  const inside = `[${edge}${crossing.labels ? `:${printLabels(crossing.labels)}` : ''}]`;
  const [left, right] = arrows(crossing.orientations);
  const far = nodeText(crossing.to, toLabels, names);
  return `(${names.variable(crossing.from)})${left}${inside}${right}${far}`;
}

function arrows(orientations: readonly Orientation[]): readonly [string, string] {
  const out = orientations.includes('out');
  const into = orientations.includes('in');
  const undirected = orientations.includes('undirected');
  if (out && into) return undirected ? ['-', '-'] : ['<-', '->'];
  const line = undirected ? '~' : '-';
  return [into ? `<${line}` : line, out ? `${line}>` : line];
}

function list(variables: readonly number[], names: Names): string {
  return variables.map((id) => names.variable(id)).join(', ');
}
