import { unreachable } from '../../base/assert.ts';
import type {
  BoundClause,
  BoundExpr,
  BoundInsert,
  BoundQuery,
  BoundRemove,
  BoundSet,
} from '../bound/statement.ts';
import { describeExpression } from './expression.ts';
import type { Naming } from './naming.ts';

type Update = Extract<BoundClause, { readonly kind: 'insert' | 'set' | 'remove' | 'delete' }>;

export function describeUpdate(clause: Update, naming: Naming): string {
  switch (clause.kind) {
    case 'insert':
      return `insert ${clause.elements.map((e) => describeInsert(e, naming)).join(', ')}`;
    case 'set':
      return `set ${clause.items.map((item) => describeSet(item, naming)).join(', ')}`;
    case 'remove':
      return `remove ${clause.items.map((item) => describeRemove(item, naming)).join(', ')}`;
    case 'delete': {
      const items = clause.items.map((item) => describeExpression(item, naming)).join(', ');
      return `${clause.detach ? 'detach ' : ''}delete ${items}`;
    }
    default:
      return unreachable(clause);
  }
}

function describeSet(item: BoundSet<BoundQuery>, naming: Naming): string {
  const expression = (e: BoundExpr): string => describeExpression(e, naming);
  const element = expression(item.element);
  switch (item.kind) {
    case 'label':
      return `${element}:${item.label}`;
    case 'property':
      return `${element}.${item.name} = ${expression(item.value)}`;
    case 'all':
      return `${element} ${item.merge ? '+=' : '='} ${expression(item.value)}`;
    default:
      return unreachable(item);
  }
}

function describeRemove(item: BoundRemove<BoundQuery>, naming: Naming): string {
  const suffix = item.kind === 'label' ? `:${item.label}` : `.${item.name}`;
  return `${describeExpression(item.element, naming)}${suffix}`;
}

function describeInsert(element: BoundInsert<BoundQuery>, naming: Naming): string {
  const pairs = element.properties
    .map(({ name, value }) => `${name}: ${describeExpression(value, naming)}`)
    .join(', ');
  const labels = element.labels.length > 0 ? `:${element.labels.join('&')}` : '';
  const properties = pairs === '' ? '' : ` {${pairs}}`;
  const content = `${naming.name(element.variable)}${labels}${properties}`;
  if (element.kind === 'node') return `(${content})`;
  const [open, close] = element.directed ? ['-', '->'] : ['~', '~'];
  const [source, target] = [naming.name(element.source), naming.name(element.target)];
  return `(${source})${open}[${content}]${close}(${target})`;
}
