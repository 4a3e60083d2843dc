import type { ValueType } from '../values/type.ts';

/**
 * A closed graph type (ISO/IEC 39075, 4.13): plain immutable data, and JSON as it stands. An
 * element conforms when it has exactly the labels of one of the element types and properties of the
 * types that it lists and no others.
 */
export interface GraphType {
  readonly nodeTypes: readonly NodeType[];
  readonly edgeTypes: readonly EdgeType[];
}

export interface PropertyType {
  readonly name: string;
  /** With `notNull` where the property must be there. */
  readonly type: ValueType;
}

export interface NodeType {
  /** Of `NODE TYPE Name (…)`; undefined where it has none. */
  readonly name?: string;
  /** The labels that tell it from other types, ascending; a part of `labels`. */
  readonly keyLabels: readonly string[];
  /** All labels, ascending. */
  readonly labels: readonly string[];
  readonly properties: readonly PropertyType[];
}

export interface EdgeType extends NodeType {
  readonly directed: boolean;
  /** Positions in `nodeTypes`. */
  readonly source: number;
  readonly target: number;
}

/** A label set as one text: labels cannot hold what stands between them. */
export function labelKey(labels: readonly string[]): string {
  return JSON.stringify(labels);
}
