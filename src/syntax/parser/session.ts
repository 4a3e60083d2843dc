import type { Mutable } from '../ast/mutable.ts';
import type { SessionCommand } from '../ast/program.ts';
import type { Cursor } from './cursor.ts';
import { parseStringLiteral } from './literals.ts';
import { parameterName } from './names.ts';
import { parseInitializer, takeObjectWord } from './procedure.ts';
import { parseGraphExpression, parsePathReference } from './references.ts';
import { takeIfNotExists } from './existence.ts';

/** `SESSION SET …` (ISO/IEC 39075, 7.1). */
export function parseSessionSet(c: Cursor): SessionCommand {
  const start = c.start;
  c.expect('SESSION');
  c.expect('SET');
  if (c.take('SCHEMA')) {
    const schema = parsePathReference(c, 'a schema');
    return { kind: 'setSchema', span: c.spanFrom(start), schema };
  }
  if (c.take('TIME')) {
    c.expect('ZONE');
    if (!c.at('string') && !c.at('quoted text')) c.fail("a time zone, such as '+01:00'");
    const zone = parseStringLiteral(c);
    return { kind: 'setTimeZone', span: c.spanFrom(start), zone };
  }
  const object = takeObjectWord(c);
  if (object === undefined) c.fail("'SCHEMA', 'GRAPH', 'TIME ZONE', 'VALUE' or 'TABLE'");
  if (object === 'graph' && !atParameter(c)) {
    const graph = parseGraphExpression(c);
    return { kind: 'setGraph', span: c.spanFrom(start), graph };
  }
  return parseSetParameter(c, start, object);
}

/** A parameter to set; `GRAPH $g` with nothing behind it is a graph. */
function atParameter(c: Cursor): boolean {
  if (c.at('IF')) return true;
  const next = c.peek(1);
  return c.at('parameter') && next !== 'end of text' && next !== ';' && next !== 'SESSION';
}

function parseSetParameter(
  c: Cursor,
  start: number,
  object: 'value' | 'table' | 'graph',
): SessionCommand {
  const ifNotExists = takeIfNotExists(c);
  if (!c.at('parameter')) c.fail('a parameter, such as $name');
  const name = parameterName(c, 1);
  c.advance();
  const { type, value } = parseInitializer(c, object);
  const command: Mutable<Extract<SessionCommand, { kind: 'setParameter' }>> = {
    kind: 'setParameter',
    span: c.spanFrom(start),
    object,
    ifNotExists,
    name,
    value,
  };
  if (type !== undefined) command.type = type;
  return command;
}

type ResetTarget = Extract<SessionCommand, { kind: 'reset' }>['what'];

/** `SESSION RESET …` (7.2); alone it resets everything. */
export function parseSessionReset(c: Cursor): SessionCommand {
  const start = c.start;
  c.expect('SESSION');
  c.expect('RESET');
  if (c.at('PARAMETER') || c.at('parameter')) {
    c.take('PARAMETER');
    if (!c.at('parameter')) c.fail('a parameter, such as $name');
    const parameter = parameterName(c, 1);
    c.advance();
    return { kind: 'reset', span: c.spanFrom(start), what: 'parameter', parameter };
  }
  const what = parseResetTarget(c);
  return { kind: 'reset', span: c.spanFrom(start), what };
}

function parseResetTarget(c: Cursor): ResetTarget {
  const start = c.start;
  const all = c.take('ALL');
  if (c.take('PARAMETERS')) return 'parameters';
  if (c.take('CHARACTERISTICS')) return 'characteristics';
  if (all) {
    if (!c.at('end of text') && !c.at(';')) c.fail("'PARAMETERS' or 'CHARACTERISTICS'");
    c.extension(start, 'SESSION RESET ALL', 'ISO writes SESSION RESET.');
    return 'characteristics';
  }
  if (c.take('SCHEMA')) return 'schema';
  if (c.take('PROPERTY')) {
    c.expect('GRAPH');
    return 'graph';
  }
  if (c.take('GRAPH')) return 'graph';
  if (c.take('TIME')) {
    c.expect('ZONE');
    return 'timeZone';
  }
  return 'characteristics';
}
