import type { Expression } from '../../src/syntax/ast/expression.ts';

/** Kinds of syntax nodes that open a query of their own: no parts of the expression around. */
const QUERIES: ReadonlySet<unknown> = new Set(['procedure', 'graphPattern', 'type', 'reference']);

interface Tagged {
  readonly kind: unknown;
  readonly span: unknown;
}

function isTagged(value: unknown): value is Tagged {
  return typeof value === 'object' && value !== null && 'kind' in value && 'span' in value;
}

/**
 * The expressions that an expression is made of directly. Found by looking through the tree, since
 * every syntax node has a kind and a span; what stands in a query inside is not among them.
 */
export function partsOf(e: Expression): Expression[] {
  const parts: Expression[] = [];
  for (const value of Object.values(e)) collect(value, parts);
  return parts;
}

function collect(value: unknown, into: Expression[]): void {
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return;
  if (isTagged(value)) {
    if (!QUERIES.has(value.kind) && !LABELS.has(value.kind)) into.push(value as Expression);
    return;
  }
  for (const inner of Object.values(value)) collect(inner, into);
}

const LABELS: ReadonlySet<unknown> = new Set(['label', 'wildcard', 'not', 'and', 'or']);

/**
 * All names of variables that occur in a piece of syntax, queries inside included, where a name may
 * refer to a variable outside or declare one. Whoever waits for all of them waits long enough.
 */
export function namesIn(syntax: unknown): Set<string> {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const { kind, name, variable } = value as {
      kind?: unknown;
      name?: unknown;
      variable?: unknown;
    };
    if (kind === 'variable' && typeof name === 'string') found.add(name);
    if (typeof variable === 'object' && variable !== null && 'name' in variable) {
      found.add(String(variable.name));
    }
    if (kind === 'literal') return;
    for (const inner of Object.values(value)) visit(inner);
  };
  visit(syntax);
  return found;
}

/** Whether two pieces of syntax are the same but for where they stand. */
export function sameSyntax(left: unknown, right: unknown): boolean {
  return withoutSpans(left) === withoutSpans(right);
}

function withoutSpans(syntax: unknown): string {
  return JSON.stringify(syntax, (key, value: unknown) => {
    if (key === 'span' || key === 'text' || key === 'delimited') return undefined;
    return typeof value === 'bigint' ? `${value}n` : value;
  });
}
