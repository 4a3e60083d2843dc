import type {
  BoundClause,
  BoundExpr,
  BoundProgram,
  BoundProjection,
  BoundQuery,
  BoundStatement,
} from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { describeExpression } from './expression.ts';
import type { Naming } from './naming.ts';
import { namesOf } from './naming.ts';
import { describePattern } from './pattern.ts';
import { describeUpdate } from './update.ts';

/** A bound program in a compact form, one clause a line, for tests and for `--ast`. */
export function describeProgram(program: BoundProgram): string {
  if (program.query === undefined) return '';
  const naming: Naming = {
    name: namesOf(program.variables),
    query: (query) => describeQuery(query, naming).join(' · '),
  };
  return describeQuery(program.query, naming).join('\n');
}

function describeQuery(query: BoundQuery, naming: Naming): string[] {
  const lines = query.statements.flatMap((statement, i) => [
    ...(i === 0 ? [] : ['next']),
    ...describeStatement(statement, naming),
  ]);
  const outer = query.outer.map(naming.name);
  return outer.length === 0 ? lines : [`outer ${outer.join(', ')}`, ...lines];
}

function describeStatement(statement: BoundStatement, naming: Naming): string[] {
  if (statement.kind === 'linear') {
    return statement.clauses.map((clause) => describeClause(clause, naming));
  }
  if (statement.kind === 'block') {
    const { setup, statements } = statement;
    const definitions =
      setup.length === 0 ? [] : [describeClause({ kind: 'let', bindings: setup }, naming)];
    const parts = [...definitions, ...describeQuery({ statements, outer: [] }, naming)];
    return [`block { ${parts.join(' · ')} }`];
  }
  const { operator, all, left, right, leftColumns, rightColumns } = statement;
  const pairs = statement.columns.map(({ variable }, i) => {
    const [a, b] = [leftColumns[i] ?? -1, rightColumns[i] ?? -1];
    return `${naming.name(variable)} = ${naming.name(a)} | ${naming.name(b)}`;
  });
  return [
    ...describeStatement(left, naming),
    `${operator.toLowerCase()}${all ? ' all' : ''} ${pairs.join(', ')}`,
    ...describeStatement(right, naming),
  ];
}

function describeClause(clause: BoundClause, naming: Naming): string {
  const expression = (e: BoundExpr): string => describeExpression(e, naming);
  const list = (ids: readonly VariableId[]): string => ids.map(naming.name).join(', ');
  switch (clause.kind) {
    case 'match':
      return `match ${describePattern(clause.pattern, naming)}`;
    case 'optional': {
      const block = clause.block.map((inner) => describeClause(inner, naming)).join('; ');
      return `optional { ${block} } nulled ${list(clause.nulled)}`;
    }
    case 'let':
      return `let ${clause.bindings
        .map(({ variable, value }) => `${naming.name(variable)} = ${expression(value)}`)
        .join(', ')}`;
    case 'filter':
      return `filter ${expression(clause.condition)}`;
    case 'for': {
      const { variable, list: source, position } = clause;
      const counter = position
        ? ` at ${naming.name(position.variable)} from ${position.start}`
        : '';
      return `for ${naming.name(variable)} in ${expression(source)}${counter}`;
    }
    case 'orderBy':
      return `order${describeOrder(clause.keys, clause, naming)}`;
    case 'project':
      return describeProjection(clause, naming);
    case 'finish':
      return 'finish';
    case 'call':
      return [
        clause.optional ? 'optional ' : '',
        `call { ${naming.query(clause.query)} } added ${list(clause.added)}`,
      ].join('');
    case 'callProcedure':
      return `call ${clause.name}(${clause.arguments.map(expression).join(', ')})`;
    case 'inGraph': {
      const imports = clause.imports
        .map(({ variable, value }) => `${naming.name(variable)} = ${expression(value)}`)
        .join(', ');
      const yields = clause.yields
        .map(({ variable, inside }) => `${naming.name(variable)} = ${naming.name(inside)}`)
        .join(', ');
      const body = naming.query(clause.query);
      return `in graph ${clause.graph} (${imports}) { ${body} } yields ${yields}`;
    }
    default:
      return describeUpdate(clause, naming);
  }
}

function describeProjection(projection: BoundProjection, naming: Naming): string {
  const binding = ({ variable, value }: { variable: VariableId; value: BoundExpr }): string =>
    `${naming.name(variable)} = ${describeExpression(value, naming)}`;
  const parts: string[] = [];
  if (projection.groupKeys) parts.push(`group (${projection.groupKeys.map(binding).join(', ')})`);
  for (const a of projection.aggregates) {
    const argument = a.argument ? describeExpression(a.argument, naming) : '*';
    const parameter = a.parameter ? `, ${describeExpression(a.parameter, naming)}` : '';
    const distinct = a.distinct ? 'distinct ' : '';
    parts.push(`${naming.name(a.variable)} := ${a.function}(${distinct}${argument}${parameter})`);
  }
  if (projection.having) parts.push(`having ${describeExpression(projection.having, naming)}`);
  const items = projection.items.map(binding).join(', ');
  parts.push(`project ${projection.distinct ? 'distinct ' : ''}${items || 'nothing'}`);
  const order = describeOrder(projection.orderBy, projection, naming);
  return `${parts.join(' ')}${order === '' ? '' : ` order${order}`}`;
}

function describeOrder(
  keys: BoundProjection['orderBy'],
  page: { readonly offset?: BoundExpr; readonly limit?: BoundExpr },
  naming: Naming,
): string {
  const parts = keys.map(({ value, descending, nullsFirst }) => {
    const direction = descending ? ' desc' : '';
    const nulls = nullsFirst ? 'first' : 'last';
    return `${describeExpression(value, naming)}${direction} nulls ${nulls}`;
  });
  const offset = page.offset ? ` offset ${describeExpression(page.offset, naming)}` : '';
  const limit = page.limit ? ` limit ${describeExpression(page.limit, naming)}` : '';
  return `${parts.length > 0 ? ` by ${parts.join(', ')}` : ''}${offset}${limit}`;
}
