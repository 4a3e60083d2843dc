import { jsonOf } from '../api/json.ts';
import type { QueryResult } from '../api/query-result.ts';

export const FORMATS = ['table', 'json', 'jsonl', 'csv'] as const;
export type Format = (typeof FORMATS)[number];

/** A result as text in one of the formats of `graphlite query`. */
export function formatResult(result: QueryResult, format: Format): string {
  switch (format) {
    case 'table':
      return result.gqlstatus === '00001' ? changesText(result) : String(result);
    case 'json':
      return JSON.stringify(result.toJSON());
    case 'jsonl':
      return result.rows.map((row) => JSON.stringify(jsonOf(row))).join('\n');
    case 'csv':
      return csvText(result);
  }
}

/** What a statement without a result did, in words. */
export function changesText(result: QueryResult): string {
  const { summary } = result;
  const parts = [
    count(summary.nodesInserted, 'node', 'inserted'),
    count(summary.edgesInserted, 'edge', 'inserted'),
    count(summary.nodesDeleted, 'node', 'deleted'),
    count(summary.edgesDeleted, 'edge', 'deleted'),
    // Properties of new elements are part of them, so only changes to older ones are news.
    count(summary.propertiesSet, 'property', 'set', 'properties'),
    count(summary.propertiesRemoved, 'property', 'removed', 'properties'),
    count(summary.labelsAdded, 'label', 'added'),
    count(summary.labelsRemoved, 'label', 'removed'),
  ].filter((part) => part !== '');
  return parts.length === 0 ? 'done' : parts.join(', ');
}

function count(amount: number, one: string, verb: string, many = `${one}s`): string {
  return amount === 0 ? '' : `${amount} ${amount === 1 ? one : many} ${verb}`;
}

function csvText(result: QueryResult): string {
  const names = result.columns.map((column) => column.name);
  const lines = [names.map(csvField).join(',')];
  for (const row of result.rows) lines.push(names.map((name) => csvField(row[name])).join(','));
  return lines.join('\r\n');
}

/** RFC 4180. Null is the empty field; lists and maps are JSON. */
function csvField(value: unknown): string {
  if (value === null || value === undefined) return '';
  const json = jsonOf(value);
  const text = typeof json === 'string' ? json : JSON.stringify(json);
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
