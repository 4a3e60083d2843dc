import { syntaxError } from '../base/errors.ts';
import type { Span } from '../base/errors.ts';
import type { Statement } from '../syntax/ast/procedure.ts';
import type { Clause } from '../syntax/ast/statement.ts';

/** Whether a statement names its graph with USE or works on the one of the session. */
type Focus = 'focused' | 'ambient';

/**
 * The statements of a block all name their graphs or none does (9.2 SR 5, 14.2 SR 4), so that none
 * reads the session's graph by oversight. A statement that works on no graph goes with either.
 */
export function checkFocus(statements: readonly Statement[]): void {
  let first: Focus | undefined;
  for (const statement of statements) {
    const focus = focusOf(statement);
    first ??= focus;
    if (focus !== undefined && focus !== first) throw mixed(statement.span);
  }
}

function mixed(span: Span) {
  return syntaxError(
    'some statements of this block name their graph with USE and others do not',
    span,
    'begin each of them with USE, or none',
  );
}

function focusOf(statement: Statement): Focus | undefined {
  if (statement.kind === 'setOperation') {
    const left = focusOf(statement.left);
    const right = focusOf(statement.right);
    if (left !== undefined && right !== undefined && left !== right) throw mixed(statement.span);
    return left ?? right;
  }
  if (statement.clauses[0]?.kind === 'use') return 'focused';
  return statement.clauses.some(worksOnGraph) ? 'ambient' : undefined;
}

const ON_GRAPHS: ReadonlySet<Clause['kind']> = new Set([
  'match',
  'optional',
  'insert',
  'merge',
  'set',
  'remove',
  'delete',
]);

function worksOnGraph(clause: Clause): boolean {
  return ON_GRAPHS.has(clause.kind);
}
