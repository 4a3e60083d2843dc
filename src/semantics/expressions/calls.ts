import { present } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { syntaxError, unknownName } from '../../base/errors.ts';
import type { Expression, FunctionCall, VariableReference } from '../../syntax/ast/expression.ts';
import { typeName } from '../../values/type-name.ts';
import { NULL_TYPE } from '../../values/type.ts';
import { assigned } from '../assignment.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import type { FunctionSignature } from '../function-signatures.ts';
import { describeArity, findFunction, isIsoName, suggestFunction } from '../function-signatures.ts';
import { HOST_FUNCTION } from '../functions/session.ts';
import { checkArguments } from '../clauses/call-arguments.ts';
import { describeRoutine } from '../routines.ts';
import { commonType } from '../static-types.ts';
import { bindAggregate } from './aggregates.ts';
import { checkFirstArgument } from './argument-families.ts';
import { equals } from './operators.ts';
import { constant, text, variableExpr } from './references.ts';

/** A function by name, aggregates included. */
export function bindCall(e: FunctionCall, context: ExpressionContext): BoundExpr {
  const host = bindHostCall(e, context);
  if (host !== undefined) return host;
  const signature = functionOf(e);
  checkCount(e, signature);
  if (context.state.environment.strict) requireIso(e, signature);
  if (signature.kind === 'aggregate') return bindAggregate(e, signature, context);
  refuseQuantifier(e, signature.name);
  const operands = e.arguments.map((argument, i) =>
    isUnit(argument, i, signature, context)
      ? text(argument.name, argument.span)
      : bindPart(argument, context),
  );
  checkFirstArgument(signature.name, operands[0]);
  if (signature.name === 'COALESCE') return coalesce(operands, e.span);
  if (signature.name === 'NULLIF') return nullIf(operands, e.span, context);
  const type = signature.resultType(operands.map((operand) => operand.type));
  return { kind: 'call', name: signature.name, arguments: operands, type, span: e.span };
}

/** `EXTRACT(YEAR, t)`: a unit may stand without quotes, unless a variable has its name. */
function isUnit(
  argument: Expression,
  position: number,
  { usage }: FunctionSignature,
  { scope }: ExpressionContext,
): argument is VariableReference {
  if (argument.kind !== 'variable' || scope.sees(argument.name)) return false;
  const parameters = usage.slice(usage.indexOf('(') + 1, usage.lastIndexOf(')')).split(',');
  return parameters[position]?.trim() === 'unit';
}

/** A function that the host program has registered; those of the language go first. */
function bindHostCall(e: FunctionCall, context: ExpressionContext): BoundExpr | undefined {
  if (findFunction(e.name) !== undefined) return undefined;
  const routine = context.state.routine(e.name);
  if (routine?.kind !== 'function') return undefined;
  refuseQuantifier(e, routine.name);
  checkArguments(e, describeRoutine(routine, typeName), routine.parameters);
  const args = e.arguments.map((argument, i) =>
    assigned(bindPart(argument, context), routine.parameters[i]?.type, argument.span),
  );
  const type = routine.returns;
  const all = [text(routine.name, e.span), ...args];
  return { kind: 'call', name: HOST_FUNCTION, arguments: all, type, span: e.span };
}

function refuseQuantifier({ quantifier, span }: FunctionCall, name: string): void {
  if (quantifier === undefined) return;
  throw syntaxError(`${quantifier} is for aggregates, and ${name} is none`, span);
}

/** Refuses names and argument counts that only the lenient mode knows. */
function requireIso(e: FunctionCall, signature: FunctionSignature): void {
  const name = e.name.toUpperCase();
  if (!isIsoName(name, signature)) {
    const hint = signature.iso
      ? `ISO writes ${signature.name}`
      : 'open the database without `strict`';
    throw syntaxError(`${name} is not a function of ISO GQL`, e.span, hint);
  }
  const count = signature.isoMinArguments;
  if (!e.star && e.arguments.length < count) {
    throw syntaxError(
      `${name} takes ${count} arguments in ISO GQL`,
      e.span,
      'open the database without `strict`',
    );
  }
}

/** The function of a call, or 42002 with the nearest name. */
export function functionOf(e: FunctionCall): FunctionSignature {
  const signature = findFunction(e.name);
  if (signature !== undefined) return signature;
  const near = suggestFunction(e.name);
  throw unknownName(
    { kind: 'function', name: e.name },
    `unknown function ${e.name}${near === undefined ? '' : `; did you mean ${near}?`}`,
    e.span,
    near === undefined ? 'CALL gql.list_functions() lists the functions' : undefined,
  );
}

function checkCount(e: FunctionCall, signature: FunctionSignature): void {
  const count = e.arguments.length;
  if (e.star) return;
  if (count >= signature.minArguments && count <= signature.maxArguments) return;
  const plural = signature.maxArguments === 1 ? '' : 's';
  throw syntaxError(
    `${signature.name} takes ${describeArity(signature)} argument${plural}, not ${count}`,
    e.span,
    `it is called as ${signature.usage}`,
  );
}

function coalesce(operands: readonly BoundExpr[], span: Span): BoundExpr {
  const type = commonType(operands.map((operand) => operand.type));
  return { kind: 'coalesce', operands, type, span };
}

/** NULLIF(a, b) is CASE WHEN a = b THEN NULL ELSE a END with `a` computed once (20.7). */
function nullIf(operands: readonly BoundExpr[], span: Span, context: ExpressionContext): BoundExpr {
  const value = present(operands[0], 'first argument');
  const other = present(operands[1], 'second argument');
  const variable = context.state.newVariable({
    name: '',
    role: 'value',
    degree: 'singleton',
    type: value.type,
    notNull: false,
  });
  const reference = variableExpr(context.state, variable, span);
  const type = commonType([value.type, NULL_TYPE]);
  const body: BoundExpr = {
    kind: 'case',
    branches: [{ when: equals(reference, other, span), then: constant(null, NULL_TYPE, span) }],
    otherwise: reference,
    type,
    span,
  };
  return { kind: 'let', variable, value, body, type, span };
}
