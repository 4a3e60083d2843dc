// Runs one case on a database of its own and says how it went.

import { compareResult, showRows } from './compare.mjs';
import { fits, showExpectedError } from './errors.mjs';
import { buildGraph } from './graphs.mjs';
import { scaledText } from './scale.mjs';
import { decodeParameters } from './values.mjs';

const timeoutMs = 2_000;

/**
 * `product` is the built package and its limits. The outcome is `{passed}` with, for a failed case,
 * `problem`, and `bug` when something other than a GqlError was thrown.
 */
export async function runCase(row, product) {
  const text = scaledText(row, product.limits);
  if (text === undefined) return failed(`no limit ${row.limit} is declared`);
  let db;
  try {
    db = await product.GraphLite.open(':memory:', row.options);
    const connect = connections(db);
    if (row.generated !== undefined) await buildGraph(db, row.generated);
    const problem = await prepare(row, connect, product);
    if (problem !== undefined) return failed(problem);
    return await judge(row, text, connect, product);
  } catch (error) {
    return failure(error, product, 'setup: ');
  } finally {
    await close(db);
  }
}

/** Statements run on the default session unless they name one. */
function connections(db) {
  const sessions = new Map([[undefined, db]]);
  return (name) => {
    if (!sessions.has(name)) sessions.set(name, db.session());
    return sessions.get(name);
  };
}

/** Runs the setup; returns what keeps the case from being asked at all. */
async function prepare(row, connect, product) {
  const last = row.setup.length - 1;
  for (const [index, step] of row.setup.entries()) {
    const { on, query } = typeof step === 'string' ? { query: step } : step;
    const mustFail = index === last && row.expect.last_setup_fails === true;
    try {
      const params = query.includes('$') ? decodeParameters(row.params) : undefined;
      await connect(on).query(query, params, { timeoutMs });
      if (mustFail) return `the last statement of the setup did not fail: ${query}`;
    } catch (error) {
      if (!(mustFail && error instanceof product.GqlError)) throw error;
    }
  }
  if (row.parses === undefined || row.expect.error === undefined) return undefined;
  return control(row, connect, product);
}

/**
 * An error counts only where a statement of the same form without the fault is understood, so that
 * a missing feature does not pass for a check.
 */
async function control(row, connect, product) {
  try {
    await connect(row.on).query(row.parses, undefined, { timeoutMs });
  } catch (error) {
    if (!(error instanceof product.GqlError)) throw error;
    if (/^(?:42001|0A)/u.test(error.gqlstatus)) return `control: ${describe(error)}`;
  }
  return undefined;
}

/** A graph is no value of the API: a session has it as a parameter. */
function graphParameters(params = {}) {
  return Object.entries(params).filter(([, value]) => value?.$graph !== undefined);
}

async function judge(row, text, connect, product) {
  let result;
  try {
    const session = connect(row.on);
    for (const [name, { $graph: graph }] of graphParameters(row.params)) {
      await session.query(`SESSION SET GRAPH $${name} = ${graph}`);
    }
    const params = decodeParameters(row.params);
    result = await session.query(text, params, { timeoutMs });
  } catch (error) {
    const expected = row.expect.error;
    if (error instanceof product.GqlError && expected !== undefined) {
      return fits(error.gqlstatus, expected) ? { passed: true } : failed(describe(error));
    }
    return failure(error, product, '');
  }
  const table = asTable(result);
  if (row.expect.error !== undefined) {
    return failed(`no error but ${table.rows.length} rows ${showRows(table.rows)}`);
  }
  const nodes = row.file === 'zu' ? await nodesById(connect(row.on), row) : new Map();
  const problem =
    compareResult(table, row, (id) => nodes.get(id)) ?? wrongStatus(result, row.expect);
  return problem === undefined ? { passed: true } : failed(problem);
}

function asTable(result) {
  const columns = result.columns.map((column) => column.name);
  return { columns, rows: result.rows.map((row) => columns.map((name) => row[name])) };
}

/** An edge in a result has only the identities of its ends; a case may want their content. */
async function nodesById(connection, row) {
  if (!JSON.stringify(row.expect).includes('"from"')) return new Map();
  const { rows } = await connection.query('MATCH (n) RETURN n', undefined, { timeoutMs });
  return new Map(rows.map(({ n }) => [n.id, n]));
}

/** A completion condition that the case names must be the result's or one of its further ones. */
function wrongStatus(result, { statusHint }) {
  if (statusHint === undefined) return undefined;
  const further = (result.statuses ?? []).map((status) => status.gqlstatus ?? status);
  const codes = [result.gqlstatus, ...further];
  return codes.includes(statusHint) ? undefined : `status ${codes.join(', ')}`;
}

function failed(problem) {
  return { passed: false, problem };
}

function failure(error, product, where) {
  if (error instanceof product.GqlError) return failed(`${where}${describe(error)}`);
  const trace = String(error?.stack ?? error).split('\n');
  const place = trace.find((line) => line.includes('dist/'))?.trim() ?? '';
  return { ...failed(`${where}${String(error)} ${place}`), bug: `${String(error)} ${place}` };
}

function describe({ gqlstatus, message }) {
  return `${gqlstatus} ${message.split('\n')[0]}`;
}

async function close(db) {
  try {
    await db?.close();
  } catch {
    // The case has its verdict; a database in memory leaves nothing behind.
  }
}

/** What a case expects, on one line. */
export function showExpectation({ expect }) {
  if (expect.error !== undefined) return showExpectedError(expect.error);
  if (expect.rows !== undefined) {
    const shown = expect.rows.slice(0, 8).map((values) => JSON.stringify(values));
    const more = expect.rows.length > 8 ? ` and ${expect.rows.length - 8} more` : '';
    return `${shown.join(' ')}${more}` || 'no rows';
  }
  return expect.rowCount === undefined ? 'no error' : `${expect.rowCount} rows`;
}
