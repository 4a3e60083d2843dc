// Whether a result is the one that a case expects, by the rules of the collection's README.

import {
  expectedTemporalKey,
  isEdge,
  isNode,
  isPath,
  isTemporal,
  show,
  temporalKey,
} from './values.mjs';

/**
 * Returns what is wrong, or undefined. `result` is `{columns: string[], rows: unknown[][]}`;
 * `nodeById` finds the ends of an edge, of which a result has only the identity.
 */
export function compareResult(result, row, nodeById) {
  const { expect } = row;
  const rules = {
    loose: row.compare === 'loose',
    // Cypher's cases have texts where others mark a temporal value as such.
    temporalTexts: row.cypher !== undefined,
    anyListOrder: row.listOrder === 'any' || expect.labels_as_set === true,
    tolerance: toleranceOf(expect),
    nodeById,
  };
  if (expect.rowCount !== undefined && result.rows.length !== expect.rowCount) {
    return `${result.rows.length} rows instead of ${expect.rowCount}`;
  }
  const order = columnOrder(result.columns, expect.columns);
  if (order === undefined) return `columns ${result.columns.join(', ')}`;
  if (expect.rows === undefined) return undefined;
  const rows = result.rows.map((values) => order.map((index) => values[index]));
  if (rows.length !== expect.rows.length) {
    return `${rows.length} rows instead of ${expect.rows.length}: ${showRows(rows)}`;
  }
  const matches = row.ordered
    ? rows.every((values, i) => sameList(values, expect.rows[i], rules))
    : sameMultiset(rows, expect.rows, (a, b) => sameList(a, b, rules));
  return matches ? undefined : showRows(rows);
}

function toleranceOf({ precision, tolerance }) {
  if (precision !== undefined) return 10 ** -precision;
  return tolerance ?? 0;
}

/** The positions of the expected columns; a table's columns are found by name where they differ. */
function columnOrder(actual, expected) {
  if (expected === undefined) return actual.map((_, index) => index);
  if (actual.length !== expected.length) return undefined;
  const order = expected.map((name) => actual.indexOf(name));
  return order.includes(-1) || new Set(order).size !== order.length ? undefined : order;
}

export function showRows(rows) {
  const shown = rows.slice(0, 8).map((values) => show(values));
  return `${shown.join(' ')}${rows.length > 8 ? ` and ${rows.length - 8} more` : ''}`;
}

function sameList(actual, expected, rules) {
  return (
    actual.length === expected.length &&
    actual.every((value, i) => sameValue(value, expected[i], rules))
  );
}

function sameMultiset(actual, expected, same) {
  const left = [...expected];
  return actual.every((value) => {
    const index = left.findIndex((candidate) => same(value, candidate));
    if (index < 0) return false;
    // Order no longer matters, so the hole is filled from the end instead of moving the rest.
    left[index] = left[left.length - 1];
    left.pop();
    return true;
  });
}

function sameValue(actual, expected, rules) {
  if (expected === null || typeof expected === 'boolean') return actual === expected;
  if (typeof expected === 'string') return sameString(actual, expected, rules);
  if (typeof expected === 'number') return sameNumber(actual, expected, rules);
  if (Array.isArray(expected)) return sameListValue(actual, expected, rules);
  if (expected.$int !== undefined) return sameInteger(actual, BigInt(expected.$int));
  if (expected.$float !== undefined) return Object.is(actual, Number(expected.$float));
  if (expected.$canon !== undefined) return show(actual, false) === expected.$canon;
  if (expected.$temporal !== undefined) {
    return isTemporal(actual) && temporalKey(actual) === expectedTemporalKey(expected);
  }
  if (expected.$node !== undefined) return sameNode(actual, expected.$node, rules);
  if (expected.$edge !== undefined) return sameEdge(actual, expected.$edge, rules);
  if (expected.$path !== undefined) return samePath(actual, expected.$path, rules);
  return sameFields(actual, expected, rules);
}

/** Loose cases write lists, records, temporal values and what no JSON number is as texts. */
function sameString(actual, expected, rules) {
  if (typeof actual === 'string') return actual === expected;
  if (rules.temporalTexts && isTemporal(actual)) return show(actual) === expected;
  if (!rules.loose || actual === null) return false;
  const asText = typeof actual === 'object' || (typeof actual === 'number' && !isFinite(actual));
  return asText && show(actual, false) === expected;
}

/** A decimal that is too long for a number is an object that knows its digits. */
function sameNumber(actual, expected, { tolerance }) {
  if (typeof actual === 'bigint') return sameInteger(actual, expected);
  const number = typeof actual?.toNumber === 'function' ? actual.toNumber() : actual;
  if (typeof number !== 'number') return false;
  if (number === expected) return true;
  return (
    Math.abs(number - expected) <= tolerance + Math.abs(expected) * Math.sign(tolerance) * 1e-12
  );
}

function sameInteger(actual, expected) {
  if (typeof actual !== 'bigint' && typeof actual !== 'number') return false;
  if (!Number.isInteger(Number(expected)) || !Number.isInteger(Number(actual))) return false;
  return BigInt(actual) === BigInt(expected);
}

function sameListValue(actual, expected, rules) {
  if (!Array.isArray(actual) || actual.length !== expected.length) return false;
  return rules.anyListOrder
    ? sameMultiset(actual, expected, (a, b) => sameValue(a, b, rules))
    : sameList(actual, expected, rules);
}

function sameFields(actual, expected, rules) {
  if (actual === null || typeof actual !== 'object' || Array.isArray(actual)) return false;
  const names = Object.keys(expected);
  return (
    Object.keys(actual).length === names.length &&
    names.every((name) => name in actual && sameValue(actual[name], expected[name], rules))
  );
}

function sameElement(actual, { labels, properties }, rules) {
  return (
    sameMultiset(actual.labels, labels, (a, b) => a === b) &&
    actual.labels.length === labels.length &&
    // A source that does not list properties leaves them open.
    (properties === undefined || sameFields(actual.properties, properties, rules))
  );
}

function sameNode(actual, expected, rules) {
  return isNode(actual) && sameElement(actual, expected, rules);
}

function sameEdge(actual, expected, rules) {
  if (!isEdge(actual) || !sameElement(actual, expected, rules)) return false;
  const ends = [
    [actual.source, expected.from],
    [actual.target, expected.to],
  ];
  return ends.every(
    ([id, end]) => end === undefined || sameValue(rules.nodeById(id) ?? null, end, rules),
  );
}

function samePath(actual, expected, rules) {
  if (!isPath(actual)) return false;
  const { nodes, edges } = actual;
  if (expected.length !== nodes.length + edges.length) return false;
  return expected.every((element, index) => {
    const position = index >> 1;
    if (index % 2 === 0) return sameValue(nodes[position], element, rules);
    const direction = element.$edge.dir;
    if (!sameValue(edges[position], element, rules)) return false;
    if (direction === undefined) return true;
    const from = nodes[direction === '->' ? position : position + 1];
    return edges[position].source === from.id;
  });
}
