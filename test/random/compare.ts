import type { Outcome } from './outcome.ts';

/** A difference: who, and of what sort, so that a smaller case can be recognised as the same. */
export interface Difference {
  readonly signature: string;
  readonly expected: Outcome;
  readonly actual: Outcome;
}

/** Whether two outcomes are the same as far as GQL determines them. */
export function sameOutcome(left: Outcome, right: Outcome, ordered: boolean): boolean {
  if (left.kind === 'error' && right.kind === 'error') {
    return left.status.slice(0, 2) === right.status.slice(0, 2);
  }
  if (left.kind !== 'rows' || right.kind !== 'rows') return left.kind === right.kind;
  const rows = (outcome: typeof left): string =>
    (ordered ? outcome.rows : [...outcome.rows].sort()).join('\n');
  return rows(left) === rows(right) && left.graph?.join('\n') === right.graph?.join('\n');
}

/**
 * The engine against the reference evaluator. Which conditions are evaluated, and so which of them
 * fail, is the engine's choice, so that rows may stand against an error of the reference, which
 * evaluates all of them. An error against rows is a difference.
 */
export function againstReference(
  name: string,
  actual: Outcome,
  expected: Outcome,
  ordered: boolean,
): Difference | undefined {
  if (actual.kind === 'crash') {
    return { signature: crashOf(name, actual.message), expected, actual };
  }
  if (actual.kind === 'none' || expected.kind === 'none') return undefined;
  if (expected.kind === 'error') {
    const isOpen = expected.status.startsWith('22') && !CERTAIN.has(expected.status);
    if (actual.kind === 'rows' && isOpen) return undefined;
    if (actual.kind === 'error') return undefined;
  }
  if (sameOutcome(actual, expected, ordered)) return undefined;
  return { signature: signatureOf(name, actual, expected), expected, actual };
}

/** Errors that no order of evaluation avoids. */
const CERTAIN: ReadonlySet<string> = new Set(['G1001', 'G1002', '22G0M', '22G11']);

function signatureOf(name: string, actual: Outcome, expected: Outcome): string {
  const describe = (outcome: Outcome): string =>
    outcome.kind === 'error'
      ? `error ${outcome.status} ${withoutNames(outcome.message)}`
      : outcome.kind;
  return `${name} gives ${describe(actual)} for ${describe(expected)}`;
}

function crashOf(name: string, message: string): string {
  return `${name} crashes: ${withoutNames(message.split('\n')[0] ?? '')}`;
}

/** A message that is the same for a smaller case. */
function withoutNames(message: string): string {
  return message.replaceAll(/"[^"]*"|\d+/gu, '…');
}

/** Two ways of running the same query in the engine; both may fail, or either where it is open. */
export function againstOther(
  name: string,
  actual: Outcome,
  expected: Outcome,
  { ordered, errorsMayDiffer }: { readonly ordered: boolean; readonly errorsMayDiffer: boolean },
): Difference | undefined {
  if (actual.kind === 'crash') {
    return { signature: crashOf(name, actual.message), expected, actual };
  }
  if (errorsMayDiffer && (actual.kind === 'error' || expected.kind === 'error')) return undefined;
  if (sameOutcome(actual, expected, ordered)) return undefined;
  return { signature: signatureOf(name, actual, expected), expected, actual };
}
