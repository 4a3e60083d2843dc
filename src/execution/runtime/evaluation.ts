import type { Random } from '../../base/random.ts';
import type { GraphReader } from '../../graph/reader.ts';
import type { CastContext } from '../../values/cast.ts';
import type { EdgeValue, RecordValue, Value } from '../../values/value.ts';
import { NodeValue } from '../../values/value.ts';
import type { ExecutionContext } from '../executable.ts';
import type { ElementReader, EvaluationContext } from '../functions/context.ts';
import { checkEdgeLives, checkNodeLives, propertiesOf, propertyOf } from './elements.ts';

/** The run that functions and casts belong to, as it is when they ask. */
export interface EvaluationHost {
  readonly context: ExecutionContext;
  readerOf(graph: number): GraphReader;
}

/** What functions and casts may use, in either executor: one object a run. */
export class Evaluation implements EvaluationContext, CastContext, ElementReader {
  readonly #host: EvaluationHost;

  constructor(host: EvaluationHost) {
    this.#host = host;
  }

  get requestTimeNs(): bigint {
    return this.#host.context.requestTimeNs;
  }

  get timeZone(): string {
    return this.#host.context.timeZone;
  }

  get random(): Random {
    return this.#host.context.random;
  }

  get user(): string | undefined {
    return this.#host.context.user;
  }

  get graph(): ElementReader {
    return this;
  }

  readonly callFunction = (name: string, args: readonly Value[]): Value =>
    this.#host.context.callFunction(name, args);

  readonly warn = (gqlstatus: string): void => {
    this.#host.context.statuses.add(gqlstatus);
  };

  readonly labelsOf = (element: NodeValue | EdgeValue): readonly string[] => this.labels(element);

  labels(element: NodeValue | EdgeValue): readonly string[] {
    const reader = this.#checked(element);
    return element instanceof NodeValue
      ? reader.nodeLabels(element.slot)
      : reader.edgeLabels(element.edge);
  }

  property(element: NodeValue | EdgeValue, name: string): Value {
    return propertyOf(this.#host.readerOf(element.graph), element, name);
  }

  properties(element: NodeValue | EdgeValue): RecordValue {
    return propertiesOf(this.#host.readerOf(element.graph), element);
  }

  elementId(element: NodeValue | EdgeValue): string {
    const reader = this.#checked(element);
    const isNode = element instanceof NodeValue;
    return String(isNode ? reader.nodeId(element.slot) : reader.edgeId(element.edge));
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
    const reader = this.#host.readerOf(element.graph);
    if (element instanceof NodeValue) checkNodeLives(reader, element.slot);
    else checkEdgeLives(reader, element.edge);
    return reader;
  }
}

/** For compiled code, which has no registers of a run. */
export function evaluationIn(context: ExecutionContext): Evaluation {
  return new Evaluation({
    context,
    readerOf: (graph) => {
      const { reader } = context;
      return graph === reader.graph ? reader : context.readerOf(graph);
    },
  });
}
