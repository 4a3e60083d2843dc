import ts from 'typescript';
import { at, forEachNode, isTest, type SourceFile, type Violation } from './source-file.ts';

/** The only files that may ask the host for the time or for chance. */
const sourcesOfTimeAndChance = new Set(['src/base/clock.ts', 'src/base/random.ts']);

const forbiddenMembers: Readonly<Record<string, readonly string[]>> = {
  Date: ['now'],
  performance: ['now', 'timeOrigin'],
  process: ['hrtime', 'uptime'],
  Temporal: ['Now'],
  Math: ['random'],
  crypto: ['getRandomValues', 'randomBytes', 'randomInt', 'randomUUID'],
};

/** Uses of the host's clocks and random sources anywhere but behind the injected ones. */
export function timeAndChanceViolations(files: readonly SourceFile[]): Violation[] {
  const found: Violation[] = [];
  for (const file of files) {
    if (sourcesOfTimeAndChance.has(file.path)) continue;
    forEachNode(file, (node) => {
      const use = useOfTimeOrChance(node, isTest(file.path));
      if (use !== undefined) {
        found.push(at(file, node, `uses ${use}; take a Clock or Random of src/base instead`));
      }
    });
  }
  return found;
}

function useOfTimeOrChance(node: ts.Node, inTest: boolean): string | undefined {
  if (ts.isPropertyAccessExpression(node)) {
    const owner = lastName(node.expression);
    if (owner === undefined || !Object.hasOwn(forbiddenMembers, owner)) return undefined;
    const member = node.name.text;
    return forbiddenMembers[owner]?.includes(member) === true ? `${owner}.${member}` : undefined;
  }
  if (ts.isNewExpression(node) && lastName(node.expression) === 'Date') {
    // A test may build the Date it passes as a parameter, as long as that is always the same one.
    const fixed = inTest && (node.arguments?.length ?? 0) > 0;
    return fixed ? undefined : 'new Date';
  }
  return undefined;
}

/** `performance` for both `performance` and `globalThis.performance`. */
function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

/** Paths that exist on one machine only: homes, and the folder the project itself lies in. */
export function machinePathViolations(files: readonly SourceFile[], root: string): Violation[] {
  const home = /(?<![\w.~-])(?:\/(?:home|Users|root|work)\/[\w.-]+|[A-Za-z]:\\+Users\\+\w+)/u;
  return files.flatMap((file) =>
    file.text.split('\n').flatMap((line, index) => {
      const path = home.exec(line)?.[0] ?? (line.includes(`${root}/`) ? root : undefined);
      return path === undefined ? [] : [`${file.path}:${index + 1} names the machine path ${path}`];
    }),
  );
}
