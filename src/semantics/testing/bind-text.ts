import { GqlError } from '../../base/errors.ts';
import { parseProgram } from '../../syntax/parse.ts';
import { bindProgram } from '../binder.ts';
import type { BoundProgram } from '../bound/statement.ts';
import { describeProgram } from '../describe/program.ts';
import type { BindEnvironment } from '../environment.ts';
import { defaultBindEnvironment } from '../environment.ts';

export function bindText(text: string, choices: Partial<BindEnvironment> = {}): BoundProgram {
  return bindProgram(parseProgram(text), { ...defaultBindEnvironment, ...choices });
}

/** The bound program of a text, one clause a line. */
export function described(text: string, choices: Partial<BindEnvironment> = {}): string {
  return describeProgram(bindText(text, choices));
}

/** Lines that begin at the same column, as they stand in a test. */
export function lines(...all: readonly string[]): string {
  return all.join('\n');
}

/** The code and message with which a text is refused. */
export function refused(text: string, choices: Partial<BindEnvironment> = {}): string {
  const { gqlstatus, message } = refusal(text, choices);
  return `${gqlstatus} ${message}`;
}

/** The error of a text that parses and must not bind. Every such error has a place. */
export function refusal(text: string, choices: Partial<BindEnvironment> = {}): GqlError {
  const tree = parseProgram(text);
  try {
    bindProgram(tree, { ...defaultBindEnvironment, ...choices });
  } catch (error) {
    if (error instanceof GqlError && error.span !== undefined) return error;
    throw error;
  }
  throw new Error(`was not refused: ${text}`);
}
