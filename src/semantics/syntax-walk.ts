import type { Expression } from '../syntax/ast/expression.ts';
import { unreachable } from '../base/assert.ts';
import { sameValue } from '../values/equality.ts';
import type { Value } from '../values/value.ts';

/** The expressions directly inside, subqueries and patterns left out. */
export function partsOf(e: Expression): readonly Expression[] {
  switch (e.kind) {
    case 'literal':
    case 'parameter':
    case 'variable':
    case 'exists':
    case 'valueQuery':
    case 'object':
      return [];
    case 'property':
      return [e.object];
    case 'unary':
    case 'isNull':
    case 'isTruth':
    case 'isNormalized':
    case 'isTyped':
    case 'isDirected':
    case 'isLabeled':
    case 'cast':
      return [e.operand];
    case 'binary':
      return [e.left, e.right];
    case 'isEndpoint':
      return [e.node, e.edge];
    case 'propertyExists':
      return [e.element];
    case 'call':
      return e.arguments;
    case 'trim':
      return e.characters === undefined ? [e.source] : [e.characters, e.source];
    case 'durationBetween':
      return [e.from, e.to];
    case 'elements':
    case 'list':
    case 'path':
      return e.elements;
    case 'simpleCase':
    case 'searchedCase':
    case 'record':
    case 'let':
    case 'subscript':
    case 'slice':
    case 'listComprehension':
    case 'listPredicate':
    case 'reduce':
      return partsOfComposite(e);
    default:
      return unreachable(e);
  }
}

type Composite = Extract<
  Expression,
  {
    readonly kind:
      | 'simpleCase'
      | 'searchedCase'
      | 'record'
      | 'let'
      | 'subscript'
      | 'slice'
      | 'listComprehension'
      | 'listPredicate'
      | 'reduce';
  }
>;

function partsOfComposite(e: Composite): readonly Expression[] {
  switch (e.kind) {
    case 'simpleCase':
      return [
        e.operand,
        ...e.branches.flatMap(({ when, then }) => [
          ...when.map((w) => (w.kind === 'value' ? w.value : w.predicate)),
          then,
        ]),
        ...optional(e.otherwise),
      ];
    case 'searchedCase':
      return [...e.branches.flatMap((b) => [b.when, b.then]), ...optional(e.otherwise)];
    case 'record':
      return e.fields.map(({ value }) => value);
    case 'let':
      return [...e.definitions.map(({ value }) => value), e.body];
    case 'subscript':
      return [e.operand, e.index];
    case 'slice':
      return [e.operand, ...optional(e.from), ...optional(e.to)];
    case 'listComprehension':
      return [e.list, ...optional(e.where), ...optional(e.value)];
    case 'listPredicate':
      return [e.list, e.where];
    case 'reduce':
      return [e.initial, e.list, e.value];
    default:
      return unreachable(e);
  }
}

function optional(e: Expression | undefined): readonly Expression[] {
  return e === undefined ? [] : [e];
}

/** The names of the local variables that it defines for its parts. */
export function localsOf(e: Expression): readonly string[] {
  switch (e.kind) {
    case 'let':
      return e.definitions.map(({ name }) => name.name);
    case 'listComprehension':
    case 'listPredicate':
      return [e.variable.name];
    case 'reduce':
      return [e.accumulator.name, e.variable.name];
    default:
      return [];
  }
}

/** Whether the expression or a part of it passes the test. */
export function someExpression(e: Expression, test: (e: Expression) => boolean): boolean {
  return test(e) || partsOf(e).some((part) => someExpression(part, test));
}

/** Every variable name in it, those of its local variables too. */
export function namesIn(e: Expression, into = new Set<string>()): Set<string> {
  if (e.kind === 'variable') into.add(e.name);
  for (const part of partsOf(e)) namesIn(part, into);
  return into;
}

const UPDATES: ReadonlySet<unknown> = new Set(['insert', 'set', 'remove', 'delete', 'merge']);

/** Whether a clause anywhere in it changes data, or may do so in a procedure that it calls. */
export function changesData(tree: unknown): boolean {
  if (typeof tree !== 'object' || tree === null) return false;
  if (Array.isArray(tree)) return tree.some(changesData);
  const { kind } = tree as { readonly kind?: unknown };
  return UPDATES.has(kind) || kind === 'callProcedure' || Object.values(tree).some(changesData);
}

/** Whether two trees are the same but for place and layout. */
export function sameSyntax(left: Expression, right: Expression): boolean {
  return left === right || same(left, right);
}

const IGNORED: ReadonlySet<string> = new Set(['span', 'text', 'delimited']);

function same(left: unknown, right: unknown): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    return Array.isArray(left) && Array.isArray(right) && sameLists(left, right);
  }
  return sameObjects(left as TreeNode, right as TreeNode);
}

type TreeNode = Readonly<Record<string, unknown>>;

function sameLists(left: readonly unknown[], right: readonly unknown[]): boolean {
  return left.length === right.length && left.every((item, i) => same(item, right[i]));
}

function sameObjects(left: TreeNode, right: TreeNode): boolean {
  const kind = left['kind'];
  if (kind !== right['kind']) return false;
  if (kind === 'literal') return sameLiterals(left, right);
  const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
  for (const key of keys) {
    if (IGNORED.has(key)) continue;
    if (kind === 'call' && key === 'name') {
      if (String(left[key]).toUpperCase() !== String(right[key]).toUpperCase()) return false;
    } else if (!same(left[key], right[key])) {
      return false;
    }
  }
  return true;
}

/** Values may be objects of classes, which have an equality of their own. */
function sameLiterals(left: TreeNode, right: TreeNode): boolean {
  return same(left['type'], right['type']) && sameValue(valueOf(left), valueOf(right));
}

function valueOf(literal: TreeNode): Value {
  return literal['value'] as Value;
}
