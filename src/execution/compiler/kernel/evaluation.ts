import type { Random } from '../../../base/random.ts';
import type { GraphReader } from '../../../graph/reader.ts';
import type { CastContext } from '../../../values/cast.ts';
import type { EdgeValue, RecordValue, Value } from '../../../values/value.ts';
import { NodeValue } from '../../../values/value.ts';
import type { ElementReader, EvaluationContext } from '../../functions/context.ts';
import type { ExecutionContext } from '../../executable.ts';
import {
  checkEdgeLives,
  checkNodeLives,
  propertiesOf,
  propertyOf,
  readerFor,
} from '../../runtime/elements.ts';

/**
 * What scalar functions and casts may use: one object a run, made when a plan with calls starts.
 */
export class Evaluation implements EvaluationContext, CastContext, ElementReader {
  readonly #context: ExecutionContext;

  constructor(context: ExecutionContext) {
    this.#context = context;
  }

  get requestTimeNs(): bigint {
    return this.#context.requestTimeNs;
  }

  get timeZone(): string {
    return this.#context.timeZone;
  }

  get random(): Random {
    return this.#context.random;
  }

  get user(): string | undefined {
    return this.#context.user;
  }

  get callFunction(): (name: string, args: readonly Value[]) => Value {
    return (name, args) => this.#context.callFunction(name, args);
  }

  get graph(): ElementReader {
    return this;
  }

  get warn(): (gqlstatus: string) => void {
    return (gqlstatus) => this.#context.statuses.add(gqlstatus);
  }

  get labelsOf(): (element: NodeValue | EdgeValue) => readonly string[] {
    return (element) => this.labels(element);
  }

  labels(element: NodeValue | EdgeValue): readonly string[] {
    const reader = this.#checked(element);
    return element instanceof NodeValue
      ? reader.nodeLabels(element.slot)
      : reader.edgeLabels(element.edge);
  }

  property(element: NodeValue | EdgeValue, name: string): Value {
    return propertyOf(readerFor(this.#context, element), element, name);
  }

  properties(element: NodeValue | EdgeValue): RecordValue {
    return propertiesOf(readerFor(this.#context, element), element);
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
    const reader = readerFor(this.#context, element);
    if (element instanceof NodeValue) checkNodeLives(reader, element.slot);
    else checkEdgeLives(reader, element.edge);
    return reader;
  }
}
