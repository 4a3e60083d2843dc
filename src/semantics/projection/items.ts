import { syntaxError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type { ReturnBody } from '../../syntax/ast/statement.ts';
import type { Scope } from '../scope.ts';

/** A column to compute. */
export interface Item {
  readonly name: string;
  readonly expression: Expression;
  /** The name is only the text of the expression. */
  readonly isUnnamed: boolean;
}

/** Where a projection stands. */
export interface ProjectionPlace {
  readonly scope: Scope;
  readonly span: Span;
  /** `*` may stand for no variables, where no one sees the result. */
  readonly mayBeEmpty: boolean;
}

/** The columns of RETURN, SELECT or WITH, `*` written out (14.11). */
export function itemsOf(body: ReturnBody, place: ProjectionPlace): readonly Item[] {
  const items: Item[] = [];
  if (body.star) items.push(...starItems(place));
  for (const { expression, alias, text } of body.items) {
    const own = expression.kind === 'variable' ? expression.name : text;
    const isUnnamed = alias === undefined && expression.kind !== 'variable';
    items.push({ name: alias?.name ?? own, expression, isUnnamed });
  }
  checkUnique(items);
  return items;
}

function starItems({ scope, span, mayBeEmpty }: ProjectionPlace): readonly Item[] {
  const columns = scope.columns().filter(([, { temporary }]) => !temporary);
  if (columns.length === 0 && !mayBeEmpty) {
    throw syntaxError('* stands for all variables, and there are none here', span);
  }
  return columns.map(([name]) => ({
    name,
    expression: { kind: 'variable', name, span },
    isUnnamed: false,
  }));
}

function checkUnique(items: readonly Item[]): void {
  const seen = new Set<string>();
  for (const { name, expression } of items) {
    if (seen.has(name)) {
      throw syntaxError(
        `two columns have the name "${name}"`,
        expression.span,
        'give one of them another name with AS',
      );
    }
    seen.add(name);
  }
}
