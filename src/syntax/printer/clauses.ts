import type { Mutable } from '../ast/mutable.ts';
import type {
  CallInline,
  CallProcedure,
  Clause,
  ForClause,
  MatchClause,
  OptionalClause,
  ReturnClause,
  SelectClause,
} from '../ast/statement.ts';
import { printCatalogClause } from './catalog.ts';
import { printAll, printExpression, printNested } from './recursion.ts';
import { printMerge, printRemoveItem, printSetItem } from './modifications.ts';
import { printInsertPath } from './insert-patterns.ts';
import { printName, printNames } from './names.ts';
import { printGraphPattern, printWhere } from './patterns.ts';
import { printDefinitions } from './definitions.ts';
import { printYield } from './yield.ts';
import { printOrderBy, printReturnBody } from './projections.ts';
import { printReference } from './references.ts';

export function printClause(clause: Clause): string {
  switch (clause.kind) {
    case 'use':
      return `USE ${printReference(clause.graph)}`;
    case 'match':
      return printMatch(clause);
    case 'optional':
      return printOptional(clause);
    case 'let':
      return `LET ${printDefinitions(clause.definitions, printExpression)}`;
    case 'filter':
      return `FILTER ${printExpression(clause.condition)}`;
    case 'for':
      return printFor(clause);
    case 'orderBy':
      return printOrderBy(clause);
    case 'return':
      return printReturn(clause);
    case 'finish':
      return 'FINISH';
    case 'select':
      return printSelect(clause);
    case 'callProcedure':
      return printCallProcedure(clause);
    case 'callInline':
      return printCallInline(clause);
    case 'nested':
      return printNested(clause.body);
    case 'insert':
      return `INSERT ${clause.paths.map(printInsertPath).join(', ')}`;
    case 'set':
      return `SET ${clause.items.map(printSetItem).join(', ')}`;
    case 'remove':
      return `REMOVE ${clause.items.map(printRemoveItem).join(', ')}`;
    case 'delete':
      return `${clause.detach ? 'DETACH ' : ''}DELETE ${printAll(clause.items)}`;
    case 'merge':
      return printMerge(clause);
    case 'with':
      return `WITH ${printReturnBody(clause.body)}${printWhere(clause.where)}`;
    default:
      return printCatalogClause(clause);
  }
}

function printReturn({ body, orderBy }: ReturnClause): string {
  if (body !== undefined) return `RETURN ${printReturnBody(body)}`;
  return orderBy === undefined
    ? 'RETURN NO BINDINGS'
    : `RETURN NO BINDINGS ${printOrderBy(orderBy)}`;
}

function printMatch(clause: MatchClause): string {
  return `MATCH ${printGraphPattern(clause.pattern)}`;
}

function printMatchStatement(clause: MatchClause | OptionalClause): string {
  return clause.kind === 'match' ? printMatch(clause) : printOptional(clause);
}

function printOptional({ block }: OptionalClause): string {
  const [first] = block;
  if (block.length === 1 && first?.kind === 'match') return `OPTIONAL ${printMatch(first)}`;
  return printOptionalBlock({ block });
}

function printOptionalBlock({ block }: Pick<OptionalClause, 'block'>): string {
  return `OPTIONAL { ${block.map(printMatchStatement).join(' ')} }`;
}

function printFor({ variable, source, position }: ForClause): string {
  const clause = `FOR ${printName(variable)} IN ${printExpression(source)}`;
  if (position === undefined) return clause;
  return `${clause} WITH ${position.from.toUpperCase()} ${printName(position.variable)}`;
}

function printSelect({ body, from, where }: SelectClause): string {
  // FROM and WHERE stand in the middle of what is one part of the tree.
  const { groupBy, having, orderBy, ...items } = body;
  const rest: Mutable<typeof body> = { distinct: false, star: false, items: [] };
  if (groupBy !== undefined) rest.groupBy = groupBy;
  if (having !== undefined) rest.having = having;
  if (orderBy !== undefined) rest.orderBy = orderBy;
  const source = from === undefined ? '' : ` FROM ${printFrom(from)}`;
  const tail = printReturnBody(rest);
  const parts = [`SELECT ${printReturnBody(items)}${source}${printWhere(where)}`, tail];
  return parts.filter((part) => part !== '').join(' ');
}

function printFrom(from: NonNullable<SelectClause['from']>): string {
  if (from.kind === 'query') {
    const graph = from.graph === undefined ? '' : `${printReference(from.graph)} `;
    return graph + printNested(from.query);
  }
  return from.items
    .map(({ graph, match }) => {
      // Braces keep the WHERE of the SELECT apart from that of the pattern.
      const statement = match.kind === 'match' ? printMatch(match) : printOptionalBlock(match);
      return graph === undefined ? statement : `${printReference(graph)} ${statement}`;
    })
    .join(', ');
}

function printCallProcedure(call: CallProcedure): string {
  const optional = call.optional ? 'OPTIONAL ' : '';
  const yielded = call.yield === undefined ? '' : ` ${printYield(call.yield)}`;
  const procedure = `${printReference(call.procedure)}(${printAll(call.arguments)})`;
  return `${optional}CALL ${procedure}${yielded}${printWhere(call.where)}`;
}

function printCallInline({ optional, scope, body }: CallInline): string {
  const variables = scope === undefined ? '' : `(${printNames(scope)}) `;
  return `${optional ? 'OPTIONAL ' : ''}CALL ${variables}${printNested(body)}`;
}
