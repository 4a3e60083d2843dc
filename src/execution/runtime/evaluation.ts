import type { Random } from '../../base/random.ts';
import type { CastContext } from '../../values/cast.ts';
import type { RecordValue, Value } from '../../values/value.ts';
import type { EdgeValue } from '../../values/value.ts';
import { GraphValue, NodeValue } from '../../values/value.ts';
import type { ElementReader, EvaluationContext } from '../functions/context.ts';
import { checkEdgeLives, checkNodeLives, propertiesOf, propertyOf } from './elements.ts';
import type { Run } from './run.ts';

/**
 * What functions and casts may ask, answered from whatever the run's context and reader are now.
 */
export class RunEvaluation implements EvaluationContext, CastContext {
  readonly graph: ElementReader;
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
    this.graph = new RunElements(run);
  }

  get requestTimeNs(): bigint {
    return this.#run.context.requestTimeNs;
  }

  get timeZone(): string {
    return this.#run.context.timeZone;
  }

  get random(): Random {
    return this.#run.context.random;
  }

  get user(): string | undefined {
    return this.#run.context.user;
  }

  readonly warn = (gqlstatus: string): void => {
    this.#run.context.statuses.add(gqlstatus);
  };

  readonly labelsOf = (element: NodeValue | EdgeValue): readonly string[] =>
    this.graph.labels(element);
}

class RunElements implements ElementReader {
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  labels(element: NodeValue | EdgeValue): readonly string[] {
    const { reader } = this.#run;
    this.#checkLives(element);
    return element instanceof NodeValue
      ? reader.nodeLabels(element.slot)
      : reader.edgeLabels(element.edge);
  }

  property(element: NodeValue | EdgeValue, name: string): Value {
    return propertyOf(this.#run.reader, element, name);
  }

  properties(element: NodeValue | EdgeValue): RecordValue {
    return propertiesOf(this.#run.reader, element);
  }

  elementId(element: NodeValue | EdgeValue): string {
    const { reader } = this.#run;
    this.#checkLives(element);
    return String(
      element instanceof NodeValue ? reader.nodeId(element.slot) : reader.edgeId(element.edge),
    );
  }

  isDirected(edge: EdgeValue): boolean {
    this.#checkLives(edge);
    return this.#run.reader.edgeIsDirected(edge.edge);
  }

  source(edge: EdgeValue): NodeValue {
    this.#checkLives(edge);
    return new NodeValue(edge.graph, this.#run.reader.edgeSource(edge.edge));
  }

  destination(edge: EdgeValue): NodeValue {
    this.#checkLives(edge);
    return new NodeValue(edge.graph, this.#run.reader.edgeTarget(edge.edge));
  }

  current(): GraphValue {
    return new GraphValue(this.#run.reader.graph);
  }

  #checkLives(element: NodeValue | EdgeValue): void {
    if (element instanceof NodeValue) checkNodeLives(this.#run.reader, element.slot);
    else checkEdgeLives(this.#run.reader, element.edge);
  }
}
