import type { Expression } from '../ast/expression.ts';
import type { Mutable } from '../ast/mutable.ts';
import type { Identifier } from '../ast/node.ts';
import type { CallInline, CallProcedure } from '../ast/statement.ts';
import type { Cursor } from './cursor.ts';
import { parseVariable } from './names.ts';
import { parseReference } from './references.ts';
import { parseYield } from './yield.ts';
import { parseExpression, parseNestedProcedure } from './recursion.ts';

interface Begun {
  readonly start: number;
  readonly optional: boolean;
}

/** `CALL …` (ISO/IEC 39075, 15.1–15.3). */
export function parseCall(c: Cursor): CallProcedure | CallInline {
  return parseCallFrom(c, { start: c.start, optional: false });
}

/** `OPTIONAL CALL …`. */
export function parseOptionalCall(c: Cursor): CallProcedure | CallInline {
  const start = c.start;
  c.expect('OPTIONAL');
  return parseCallFrom(c, { start, optional: true });
}

function parseCallFrom(c: Cursor, begun: Begun): CallProcedure | CallInline {
  c.expect('CALL');
  return c.at('{') || c.at('(') ? parseInline(c, begun) : parseNamed(c, begun);
}

/** `[(v, …)] { procedure }`: no scope clause lets every variable in, `()` none. */
function parseInline(c: Cursor, { start, optional }: Begun): CallInline {
  const scope = c.at('(') ? parseScope(c) : undefined;
  const body = parseNestedProcedure(c);
  const call: Mutable<CallInline> = {
    kind: 'callInline',
    span: c.spanFrom(start),
    optional,
    body,
  };
  if (scope !== undefined) call.scope = scope;
  return call;
}

function parseScope(c: Cursor): Identifier[] {
  c.expect('(');
  const scope: Identifier[] = [];
  if (c.take(')')) return scope;
  do scope.push(parseVariable(c));
  while (c.take(','));
  c.expect(')');
  return scope;
}

function parseNamed(c: Cursor, { start, optional }: Begun): CallProcedure {
  const procedure = parseReference(c, 'the name of a procedure, ( or {');
  c.expect('(', 'Arguments stand between parentheses, which may be empty.');
  const args: Expression[] = [];
  if (!c.at(')')) {
    do args.push(parseExpression(c));
    while (c.take(','));
  }
  c.expect(')');
  return finishNamedCall(c, {
    kind: 'callProcedure',
    span: c.spanFrom(start),
    optional,
    procedure,
    arguments: args,
  });
}

/** `[YIELD …] [WHERE …]` behind the arguments. */
export function finishNamedCall(c: Cursor, call: Mutable<CallProcedure>): CallProcedure {
  if (c.at('YIELD')) call.yield = parseYield(c);
  if (c.at('WHERE')) call.where = parseWhereExtension(c);
  call.span = c.spanFrom(call.span.start);
  return call;
}

function parseWhereExtension(c: Cursor): Expression {
  const start = c.start;
  c.expect('WHERE');
  c.extension(start, 'WHERE behind CALL', 'ISO writes FILTER.');
  return parseExpression(c);
}
