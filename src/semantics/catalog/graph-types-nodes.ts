import { GqlError, syntaxError } from '../../base/errors.ts';
import { limits } from '../../base/limits.ts';
import { labelKey } from '../../catalog/graph-type.ts';
import type { NodeType, PropertyType } from '../../catalog/graph-type.ts';
import type { ElementTypeSyntax, PropertyTypeSyntax } from '../../syntax/ast/catalog.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import { nullable } from '../../values/subtype.ts';
import type { ValueType } from '../../values/type.ts';
import { typeName } from '../../values/type-name.ts';
import { checkLabelCount, checkPropertyCount } from '../element-limits.ts';
import type { ElementKind } from '../element-limits.ts';

/** What an element type says of an element by itself, before keys are inferred. */
export interface ElementDraft {
  readonly name?: string;
  /** Undefined where the text has none and it is inferred (GG22, GG23). */
  readonly keyLabels?: readonly string[];
  readonly labels: readonly string[];
  readonly properties: readonly PropertyType[];
}

/**
 * Labels and properties of an element type (18.2, 18.3), within the limits of IL001–IL003. Where
 * the text has no label, the name of the type is the label (GG20).
 */
export function draftOf(syntax: ElementTypeSyntax): ElementDraft {
  const kind = syntax.kind === 'nodeType' ? 'node' : 'edge';
  const { typeName: name, keyLabels: key, span } = syntax;
  const implied = key === undefined && syntax.labels.length === 0 ? name : undefined;
  const labels = sorted([...(key ?? []), ...syntax.labels, ...(implied ? [implied] : [])]);
  if (key !== undefined) checkKeyCount(new Set(namesOf(key)).size, kind, syntax);
  checkLabelCount(labels.length, kind, { stage: 'binding', span });
  return {
    ...(name && { name: name.name }),
    ...(key && { keyLabels: sorted(key) }),
    labels,
    properties: propertiesOf(syntax.properties, kind),
  };
}

function namesOf(identifiers: readonly Identifier[]): string[] {
  return identifiers.map(({ name }) => name);
}

/** Each once, ascending. */
function sorted(identifiers: readonly Identifier[]): string[] {
  return [...new Set(namesOf(identifiers))].sort();
}

/** A key that is written has a label at least (IL003). */
function checkKeyCount(count: number, kind: ElementKind, { span }: ElementTypeSyntax): void {
  const [below, above] = kind === 'node' ? ['42012', '42013'] : ['42014', '42015'];
  if (count === 0) {
    throw new GqlError(below, `a key label set of the ${kind} type has no label`, {
      span,
      hint: 'write a label in front of =>, or leave => away',
    });
  }
  if (count <= limits.maxKeyLabels) return;
  const most = `maxKeyLabels is ${limits.maxKeyLabels}`;
  throw new GqlError(above, `${count} labels in the key label set of one ${kind} type: ${most}`, {
    span,
  });
}

function propertiesOf(
  properties: readonly PropertyTypeSyntax[],
  kind: ElementKind,
): PropertyType[] {
  const found = new Map<string, PropertyType>();
  for (const property of properties) {
    const { name } = property.name;
    if (found.has(name)) {
      throw syntaxError(`the property "${name}" is declared twice`, property.name.span);
    }
    checkPropertyCount(found.size + 1, kind, { stage: 'binding', span: property.span });
    found.set(name, propertyOf(property));
  }
  return [...found.values()];
}

/** One property type (18.5, 18.6). */
export function propertyOf({ name, type }: PropertyTypeSyntax): PropertyType {
  if (isStorable(type.type)) return { name: name.name, type: type.type };
  throw syntaxError(`no property can be of type ${typeName(type.type)}`, type.span);
}

/** Elements, paths, graphs and tables cannot be the value of a property (4.13). */
function isStorable(type: ValueType): boolean {
  switch (type.kind) {
    case 'node':
    case 'edge':
    case 'graph':
    case 'table':
      return false;
    case 'simple':
      return type.name !== 'PATH';
    case 'list':
      return isStorable(type.element);
    case 'record':
      return (type.fields ?? []).every((field) => isStorable(field.type));
    case 'union':
      return type.members.every(isStorable);
    default:
      return true;
  }
}

/**
 * Element types with their keys. One that is not written is inferred (GG22): the labels that no
 * type of other labels has, or all of them.
 */
export function withKeys<T extends ElementDraft>(drafts: readonly T[]): (T & NodeType)[] {
  const sets = new Map(drafts.map(({ labels }) => [labelKey(labels), labels]));
  const uses = new Map<string, number>();
  for (const labels of sets.values()) {
    for (const label of labels) uses.set(label, (uses.get(label) ?? 0) + 1);
  }
  return drafts.map((draft) => {
    if (draft.keyLabels !== undefined) return { ...draft, keyLabels: draft.keyLabels };
    const own = draft.labels.filter((label) => uses.get(label) === 1);
    return { ...draft, keyLabels: own.length > 0 ? own : draft.labels };
  });
}

/** Whether two lists of properties declare the same, in whatever order. */
export function sameProperties(
  left: readonly PropertyType[],
  right: readonly PropertyType[],
): boolean {
  return left.length === right.length && left.every((one) => right.some(isSame(one)));
}

function isSame(one: PropertyType): (other: PropertyType) => boolean {
  return ({ name, type }) =>
    name === one.name &&
    type.notNull === one.type.notNull &&
    typeName(nullable(type)) === typeName(nullable(one.type));
}
