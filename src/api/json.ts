import { Edge, Node, Path } from '../session/elements.ts';
import { setOwnProperty } from '../values/host.ts';

/**
 * A host value as JSON has it: temporal values, decimals and big integers as strings, bytes as
 * base64, elements and paths as plain objects. What JSON has no number for (NaN) becomes a string.
 */
export function jsonOf(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return value.map((element) => jsonOf(element));
  if (value instanceof Uint8Array) return base64(value);
  if (value instanceof Node || value instanceof Edge) return elementJson(value);
  if (value instanceof Path) {
    return { nodes: value.nodes.map(elementJson), edges: value.edges.map(elementJson) };
  }
  if (isPlainObject(value)) return mapValues(value, jsonOf);
  return printed(value);
}

/**
 * The text of what prints itself: decimals and temporal values. A zoned datetime says its offset,
 * and its zone's name is left out, since ISO 8601 has no place for it.
 */
export function printed(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const self = value as { toString(options?: { timeZoneName: 'never' }): string };
  return self.toString({ timeZoneName: 'never' });
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function elementJson(element: Node | Edge): Record<string, unknown> {
  const common = {
    id: element.id,
    labels: element.labels,
    properties: mapValues(element.properties, jsonOf),
  };
  if (!(element instanceof Edge)) return common;
  const { source, target, directed } = element;
  return { ...common, source, target, directed };
}

function mapValues(
  object: Record<string, unknown>,
  convert: (value: unknown) => unknown,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(object)) setOwnProperty(result, name, convert(value));
  return result;
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}
