import { GqlError } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { GraphType, NodeType } from '../catalog/graph-type.ts';
import type { LabelTest } from '../graph/label-test.ts';
import { matchesLabels } from '../graph/label-test.ts';
import type { LabelExpression } from '../syntax/ast/pattern.ts';
import { nullable } from '../values/subtype.ts';
import type { ElementType, FieldType, ValueType } from '../values/type.ts';
import { ANY, EDGE, NODE } from '../values/type.ts';
import type { BindState } from './state.ts';
import { commonType } from './static-types.ts';
import { changesData } from './syntax-walk.ts';

type ElementKind = 'node' | 'edge';

/**
 * The type of an element of the graph in focus. In a closed graph it has the properties of the
 * element types that the labels leave. Where the program changes data an element may be of no type
 * for a while, so that there all names of the graph type count, with values of any type.
 */
export function elementType(
  kind: ElementKind,
  labels: LabelTest | undefined,
  state: BindState,
): ValueType {
  const type = focusedType(state);
  if (type === undefined) return kind === 'node' ? NODE : EDGE;
  const all = typesOf(type, kind);
  if (mayChange(state)) {
    const properties = propertiesOf(all).map(({ name }) => ({ name, type: ANY }));
    return { kind, properties };
  }
  const left = labels === undefined ? all : all.filter((one) => passes(labels, one));
  return { kind, properties: propertiesOf(left) } satisfies ElementType;
}

/** G2000 for a label that no element of a closed graph has. */
export function checkLabels(e: LabelExpression, kind: ElementKind, state: BindState): void {
  const type = focusedType(state);
  if (type === undefined) return;
  const known = new Set(typesOf(type, kind).flatMap(({ labels }) => labels));
  for (const { name, span } of labelsIn(e)) {
    if (known.has(name)) continue;
    const near = nearest(name, known);
    throw new GqlError('G2000', `the graph's type has no ${kind} type with the label "${name}"`, {
      span,
      hint: near && `did you mean "${near}"?`,
    });
  }
}

function focusedType({ focus, catalog }: BindState): GraphType | undefined {
  return focus.graph === undefined ? undefined : catalog.graph(focus.graph)?.entry.type;
}

function mayChange(state: BindState): boolean {
  return (state.changesData ??= state.program === undefined || changesData(state.program));
}

function typesOf({ nodeTypes, edgeTypes }: GraphType, kind: ElementKind): readonly NodeType[] {
  return kind === 'node' ? nodeTypes : edgeTypes;
}

function passes(test: LabelTest, { labels }: NodeType): boolean {
  return matchesLabels(test, (name) => labels.includes(name), labels.length);
}

/** What the element types declare between them; what one of them lacks can be null anyway. */
function propertiesOf(types: readonly NodeType[]): FieldType[] {
  const found = new Map<string, ValueType[]>();
  for (const { properties } of types) {
    for (const { name, type } of properties) {
      const known = found.get(name);
      if (known === undefined) found.set(name, [nullable(type)]);
      else known.push(nullable(type));
    }
  }
  return [...found].map(([name, all]) => ({ name, type: commonType(all) }));
}

type Label = Extract<LabelExpression, { readonly kind: 'label' }>;

function labelsIn(e: LabelExpression): Label[] {
  switch (e.kind) {
    case 'label':
      return [e];
    case 'wildcard':
      return [];
    case 'not':
      return labelsIn(e.operand);
    case 'and':
    case 'or':
      return [...labelsIn(e.left), ...labelsIn(e.right)];
  }
}
