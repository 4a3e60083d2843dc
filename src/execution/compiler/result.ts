import type { BoundColumn } from '../../semantics/bound/statement.ts';
import { hosted } from './boxing.ts';
import type { Generator } from './generator.ts';
import type { Cursor } from './scope.ts';

/**
 * Writes the row for the user. Column names come from the query, so they are bound constants: a
 * constructor stores by bound keys and shares Object's prototype, which makes plain objects at the
 * cost of literals (1.0 ×; literals with computed keys 2 ×, copies of a template 1.4–3 ×).
 */
export function resultRow(gen: Generator, columns: readonly BoundColumn[], cursor: Cursor): void {
  const values = columns.map(({ variable }) => hosted(gen, cursor.fn, cursor.env.get(variable)));
  const rows = cursor.fn.hoist('rows', `${cursor.fn.state}.rows`);
  cursor.block.comment('result');
  cursor.block.line(`${rows}.push(${rowExpression(gen, columns, values)});`);
}

function rowExpression(
  gen: Generator,
  columns: readonly BoundColumn[],
  values: readonly string[],
): string {
  const keys = columns.map(({ name }) => gen.layout.value('column', internalized(name)));
  if (columns.some(({ name }) => name === '__proto__')) {
    // A store would call the setter; a computed key defines the property.
    return `{ ${keys.map((key, i) => `[${key}]: ${values[i] ?? 'null'}`).join(', ')} }`;
  }
  const body = gen.helpers.nested(`function Row(${keys.map((_, i) => `v${i}`).join(', ')})`);
  keys.forEach((key, i) => {
    body.line(`this[${key}] = v${i};`);
  });
  gen.helpers.line('Row.prototype = Object.prototype;');
  return `new Row(${values.join(', ')})`;
}

/**
 * The same string as the host keeps for property names. Names come out of the parser as slices, and
 * stores by such a key take the slow path each time (3 × for a row by the constructor).
 */
function internalized(name: string): string {
  return Object.keys({ [name]: 0 })[0] ?? name;
}
