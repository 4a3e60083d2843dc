/** A fenced block of a page. */
export interface Block {
  /** What stands behind the fence: `gql`, `ts`, `text`, `sh`. */
  readonly language: string;
  readonly text: string;
  /** Of its first line, from 1. */
  readonly line: number;
}

/** An example: a block that does something, and what the page says comes out of it. */
export interface Example {
  readonly code: Block;
  /** The `text` block right behind it. */
  readonly outcome: Block | undefined;
}

/** The examples of a Markdown page in the languages given, in order. */
export function examplesOf(markdown: string, languages: readonly string[]): Example[] {
  const blocks = blocksOf(markdown);
  return blocks.flatMap((code, index) => {
    if (!languages.includes(code.language)) return [];
    const next = blocks[index + 1];
    return [{ code, outcome: next?.language === 'text' ? next : undefined }];
  });
}

/** The page with other texts in some of its blocks. */
export function withOutcomes(markdown: string, texts: ReadonlyMap<Block, string>): string {
  const lines = markdown.split('\n');
  for (const [block, text] of [...texts].sort(([a], [b]) => b.line - a.line)) {
    lines.splice(block.line - 1, block.text.split('\n').length, ...text.split('\n'));
  }
  return lines.join('\n');
}

function blocksOf(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { language: string; line: number; lines: string[] } | undefined;
  markdown.split('\n').forEach((line, index) => {
    const fence = /^```(?<language>\w*)$/u.exec(line)?.groups?.['language'];
    if (fence === undefined) open?.lines.push(line);
    else if (open === undefined) open = { language: fence, line: index + 2, lines: [] };
    else {
      blocks.push({ language: open.language, text: open.lines.join('\n'), line: open.line });
      open = undefined;
    }
  });
  return blocks;
}
