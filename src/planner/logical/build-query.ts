import { unreachable } from '../../base/assert.ts';
import type { BoundExpr, BoundQuery, BoundStatement } from '../../semantics/bound/statement.ts';
import type { BoundVariable } from '../../semantics/bound/variable.ts';
import type { LogicalExpr, LogicalOperator } from '../plan/operator.ts';
import { mapQueries } from '../expressions/map-expr.ts';
import { buildBlock, buildClause } from './build-clause.ts';
import type { LogicalBuilder } from './build-clause.ts';
import { outputVariables } from './plan-variables.ts';

type PlanInGraph = LogicalBuilder['planInGraph'];

/** The logical plan of a query on one row, which has its outer variables if there are any. */
export function buildQuery(
  query: BoundQuery,
  variables: readonly BoundVariable[],
  planInGraph: PlanInGraph,
): LogicalOperator {
  const leaf: LogicalOperator =
    query.outer.length === 0 ? { kind: 'unit' } : { kind: 'argument', variables: query.outer };
  return new QueryBuilder(variables, planInGraph).query(query, leaf);
}

class QueryBuilder implements LogicalBuilder {
  readonly variables: readonly BoundVariable[];
  readonly planInGraph: PlanInGraph;
  #tables = 0;

  constructor(variables: readonly BoundVariable[], planInGraph: PlanInGraph) {
    this.variables = variables;
    this.planInGraph = planInGraph;
  }

  /** Each statement works on the table that the one before left (NEXT, 9.2). */
  query(query: BoundQuery, leaf: LogicalOperator): LogicalOperator {
    return query.statements.reduce((plan, statement) => this.#statement(statement, plan), leaf);
  }

  expr(expr: BoundExpr): LogicalExpr {
    return mapQueries<BoundQuery, LogicalOperator>(expr, (query) =>
      this.query(query, { kind: 'argument', variables: query.outer }),
    );
  }

  #statement(statement: BoundStatement, input: LogicalOperator): LogicalOperator {
    switch (statement.kind) {
      case 'linear':
        return statement.clauses.reduce((plan, clause) => buildClause(clause, plan, this), input);
      case 'setOperation':
        return this.#onRepeatable(input, (leaf) => ({
          kind: 'setOperation',
          operator: statement.operator,
          all: statement.all,
          left: this.#statement(statement.left, leaf),
          right: this.#statement(statement.right, leaf),
          columns: statement.columns.map((column) => column.variable),
          leftColumns: statement.leftColumns,
          rightColumns: statement.rightColumns,
        }));
      case 'block':
        return this.#onRepeatable(input, (leaf) => buildBlock(statement, leaf, this));
      default:
        return unreachable(statement);
    }
  }

  /** Both operands of a set operation start from the incoming table (14.2). */
  #onRepeatable(
    input: LogicalOperator,
    build: (leaf: LogicalOperator) => LogicalOperator,
  ): LogicalOperator {
    if (input.kind === 'unit' || input.kind === 'argument' || input.kind === 'table') {
      return build(input);
    }
    const table = this.#tables++;
    const variables = [...outputVariables(input)];
    return {
      kind: 'materialize',
      input,
      inner: build({ kind: 'table', table, variables }),
      table,
      variables,
    };
  }
}
