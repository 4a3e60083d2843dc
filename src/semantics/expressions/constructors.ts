import { syntaxError } from '../../base/errors.ts';
import type {
  LetExpression,
  ListComprehension,
  ListConstructor,
  PathConstructor,
  RecordConstructor,
  Reduce,
} from '../../syntax/ast/expression.ts';
import { isNull } from '../../values/subtype.ts';
import { ANY } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { assigned } from '../assignment.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart, withLocals } from '../expression-context.ts';
import { visible } from '../scope.ts';
import { canBe, describeType, invalidType, listOf, requireBoolean } from '../static-types.ts';
import { callOperator } from './operator-calls.ts';
import { elementVariable, typeOfList } from './references.ts';

export function bindList(e: ListConstructor, context: ExpressionContext): BoundExpr {
  const elements = e.elements.map((element) => bindPart(element, context));
  return { kind: 'list', elements, type: typeOfList(elements), span: e.span };
}

export function bindRecord(e: RecordConstructor, context: ExpressionContext): BoundExpr {
  const names: string[] = [];
  for (const { name } of e.fields) {
    if (names.includes(name.name)) {
      throw syntaxError(`the record has two fields "${name.name}"`, name.span);
    }
    names.push(name.name);
  }
  const values = e.fields.map(({ value }) => bindPart(value, context));
  const fields = values.map(({ type }, i) => ({ name: names[i] ?? '', type }));
  return { kind: 'record', names, values, type: { kind: 'record', fields }, span: e.span };
}

/** PATH[node, edge, node, …] (20.14): the places say what each element has to be. */
export function bindPath(e: PathConstructor, context: ExpressionContext): BoundExpr {
  const elements = e.elements.map((element) => bindPart(element, context));
  if (elements.length % 2 === 0) {
    throw syntaxError(
      'a path is a node, an edge, a node and so on, with a node at its end',
      e.span,
    );
  }
  elements.forEach((element, i) => {
    const wanted = i % 2 === 0 ? 'node' : 'edge';
    if (canBe(element.type, wanted)) return;
    const found = describeType(element.type);
    throw invalidType(
      `the path has ${found} where ${aOrAn(wanted)} stands`,
      element.span ?? e.span,
    );
  });
  return callOperator('PATH', elements, e.span);
}

function aOrAn(element: 'node' | 'edge'): string {
  return element === 'edge' ? 'an edge' : 'a node';
}

/** LET x = 1, y = x IN y END (GE03): each definition sees those in front of it. */
export function bindLet(e: LetExpression, context: ExpressionContext): BoundExpr {
  let inner = context;
  const bindings: { variable: VariableId; value: BoundExpr }[] = [];
  for (const { name, type, value } of e.definitions) {
    if (inner.scope.sees(name.name)) {
      throw syntaxError(`"${name.name}" is bound already; choose another name`, name.span);
    }
    const bound = assigned(bindPart(value, inner), type?.type, value.span);
    const variable = context.state.newVariable({
      name: name.name,
      role: 'value',
      degree: 'singleton',
      type: bound.type,
      notNull: false,
    });
    bindings.push({ variable, value: bound });
    inner = withLocals(inner, [[name.name, visible(variable)]]);
  }
  let body = bindPart(e.body, inner);
  for (const { variable, value } of bindings.reverse()) {
    body = { kind: 'let', variable, value, body, type: body.type, span: e.span };
  }
  return body;
}

/** Extension: `REDUCE(sum = 0, x IN list | sum + x)`; both variables hide others of their name. */
export function bindReduce(e: Reduce, context: ExpressionContext): BoundExpr {
  const { state } = context;
  const initial = bindPart(e.initial, context);
  const list = bindPart(e.list, context);
  if (!canBe(list.type, 'list')) {
    throw invalidType(`IN needs a list, not ${describeType(list.type)}`, e.list.span);
  }
  const variable = elementVariable(state, list.type, e.variable.name);
  const accumulator = state.newVariable({
    name: e.accumulator.name,
    role: 'value',
    degree: 'singleton',
    // The value decides what the next round gets, and it is bound with the variable in scope.
    type: ANY,
    notNull: false,
  });
  const inner = withLocals(context, [
    [e.accumulator.name, visible(accumulator)],
    [e.variable.name, visible(variable)],
  ]);
  const value = bindPart(e.value, inner);
  return { kind: 'reduce', accumulator, initial, variable, list, value, type: ANY, span: e.span };
}

/** `[x IN list WHERE condition | value]`; the variable hides others of its name. */
export function bindComprehension(e: ListComprehension, context: ExpressionContext): BoundExpr {
  const list = bindPart(e.list, context);
  if (!canBe(list.type, 'list')) {
    throw invalidType(`IN needs a list, not ${describeType(list.type)}`, e.list.span);
  }
  const { state } = context;
  const variable = elementVariable(state, list.type, e.variable.name);
  const inner = withLocals(context, [[e.variable.name, visible(variable)]]);
  const where = e.where && requireBoolean(bindPart(e.where, inner), 'WHERE', e.where.span);
  const value = e.value && bindPart(e.value, inner);
  const element = value?.type ?? state.variable(variable).type;
  return {
    kind: 'comprehension',
    variable,
    list,
    ...(where && { where }),
    ...(value && { value }),
    type: isNull(list.type) ? list.type : listOf(element),
    span: e.span,
  };
}
