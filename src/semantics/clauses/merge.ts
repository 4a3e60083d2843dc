import { present } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import type {
  EdgePattern,
  InsertEdge,
  InsertNode,
  InsertPath,
  LabelExpression,
  NodePattern,
} from '../../syntax/ast/pattern.ts';
import type { LinearStatement, Procedure, SetOperation } from '../../syntax/ast/procedure.ts';
import type {
  Clause,
  MatchClause,
  MergeClause,
  ReturnClause,
  SetItem,
} from '../../syntax/ast/statement.ts';
import type { QueryContext } from '../state.ts';
import { bindInlineCall } from './call.ts';
import type { BoundClauses } from './bound-clauses.ts';

/**
 * Extension: `MERGE path ON CREATE SET … ON MATCH SET …` is, for each row by itself,
 *
 *     CALL { MATCH path SET … RETURN x, … OTHERWISE INSERT path SET … RETURN x, … }
 *
 * where x, … are the names that the path adds. CALL runs its body row by row, so that a row finds
 * what the one before it has created. A property that is null matches nothing and so creates.
 */
export function bindMerge(clause: MergeClause, context: QueryContext): BoundClauses {
  const { path, onMatch, onCreate, span } = clause;
  const result = returning(addedNames(path, context), span);
  const operation: SetOperation = {
    kind: 'setOperation',
    operator: 'OTHERWISE',
    all: false,
    left: linear([matching(path), ...setting(onMatch, span), result], span),
    right: linear(
      [{ kind: 'insert', paths: [path], span }, ...setting(onCreate, span), result],
      span,
    ),
    span,
  };
  const body: Procedure = {
    kind: 'procedure',
    definitions: [],
    statements: [{ statement: operation }],
    span,
  };
  return bindInlineCall({ kind: 'callInline', optional: false, body, span }, context);
}

/** The variables of the path that are not bound yet, each once. */
function addedNames({ elements }: InsertPath, { scope }: QueryContext): readonly Identifier[] {
  const added = new Map<string, Identifier>();
  for (const { variable } of elements) {
    if (variable !== undefined && !scope.sees(variable.name)) added.set(variable.name, variable);
  }
  return [...added.values()];
}

function linear(clauses: readonly Clause[], span: Span): LinearStatement {
  return { kind: 'linear', clauses, span };
}

/** RETURN of the names, or RETURN NO BINDINGS, which keeps the rows. */
function returning(names: readonly Identifier[], span: Span): ReturnClause {
  if (names.length === 0) return { kind: 'return', span };
  const items = names.map(({ name, span: at }) => ({
    expression: { kind: 'variable', name, span: at } as const,
    text: name,
  }));
  return { kind: 'return', body: { distinct: false, star: false, items }, span };
}

function setting(items: readonly SetItem[], span: Span): readonly Clause[] {
  return items.length === 0 ? [] : [{ kind: 'set', items, span }];
}

/** The path that INSERT would make, as a pattern. */
function matching({ elements, span }: InsertPath): MatchClause {
  const parts = elements.map((element) =>
    element.kind === 'insertNode' ? nodePattern(element) : edgePattern(element),
  );
  const expression =
    parts.length === 1
      ? present(parts[0], 'the node of MERGE')
      : ({ kind: 'concatenation', elements: parts, span } as const);
  const path = { kind: 'pathPattern', expression, span } as const;
  return { kind: 'match', pattern: { kind: 'graphPattern', paths: [path], span }, span };
}

function nodePattern(node: InsertNode): NodePattern {
  return { kind: 'node', ...filler(node), span: node.span };
}

function edgePattern(edge: InsertEdge): EdgePattern {
  const { direction, span } = edge;
  return { kind: 'edge', direction, abbreviated: false, ...filler(edge), span };
}

function filler({
  variable,
  labels,
  properties,
}: InsertNode | InsertEdge): Omit<NodePattern, 'kind' | 'span' | 'where'> {
  const test = conjunction(labels);
  return {
    temporary: false,
    ...(variable && { variable }),
    ...(test && { labels: test }),
    ...(properties && { properties }),
  };
}

function conjunction(labels: readonly Identifier[]): LabelExpression | undefined {
  return labels
    .map(({ name, span }): LabelExpression => ({ kind: 'label', name, span }))
    .reduce<LabelExpression | undefined>(
      (left, right) =>
        left === undefined ? right : { kind: 'and', left, right, span: right.span },
      undefined,
    );
}
