import type { PhysicalOperator } from '../../../planner/plan/operator.ts';
import type { IsLabeledExpr, PropertyExpr } from '../../../semantics/bound/expression.ts';
import { EdgeValue, NodeValue } from '../../../values/value.ts';
import {
  checkEdgeLives,
  checkNodeLives,
  labelsMatch,
  labelsMatchIn,
  propertyOf,
} from '../../runtime/elements.ts';
import { located } from '../../runtime/located.ts';
import { not3 } from '../../runtime/truth.ts';
import type { Build, Evaluate } from '../build.ts';
import { registerKind } from '../build.ts';
import type { ExpressionBuilders } from './builders.ts';

type Property = PropertyExpr<PhysicalOperator>;

/** Of a node or edge register without boxing; of anything else by what it is at run time. */
export function property(build: Build, of: ExpressionBuilders, expr: Property): Evaluate {
  const { object } = expr;
  if (object.kind === 'variable') {
    const kind = registerKind(build, object.variable);
    if (kind === 'node') return nodeProperty(build, object.variable, expr);
    if (kind === 'edge') return edgeProperty(build, object.variable, expr);
  }
  return valueProperty(build, of, expr);
}

function nodeProperty(build: Build, variable: number, { name, span }: Property): Evaluate {
  const { run, mayBeDeleted } = build;
  const { frame, keys } = run;
  const key = run.nameNumber(name);
  if (mayBeDeleted) {
    return () => {
      const slot = frame[variable] as number;
      if (slot < 0) return null;
      checkNodeLives(run.reader, slot, span);
      return run.reader.nodeProperty(slot, keys[key] as number);
    };
  }
  return () => {
    const slot = frame[variable] as number;
    return slot < 0 ? null : run.reader.nodeProperty(slot, keys[key] as number);
  };
}

function edgeProperty(build: Build, variable: number, { name, span }: Property): Evaluate {
  const { run, mayBeDeleted } = build;
  const { frame, keys } = run;
  const key = run.nameNumber(name);
  return () => {
    const edge = frame[variable] as number;
    if (edge < 0) return null;
    if (mayBeDeleted) checkEdgeLives(run.reader, edge, span);
    return run.reader.edgeProperty(edge, keys[key] as number);
  };
}

function valueProperty(build: Build, of: ExpressionBuilders, expr: Property): Evaluate {
  const { run } = build;
  const object = of.evaluator(expr.object);
  const { name, span } = expr;
  const key = run.nameNumber(name);
  return () => {
    const value = object();
    if (value === null) return null;
    try {
      if (!(value instanceof NodeValue || value instanceof EdgeValue)) {
        return propertyOf(run.reader, value, name);
      }
      if (value.graph !== run.reader.graph) {
        return propertyOf(run.readerOf(value.graph), value, name);
      }
      if (value instanceof NodeValue) {
        checkNodeLives(run.reader, value.slot);
        return run.reader.nodeProperty(value.slot, run.keys[key] as number);
      }
      checkEdgeLives(run.reader, value.edge);
      return run.reader.edgeProperty(value.edge, run.keys[key] as number);
    } catch (error) {
      throw located(error, span);
    }
  };
}

export function labelTest(
  build: Build,
  of: ExpressionBuilders,
  expr: IsLabeledExpr<PhysicalOperator>,
): Evaluate {
  const { run } = build;
  const operand = of.evaluator(expr.operand);
  const nodes = run.nodeTestNumber(expr.test);
  const edges = run.edgeTestNumber(expr.test);
  const { negated, span } = expr;
  return () => {
    const value = operand();
    if (value === null) return null;
    try {
      const { nodeSelections, edgeSelections } = run;
      const nodeSelection = nodeSelections[nodes];
      const edgeSelection = edgeSelections[edges];
      if (nodeSelection === undefined || edgeSelection === undefined) return null;
      const isElement = value instanceof NodeValue || value instanceof EdgeValue;
      const truth =
        isElement && value.graph !== run.reader.graph
          ? labelsMatchIn(run.readerOf(value.graph), value, expr.test)
          : labelsMatch(run.reader, value, nodeSelection, edgeSelection);
      return negated ? not3(truth) : truth;
    } catch (error) {
      throw located(error, span);
    }
  };
}
