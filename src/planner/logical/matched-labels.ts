import type { LabelTest } from '../../graph/label-test.ts';
import type { BoundPath } from '../../semantics/bound/pattern.ts';
import type { VariableId } from '../../semantics/bound/variable.ts';
import { bothLabels } from '../label-logic.ts';
import type { LogicalOperator } from '../plan/operator.ts';

/** The labels that every row's node has, as patterns below the operator demand them. */
export function labelsOfMatched(plan: LogicalOperator, node: VariableId): LabelTest | undefined {
  switch (plan.kind) {
    case 'patternMatch': {
      const below = labelsOfMatched(plan.input, node);
      return plan.pattern.paths.reduce(
        (labels, { expression }) => bothLabels(labels, labelsInPath(expression, node)),
        below,
      );
    }
    case 'filter':
    case 'extend':
    case 'unnest':
    case 'sort':
    case 'page':
    case 'topK':
    case 'apply':
      return labelsOfMatched(plan.input, node);
    default:
      return undefined;
  }
}

/** Only of nodes that every match of the path has. */
function labelsInPath(path: BoundPath<LogicalOperator>, node: VariableId): LabelTest | undefined {
  switch (path.kind) {
    case 'node':
      return path.variable === node ? path.labels : undefined;
    case 'concatenation':
      return path.elements.reduce<LabelTest | undefined>(
        (labels, part) => bothLabels(labels, labelsInPath(part, node)),
        undefined,
      );
    case 'group':
      return labelsInPath(path.expression, node);
    default:
      return undefined;
  }
}

/** Whether a pattern below the operator binds the variable in every row. */
export function isAlwaysMatched(plan: LogicalOperator, variable: VariableId): boolean {
  switch (plan.kind) {
    case 'patternMatch':
      return (
        plan.pattern.paths.some(({ expression }) => isInPath(expression, variable)) ||
        isAlwaysMatched(plan.input, variable)
      );
    case 'filter':
    case 'extend':
    case 'unnest':
    case 'sort':
    case 'page':
    case 'topK':
    case 'apply':
      return isAlwaysMatched(plan.input, variable);
    default:
      return false;
  }
}

function isInPath(path: BoundPath<LogicalOperator>, variable: VariableId): boolean {
  switch (path.kind) {
    case 'node':
    case 'edge':
      return path.variable === variable;
    case 'concatenation':
      return path.elements.some((part) => isInPath(part, variable));
    case 'group':
      return isInPath(path.expression, variable);
    default:
      return false;
  }
}
