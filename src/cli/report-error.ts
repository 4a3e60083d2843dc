import { GqlError } from '../base/errors.ts';
import { caretLines } from '../base/position.ts';

/** An error for a person: code, message, the line with a caret, the hint. */
export function errorText(error: unknown, query?: string): string {
  if (!(error instanceof GqlError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const lines = [`error ${error.gqlstatus}: ${error.message}`];
  const { position } = error;
  if (position !== undefined && query !== undefined) {
    lines.push(`at line ${position.line}, column ${position.column}:`);
    lines.push(
      ...caretLines(query, position)
        .split('\n')
        .map((line) => `  ${line}`),
    );
  }
  if (error.hint !== undefined) lines.push(`hint: ${error.hint}`);
  return lines.join('\n');
}
