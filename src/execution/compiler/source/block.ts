/**
 * Source text under construction: a tree of lines and nested blocks. A tree rather than a string,
 * because operators deep inside add lines to places that were passed long before (hoisted flags,
 * mark arrays that are filled once per outer row).
 */
export class Block {
  readonly #header: string | undefined;
  readonly #end: string;
  readonly #parts: (string | Block)[] = [];

  /** With a header (`for (…)`), the block is braced and indented; without, it is a mere place. */
  constructor(header?: string, end = '}') {
    this.#header = header;
    this.#end = end;
  }

  line(text: string): void {
    this.#parts.push(text);
  }

  lines(...texts: readonly string[]): void {
    this.#parts.push(...texts);
  }

  comment(text: string): void {
    this.#parts.push(`// ${text}`);
  }

  /** A braced block after what is there now; the header goes before the brace. */
  nested(header: string, end?: string): Block {
    const child = new Block(header, end);
    this.#parts.push(child);
    return child;
  }

  /** A place to add lines to later. */
  place(): Block {
    const child = new Block();
    this.#parts.push(child);
    return child;
  }

  adopt(child: Block): void {
    this.#parts.push(child);
  }

  get isEmpty(): boolean {
    return this.#parts.every((part) => typeof part !== 'string' && part.isVoid);
  }

  /** Nothing that would be printed. */
  get isVoid(): boolean {
    return this.#header === undefined && this.isEmpty;
  }

  toString(): string {
    const lines: string[] = [];
    this.#print(lines, '');
    return lines.join('\n');
  }

  #print(lines: string[], indent: string): void {
    const braced = this.#header !== undefined;
    if (braced) lines.push(`${indent}${this.#header}${this.#header === '' ? '' : ' '}{`);
    const inner = braced ? `${indent}  ` : indent;
    for (const part of this.#parts) {
      if (typeof part === 'string') lines.push(inner + part);
      else part.#print(lines, inner);
    }
    if (braced) lines.push(indent + this.#end);
  }
}
