import { unreachable } from '../../../src/base/assert.ts';
import type { GraphPattern, PathExpression } from '../../../src/syntax/ast/pattern.ts';
import { expandSimplified } from './simplified.ts';

/** How a variable is seen from outside of the pattern that declares it (16.4; B.4 point 9). */
export type Degree = 'singleton' | 'conditional' | 'group';

export type Declarations = ReadonlyMap<string, Degree>;

export function declarationsOf(e: PathExpression): Declarations {
  switch (e.kind) {
    case 'node':
    case 'edge':
      return new Map(e.variable === undefined ? [] : [[e.variable.name, 'singleton']]);
    case 'concatenation':
      return new Map(e.elements.flatMap((element) => [...declarationsOf(element)]));
    case 'alternation':
      return alternated(e.alternatives.map(declarationsOf));
    case 'parenthesized': {
      const inner = declarationsOf(e.expression);
      return e.variable === undefined ? inner : new Map([...inner, [e.variable.name, 'singleton']]);
    }
    case 'quantified':
      return mapDegrees(declarationsOf(e.primary), () => 'group');
    case 'questioned':
      return mapDegrees(declarationsOf(e.primary), (degree) =>
        degree === 'group' ? 'group' : 'conditional',
      );
    case 'simplified':
      return declarationsOf(expandSimplified(e));
    default:
      return unreachable(e);
  }
}

function mapDegrees(declarations: Declarations, change: (degree: Degree) => Degree): Declarations {
  return new Map([...declarations].map(([name, degree]) => [name, change(degree)]));
}

/** What is a group in one branch is one in all; what is not in all branches is conditional. */
function alternated(branches: readonly Declarations[]): Declarations {
  const all = new Set(branches.flatMap((branch) => [...branch.keys()]));
  return new Map(
    [...all].map((name): [string, Degree] => {
      if (branches.some((branch) => branch.get(name) === 'group')) return [name, 'group'];
      const everywhere = branches.every((branch) => branch.get(name) === 'singleton');
      return [name, everywhere ? 'singleton' : 'conditional'];
    }),
  );
}

/** Path variables included. */
export function declarationsOfGraphPattern(pattern: GraphPattern): Declarations {
  const all = new Map<string, Degree>();
  for (const { variable, expression } of pattern.paths) {
    if (variable !== undefined) all.set(variable.name, 'singleton');
    for (const [name, degree] of declarationsOf(expression)) all.set(name, degree);
  }
  return all;
}

export function groupNames(declarations: Declarations): Set<string> {
  return new Set([...declarations].flatMap(([name, degree]) => (degree === 'group' ? [name] : [])));
}
