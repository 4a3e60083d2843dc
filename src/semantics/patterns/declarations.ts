import { unreachable } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { invalidReference } from '../../base/errors.ts';
import type { LabelTest } from '../../graph/label-test.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import type { LabelExpression } from '../../syntax/ast/pattern.ts';
import type { Degree } from '../bound/variable.ts';
import { allTests, labelTest } from '../label-tests.ts';
import type { Shape } from './shape.ts';
import { nodeNames } from './shape.ts';

/** A name that a pattern declares, with its degree as seen from outside the pattern (16.3). */
export interface Declaration {
  readonly name: string;
  readonly role: 'node' | 'edge' | 'path';
  readonly degree: Degree;
  readonly temporary: boolean;
  readonly span: Span;
  /** What the labels of every element that it stands for pass. */
  readonly labels?: LabelTest | undefined;
}

export type Declarations = ReadonlyMap<string, Declaration>;

/** The names that a shape declares. */
export function declarationsOf(shape: Shape): Declarations {
  switch (shape.kind) {
    case 'node': {
      const found = shape.patterns.map((pattern) => declared(pattern, 'node'));
      return found.length === 1 ? (found[0] ?? NONE) : joinDeclarations(found);
    }
    case 'edge':
      return declared(shape.pattern, 'edge');
    case 'sequence':
      return joinDeclarations(shape.elements.map(declarationsOf));
    case 'alternation':
      return alternated(shape.alternatives.map(declarationsOf));
    case 'group':
      return joinDeclarations([
        declared({ variable: shape.subpath, temporary: false }, 'path'),
        declarationsOf(shape.expression),
      ]);
    case 'repeat':
      return mapDegrees(declarationsOf(shape.expression), () => 'group');
    case 'questioned':
      return mapDegrees(declarationsOf(shape.expression), (degree) =>
        degree === 'group' ? 'group' : 'conditional',
      );
    default:
      return unreachable(shape);
  }
}

const NONE: Declarations = new Map();

interface Declaring {
  readonly variable?: Identifier | undefined;
  readonly temporary: boolean;
  readonly labels?: LabelExpression | undefined;
}

function declared(
  { variable, temporary, labels: expression }: Declaring,
  role: Declaration['role'],
): Declarations {
  if (variable === undefined) return NONE;
  const labels = expression && labelTest(expression);
  const { name, span } = variable;
  return new Map([[name, { name, role, degree: 'singleton', temporary, span, labels }]]);
}

function mapDegrees(found: Declarations, degree: (old: Degree) => Degree): Declarations {
  const result = new Map<string, Declaration>();
  for (const [name, d] of found) result.set(name, { ...d, degree: degree(d.degree) });
  return result;
}

/** Patterns that all match: a name in two of them is a join, of singletons only (16.4). */
export function joinDeclarations(all: readonly Declarations[]): Declarations {
  const result = new Map<string, Declaration>();
  for (const declarations of all) {
    for (const [name, next] of declarations) {
      const known = result.get(name);
      if (known !== undefined) checkJoin(known, next);
      const temporary = next.temporary && (known?.temporary ?? true);
      const labels = allTests([known?.labels ?? [], next.labels ?? []].flat());
      result.set(name, { ...(known ?? next), temporary, labels });
    }
  }
  return result;
}

function checkJoin(known: Declaration, next: Declaration): void {
  checkRoles(known, next);
  if (next.role === 'path') {
    throw invalidReference(`"${next.name}" names two paths`, next.span, 'use two names');
  }
  for (const { degree } of [known, next]) {
    if (degree === 'singleton') continue;
    const what =
      degree === 'group'
        ? 'stands in a quantified part of the pattern, where it has many bindings'
        : 'stands in an optional part of the pattern, which may have no binding for it';
    throw invalidReference(
      `"${next.name}" ${what}, so it cannot be used a second time in the pattern`,
      next.span,
      'use another name, and compare the two in WHERE',
    );
  }
}

function checkRoles(known: Declaration, next: Declaration): void {
  if (known.role === next.role) return;
  throw invalidReference(
    `"${next.name}" stands for ${article(known.role)} and for ${article(next.role)}`,
    next.span,
    'use two names',
  );
}

export function article(role: Declaration['role'] | 'value'): string {
  return role === 'edge' ? 'an edge' : `a ${role}`;
}

/**
 * Branches of which one matches: a name that has many bindings in one of them has a list of them in
 * all, and one that is not in all of them is conditional (16.7).
 */
function alternated(all: readonly Declarations[]): Declarations {
  const result = new Map<string, Declaration>();
  for (const declarations of all) {
    for (const [name, next] of declarations) {
      const known = result.get(name);
      if (known !== undefined) checkRoles(known, next);
      const degrees = all.map((branch) => branch.get(name)?.degree);
      const degree = degrees.includes('group')
        ? 'group'
        : degrees.every((each) => each === 'singleton')
          ? 'singleton'
          : 'conditional';
      result.set(name, { ...next, degree, labels: anyOf(all, name) });
    }
  }
  return result;
}

/** What the labels pass in whichever branch has the name. */
function anyOf(all: readonly Declarations[], name: string): LabelTest | undefined {
  const [first, ...others] = all.flatMap((branch) => branch.get(name) ?? []);
  return others.reduce<LabelTest | undefined>(
    (left, { labels: right }) => left && right && { kind: 'or', left, right },
    first?.labels,
  );
}

/**
 * Names of one node, by name: node patterns side by side are the same node (G046), so that of
 * `(a)(b)` both names stand for one variable. Of the level of the shape, not inside quantifiers.
 */
export function aliasesIn(shape: Shape, into: Map<string, string>): Map<string, string> {
  switch (shape.kind) {
    case 'node': {
      const [first, ...others] = nodeNames(shape);
      if (first === undefined) return into;
      for (const other of others) {
        const [a, b] = [representative(first, into), representative(other, into)];
        if (a !== b) into.set(b, a);
      }
      return into;
    }
    case 'edge':
    case 'repeat':
      return into;
    case 'sequence':
      for (const element of shape.elements) aliasesIn(element, into);
      return into;
    case 'alternation':
      for (const alternative of shape.alternatives) aliasesIn(alternative, into);
      return into;
    case 'group':
    case 'questioned':
      return aliasesIn(shape.expression, into);
    default:
      return unreachable(shape);
  }
}

export function representative(name: string, aliases: ReadonlyMap<string, string>): string {
  let current = name;
  for (;;) {
    const next = aliases.get(current);
    if (next === undefined) return current;
    current = next;
  }
}

/** The names of the nodes at the two ends of a path: what others may share with a selective one. */
export function boundaryNames(shape: Shape): ReadonlySet<string> {
  return new Set([...endNames(shape, 0), ...endNames(shape, -1)]);
}

function endNames(shape: Shape, end: 0 | -1): string[] {
  if (shape.kind === 'node') return nodeNames(shape);
  if (shape.kind === 'group') return endNames(shape.expression, end);
  if (shape.kind !== 'sequence') return [];
  const outermost = shape.elements.at(end);
  const next = shape.elements.at(end === 0 ? 1 : -2);
  const names = outermost === undefined ? [] : endNames(outermost, end);
  // The anonymous node beside parentheses is the one that they begin or end with.
  return next?.kind === 'group' ? [...names, ...endNames(next, end)] : names;
}
