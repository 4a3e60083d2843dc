/** A place in a query text or file. `offset` counts UTF-16 units from 0; line and column from 1. */
export interface SourcePosition {
  readonly offset: number;
  readonly line: number;
  /** In code points, so that the caret stands under the character that a person sees. */
  readonly column: number;
}

export function positionAt(text: string, offset: number): SourcePosition {
  const end = Math.min(offset, text.length);
  let line = 1;
  let lineStart = 0;
  for (let i = 0; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 10 || (unit === 13 && text.charCodeAt(i + 1) !== 10)) {
      line++;
      lineStart = i + 1;
    }
  }
  return { offset, line, column: Array.from(text.slice(lineStart, end)).length + 1 };
}

/** The line that holds `offset` with a caret line under it, for messages on a terminal. */
export function caretLines(text: string, position: SourcePosition): string {
  const before = text.slice(0, position.offset);
  const start = Math.max(before.lastIndexOf('\n'), before.lastIndexOf('\r')) + 1;
  const rest = text.slice(position.offset).search(/[\r\n]/u);
  const end = rest < 0 ? text.length : position.offset + rest;
  const line = text.slice(start, end).replaceAll('\t', ' ');
  return `${line}\n${' '.repeat(position.column - 1)}^`;
}
