import type { Random } from '../../base/random.ts';
import type { EdgeValue, NodeValue, RecordValue, Value } from '../../values/value.ts';

/** What functions may ask of the graph that an element belongs to. */
export interface ElementReader {
  labels(element: NodeValue | EdgeValue): readonly string[];
  /** Null where the element has no such property. */
  property(element: NodeValue | EdgeValue, name: string): Value;
  properties(element: NodeValue | EdgeValue): RecordValue;
  /** The public identifier, which is never used again. */
  elementId(element: NodeValue | EdgeValue): string;
  isDirected(edge: EdgeValue): boolean;
  /** Of an undirected edge one of its ends. */
  source(edge: EdgeValue): NodeValue;
  destination(edge: EdgeValue): NodeValue;
}

/** What a function may use besides its arguments. One object serves a whole run. */
export interface EvaluationContext {
  /** Nanoseconds since 1970-01-01T00:00Z: the one time of the request. */
  readonly requestTimeNs: bigint;
  /** The session's time zone: an IANA name, `UTC` or an offset such as `+01:00`. */
  readonly timeZone: string;
  readonly random: Random;
  /** Who the session belongs to; undefined where nobody has logged in. */
  readonly user?: string | undefined;
  readonly graph: ElementReader;
  /** A function of the host program. */
  readonly callFunction: (name: string, args: readonly Value[]) => Value;
  /** Takes completion conditions such as 01004. */
  readonly warn?: (gqlstatus: string) => void;
}
