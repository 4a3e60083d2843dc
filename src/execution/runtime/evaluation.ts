import type { Random } from '../../base/random.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { CastContext } from '../../values/cast.ts';
import type { RecordValue, Value } from '../../values/value.ts';
import type { EdgeValue } from '../../values/value.ts';
import { NodeValue } from '../../values/value.ts';
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

  readonly callFunction = (name: string, args: readonly Value[]): Value =>
    this.#run.context.callFunction(name, args);

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
    const reader = this.#checked(element);
    return element instanceof NodeValue
      ? reader.nodeLabels(element.slot)
      : reader.edgeLabels(element.edge);
  }

  property(element: NodeValue | EdgeValue, name: string): Value {
    return propertyOf(this.#run.readerOf(element.graph), element, name);
  }

  properties(element: NodeValue | EdgeValue): RecordValue {
    return propertiesOf(this.#run.readerOf(element.graph), element);
  }

  elementId(element: NodeValue | EdgeValue): string {
    const reader = this.#checked(element);
    return String(
      element instanceof NodeValue ? reader.nodeId(element.slot) : reader.edgeId(element.edge),
    );
  }

  isDirected(edge: EdgeValue): boolean {
    return this.#checked(edge).edgeIsDirected(edge.edge);
  }

  source(edge: EdgeValue): NodeValue {
    return new NodeValue(edge.graph, this.#checked(edge).edgeSource(edge.edge));
  }

  destination(edge: EdgeValue): NodeValue {
    return new NodeValue(edge.graph, this.#checked(edge).edgeTarget(edge.edge));
  }

  /** The reader of its graph, after a look whether the element is still there (22G11). */
  #checked(element: NodeValue | EdgeValue): GraphReader {
    const reader = this.#run.readerOf(element.graph);
    if (element instanceof NodeValue) checkNodeLives(reader, element.slot);
    else checkEdgeLives(reader, element.edge);
    return reader;
  }
}
