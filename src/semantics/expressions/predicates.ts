import { unreachable } from '../../base/assert.ts';
import type {
  ElementsPredicate,
  EndpointPredicate,
  Expression,
  LabeledPredicate,
  PropertyExistsPredicate,
  TruthPredicate,
} from '../../syntax/ast/expression.ts';
import { BOOL } from '../../values/type.ts';
import type { BoundExpr } from '../bound/statement.ts';
import type { ExpressionContext } from '../expression-context.ts';
import { bindPart } from '../expression-context.ts';
import { labelTest } from '../label-tests.ts';
import { canBe, describeType, invalidType, requireBoolean } from '../static-types.ts';
import { callOperator, negatedIf } from './operator-calls.ts';
import { text } from './references.ts';

type Predicate = Extract<
  Expression,
  {
    readonly kind:
      | 'isNull'
      | 'isTruth'
      | 'isNormalized'
      | 'isTyped'
      | 'isDirected'
      | 'isLabeled'
      | 'isEndpoint'
      | 'elements'
      | 'propertyExists';
  }
>;

/** The predicates of ISO/IEC 39075, 19.5–19.13. */
export function bindPredicate(e: Predicate, context: ExpressionContext): BoundExpr {
  const { span } = e;
  switch (e.kind) {
    case 'isNull': {
      const operand = bindPart(e.operand, context);
      return { kind: 'isNull', operand, negated: e.negated, type: BOOL, span };
    }
    case 'isTyped': {
      const operand = bindPart(e.operand, context);
      return { kind: 'isTyped', operand, test: e.type.type, negated: e.negated, type: BOOL, span };
    }
    case 'isNormalized': {
      const operands = [bindPart(e.operand, context), text(e.form, span)];
      return negatedIf(e.negated, callOperator('IS NORMALIZED', operands, span), span);
    }
    case 'isDirected':
      return negatedIf(
        e.negated,
        callOperator('IS DIRECTED', [bindPart(e.operand, context)], span),
        span,
      );
    case 'isTruth':
      return bindTruth(e, context);
    case 'isLabeled':
      return bindLabeled(e, context);
    case 'isEndpoint':
      return bindEndpoint(e, context);
    case 'elements':
      return bindElements(e, context);
    case 'propertyExists':
      return bindPropertyExists(e, context);
    default:
      return unreachable(e);
  }
}

function bindTruth(e: TruthPredicate, context: ExpressionContext): BoundExpr {
  const operand = requireBoolean(bindPart(e.operand, context), 'IS TRUE', e.operand.span);
  return {
    kind: 'isTruth',
    operand,
    truth: e.truth,
    negated: e.negated,
    type: BOOL,
    span: e.span,
  };
}

function bindLabeled(e: LabeledPredicate, context: ExpressionContext): BoundExpr {
  const operand = bindElement(e.operand, 'a label test', context);
  return {
    kind: 'isLabeled',
    operand,
    test: labelTest(e.labels),
    negated: e.negated,
    type: BOOL,
    span: e.span,
  };
}

function bindEndpoint(e: EndpointPredicate, context: ExpressionContext): BoundExpr {
  const operands = [bindPart(e.node, context), bindPart(e.edge, context)];
  const name = e.end === 'source' ? 'IS SOURCE OF' : 'IS DESTINATION OF';
  return negatedIf(e.negated, callOperator(name, operands, e.span), e.span);
}

function bindElements(e: ElementsPredicate, context: ExpressionContext): BoundExpr {
  const operands = e.elements.map((element) => bindElement(element, e.predicate, context));
  if (operands.length < 2) {
    throw invalidType(`${e.predicate} compares two elements or more`, e.span);
  }
  return { kind: 'call', name: e.predicate, arguments: operands, type: BOOL, span: e.span };
}

function bindPropertyExists(e: PropertyExistsPredicate, context: ExpressionContext): BoundExpr {
  const operand = bindElement(e.element, 'PROPERTY_EXISTS', context);
  const name = text(e.property.name, e.property.span);
  return {
    kind: 'call',
    name: 'PROPERTY_EXISTS',
    arguments: [operand, name],
    type: BOOL,
    span: e.span,
  };
}

function bindElement(e: Expression, place: string, context: ExpressionContext): BoundExpr {
  const operand = bindPart(e, context);
  if (canBe(operand.type, 'node', 'edge')) return operand;
  throw invalidType(`${place} needs a node or an edge, not ${describeType(operand.type)}`, e.span);
}
