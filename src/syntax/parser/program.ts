import type { Mutable } from '../ast/mutable.ts';
import type { Program, SessionCommand } from '../ast/program.ts';
import type { Cursor } from './cursor.ts';
import { parseGraphExpression } from './references.ts';
import { parseSessionReset, parseSessionSet } from './session.ts';
import { parseSetTransaction, parseTransaction } from './transaction.ts';

/** A GQL-program up to the end of the text or a `;` (ISO/IEC 39075, clause 6). */
export function parseWholeProgram(c: Cursor): Program {
  const start = c.start;
  const explain = parseExplain(c);
  const session = parseSessionActivity(c);
  const program: Mutable<Program> = {
    kind: 'program',
    span: c.span(),
    session,
    sessionClose: false,
  };
  if (explain !== undefined) program.explain = explain;
  const close = atSessionClose(c);
  if (session.length === 0 && !close) program.transaction = parseTransaction(c, atProgramEnd);
  if (atSessionClose(c)) {
    c.advance();
    c.advance();
    program.sessionClose = true;
  }
  program.span = c.spanFrom(start);
  return program;
}

function atProgramEnd(c: Cursor): boolean {
  return c.at('end of text') || c.at(';') || c.at('SESSION');
}

function atSessionClose(c: Cursor): boolean {
  return c.atBoth('SESSION', 'CLOSE');
}

function parseExplain(c: Cursor): Program['explain'] {
  const start = c.start;
  const explain = c.at('EXPLAIN') ? 'EXPLAIN' : c.at('PROFILE') ? 'PROFILE' : undefined;
  if (explain === undefined) return undefined;
  c.advance();
  c.extension(start, explain, 'ISO has no way to show a plan.');
  return explain;
}

/** Settings, then resets. */
function parseSessionActivity(c: Cursor): SessionCommand[] {
  const commands: SessionCommand[] = [];
  if (atUseAlone(c)) return [parseUseAlone(c)];
  if (atSetTransaction(c)) return [parseSetTransaction(c)];
  while (c.at('SESSION')) {
    const next = c.peek(1);
    if (next === 'CLOSE') break;
    if (next === 'RESET') commands.push(parseSessionReset(c));
    else {
      const last = commands[commands.length - 1];
      if (last?.kind === 'reset') c.fail("'SESSION RESET'", 'Settings stand in front of resets.');
      commands.push(parseSessionSet(c));
    }
  }
  return commands;
}

/** TRANSACTION may be a variable too, behind which no mode stands. */
function atSetTransaction(c: Cursor): boolean {
  const next = c.peek(2);
  return c.atBoth('SET', 'TRANSACTION') && (next === 'READ' || next === 'ISOLATION');
}

function atUseAlone(c: Cursor): boolean {
  if (!c.at('USE')) return false;
  const words = c.peek(1) === 'GRAPH' && !atEndKind(c.peek(2)) ? 3 : 2;
  return atEndKind(c.peek(words));
}

function atEndKind(kind: string): boolean {
  return kind === 'end of text' || kind === ';';
}

/** Extension: `USE graph` with nothing behind it sets the graph of the session. */
function parseUseAlone(c: Cursor): SessionCommand {
  const start = c.start;
  c.expect('USE');
  const graph = parseGraphExpression(c);
  c.extension(start, 'USE alone', 'ISO writes SESSION SET GRAPH.');
  return { kind: 'setGraph', span: c.spanFrom(start), graph };
}
