import type { Mutable } from '../ast/mutable.ts';
import type {
  IsolationLevel,
  SessionCommand,
  TransactionActivity,
  TransactionModes,
} from '../ast/program.ts';
import type { Cursor } from './cursor.ts';
import { parseProcedure } from './procedure.ts';

/**
 * `[START TRANSACTION …] [procedure] [COMMIT|ROLLBACK]` (ISO/IEC 39075, clauses 6 and 8): START
 * may stand alone, but COMMIT behind it needs a procedure in between.
 */
export function parseTransaction(c: Cursor, atEnd: (c: Cursor) => boolean): TransactionActivity {
  const start = c.start;
  const activity: Mutable<TransactionActivity> = { kind: 'transaction', span: c.span() };
  const modes = parseStart(c);
  if (modes !== undefined) activity.start = modes;
  if (!atTransactionEnd(c) && (modes === undefined || !atEnd(c))) {
    activity.procedure = parseProcedure(c);
  }
  const endStart = c.start;
  const end = takeEnd(c);
  if (end !== undefined) {
    activity.end = end;
    if (modes !== undefined && activity.procedure === undefined) {
      c.failAt(
        c.spanFrom(endStart),
        `${end} cannot follow START TRANSACTION at once`,
        'Put a statement in between, or send the two as programs of their own.',
      );
    }
  }
  activity.span = c.spanFrom(start);
  return activity;
}

function atTransactionEnd(c: Cursor): boolean {
  return c.at('COMMIT') || c.at('ROLLBACK');
}

/** `COMMIT [WORK]`, `ROLLBACK [WORK]`. */
function takeEnd(c: Cursor): TransactionActivity['end'] {
  if (!atTransactionEnd(c)) return undefined;
  const end = c.at('COMMIT') ? 'COMMIT' : 'ROLLBACK';
  c.advance();
  const work = c.start;
  if (c.take('WORK')) c.extension(work, 'WORK', `ISO writes ${end} alone.`);
  return end;
}

/** `START TRANSACTION [modes]`, or by extension `BEGIN [TRANSACTION|WORK] [modes]`. */
function parseStart(c: Cursor): TransactionModes | undefined {
  const start = c.start;
  if (c.take('START')) c.expect('TRANSACTION');
  else if (c.take('BEGIN')) {
    if (!c.take('TRANSACTION')) c.take('WORK');
    c.extension(start, 'BEGIN', 'ISO writes START TRANSACTION.');
  } else return undefined;
  const modes: Mutable<TransactionModes> = {};
  if (takeMode(c, modes)) takeFurtherModes(c, modes);
  return modes;
}

/** Extension: `SET TRANSACTION modes`, which the next transactions of the session begin with. */
export function parseSetTransaction(c: Cursor): SessionCommand {
  const start = c.start;
  c.expect('SET');
  c.expect('TRANSACTION');
  c.extension(start, 'SET TRANSACTION', 'ISO writes the modes behind START TRANSACTION.');
  const modes: Mutable<TransactionModes> = {};
  if (!takeMode(c, modes)) c.fail(MODES);
  takeFurtherModes(c, modes);
  return { kind: 'setTransaction', span: c.spanFrom(start), modes };
}

const MODES = "'READ ONLY', 'READ WRITE' or 'ISOLATION LEVEL'";

/** Each behind a comma, which by extension may be left out. */
function takeFurtherModes(c: Cursor, modes: Mutable<TransactionModes>): void {
  for (;;) {
    const start = c.start;
    const comma = c.take(',');
    if (!takeMode(c, modes)) {
      if (comma) c.fail(MODES);
      return;
    }
    if (!comma) c.extension(start, 'a mode without a comma', 'ISO divides modes by commas.');
  }
}

function takeMode(c: Cursor, modes: Mutable<TransactionModes>): boolean {
  const start = c.start;
  if (c.take('READ')) {
    if (modes.readOnly !== undefined) c.failAt(c.spanFrom(start), 'the access mode stands twice');
    const readOnly = c.take('ONLY');
    if (!readOnly && !c.take('WRITE')) c.fail("'ONLY' or 'WRITE'");
    modes.readOnly = readOnly;
    return true;
  }
  if (!c.take('ISOLATION')) return false;
  c.expect('LEVEL');
  modes.isolation = parseIsolationLevel(c);
  c.extension(start, 'ISOLATION LEVEL', 'Transactions are always serializable.');
  return true;
}

function parseIsolationLevel(c: Cursor): IsolationLevel {
  if (c.take('SERIALIZABLE')) return 'SERIALIZABLE';
  if (c.take('SNAPSHOT')) return 'SNAPSHOT';
  if (c.take('REPEATABLE')) {
    c.expect('READ');
    return 'REPEATABLE READ';
  }
  if (!c.take('READ')) {
    c.fail("'SERIALIZABLE', 'REPEATABLE READ', 'READ COMMITTED' or 'READ UNCOMMITTED'");
  }
  if (c.take('COMMITTED')) return 'READ COMMITTED';
  c.expect('UNCOMMITTED');
  return 'READ UNCOMMITTED';
}
