/** The lines of a tree without the indentation that a test's source adds. */
export function tree(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const indents = lines.map((line) => line.length - line.trimStart().length);
  const least = Math.min(...indents);
  return lines.map((line) => `${line.slice(least)}\n`).join('');
}
