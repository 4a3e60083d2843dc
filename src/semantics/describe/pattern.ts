import { unreachable } from '../../base/assert.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { EdgeDirection } from '../../syntax/ast/pattern.ts';
import type { BoundPath, BoundPathPattern, BoundPattern } from '../bound/pattern.ts';
import type { BoundExpr, BoundQuery } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { describeExpression } from './expression.ts';
import { describeLabels } from './labels.ts';
import type { Naming } from './naming.ts';

export function describePattern(pattern: BoundPattern<BoundQuery>, naming: Naming): string {
  const { differentEdges, paths, where, joined } = pattern;
  const mode = differentEdges ? '' : 'repeatable ';
  const list = paths.map((path) => describePathPattern(path, naming)).join(', ');
  const on = joined.length > 0 ? ` joined ${joined.map(naming.name).join(', ')}` : '';
  return `${mode}${list}${where ? ` where ${describeExpression(where, naming)}` : ''}${on}`;
}

function describePathPattern(path: BoundPathPattern<BoundQuery>, naming: Naming): string {
  const variable = path.pathVariable === undefined ? '' : `${naming.name(path.pathVariable)} = `;
  const count = path.count ? ` ${describeExpression(path.count, naming)}` : '';
  const selector = path.selector === 'ALL' ? '' : `${path.selector}${count} `;
  const mode = path.mode === 'WALK' ? '' : `${path.mode} `;
  return `${variable}${selector}${mode}${describePath(path.expression, naming)}`;
}

const ARROWS: Readonly<Record<EdgeDirection, readonly [string, string]>> = {
  left: ['<-', '-'],
  right: ['-', '->'],
  undirected: ['~', '~'],
  'left or undirected': ['<~', '~'],
  'undirected or right': ['~', '~>'],
  'left or right': ['<-', '->'],
  any: ['-', '-'],
};

function describePath(path: BoundPath<BoundQuery>, naming: Naming): string {
  const inner = (part: BoundPath<BoundQuery>): string => describePath(part, naming);
  switch (path.kind) {
    case 'node':
      return `(${describeElement(path, naming)})`;
    case 'edge': {
      const [open, close] = ARROWS[path.direction];
      return `${open}[${describeElement(path, naming)}]${close}`;
    }
    case 'concatenation':
      return path.elements.map(inner).join('');
    case 'alternation':
      return `<${path.alternatives.map(inner).join(path.multiset ? ' |+| ' : ' | ')}>`;
    case 'group': {
      const subpath = path.subpath === undefined ? '' : `${naming.name(path.subpath)} = `;
      const where = path.where ? ` where ${describeExpression(path.where, naming)}` : '';
      return `<${subpath}${path.mode} ${inner(path.expression)}${where}>`;
    }
    case 'repeat': {
      const named = path.groups.filter(({ inner: id }) => !naming.name(id).startsWith('#'));
      const groups = named.map((g) => `${naming.name(g.inner)}→${naming.name(g.outer)}`).join(' ');
      const bounds = `{${path.lower},${path.upper ?? ''}}`;
      return `<${inner(path.expression)}>${bounds}${groups === '' ? '' : `[${groups}]`}`;
    }
    case 'questioned':
      return `<${inner(path.expression)}>?`;
    default:
      return unreachable(path);
  }
}

function describeElement(
  element: {
    readonly variable: VariableId;
    readonly labels?: LabelTest;
    readonly predicate?: BoundExpr;
  },
  naming: Naming,
): string {
  const name = naming.name(element.variable);
  const labels = element.labels ? `:${describeLabels(element.labels)}` : '';
  const where = element.predicate ? ` where ${describeExpression(element.predicate, naming)}` : '';
  return `${name.startsWith('#') ? '' : name}${labels}${where}`;
}
