import { Edge, Node, Path } from '../session/elements.ts';
import { isPlainObject, printed } from './json.ts';

type Row = Readonly<Record<string, unknown>>;

/** Rows as a table for people: numbers to the right, everything else to the left. */
export function textTable(columns: readonly string[], rows: readonly Row[]): string {
  if (columns.length === 0) return `(${rowCount(rows.length)})`;
  const cells = rows.map((row) => columns.map((name) => cellText(row[name])));
  const widths = columns.map((name, i) =>
    Math.max(displayWidth(name), ...cells.map((row) => displayWidth(row[i] ?? ''))),
  );
  const right = columns.map((name) => rows.length > 0 && rows.every((row) => isNumber(row[name])));
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, i) => pad(text, widths[i] ?? 0, right[i] === true))
      .join(' │ ')
      .trimEnd();
  const rule = widths.map((width) => '─'.repeat(width)).join('─┼─');
  return [line(columns), rule, ...cells.map(line), `(${rowCount(rows.length)})`].join('\n');
}

/** A value on one line. Strings stand bare at the top and quoted inside of lists and maps. */
export function cellText(value: unknown): string {
  return typeof value === 'string' ? oneLine(value) : valueText(value);
}

function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return `'${oneLine(value).replaceAll("'", "''")}'`;
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  if (value instanceof Uint8Array) return `X'${hex(value)}'`;
  if (value instanceof Path) return pathText(value);
  if (value instanceof Node) return `(${elementText(value)})`;
  if (value instanceof Edge) return `[${elementText(value)}]`;
  if (isPlainObject(value)) return mapText(value);
  return printed(value);
}

function elementText(element: Node | Edge): string {
  const labels = element.labels.length === 0 ? '' : `:${element.labels.join('&')}`;
  const properties =
    Object.keys(element.properties).length === 0 ? '' : mapText(element.properties);
  return [labels, properties].filter((part) => part !== '').join(' ');
}

function pathText(path: Path): string {
  let text = '';
  path.nodes.forEach((node, i) => {
    text += `(${elementText(node)})`;
    const edge = path.edges[i];
    if (edge === undefined) return;
    const body = `[${elementText(edge)}]`;
    if (!edge.directed) text += `~${body}~`;
    else text += edge.source === node.id ? `-${body}->` : `<-${body}-`;
  });
  return text;
}

function mapText(map: Record<string, unknown>): string {
  const entries = Object.entries(map).map(([name, value]) => `${name}: ${valueText(value)}`);
  return `{${entries.join(', ')}}`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, (unit) => {
    const known = ESCAPES.get(unit);
    return known ?? `\\u${(unit.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`;
  });
}

const ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
]);

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join('');
}

function isNumber(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value === null;
}

function rowCount(count: number): string {
  return count === 1 ? '1 row' : `${count} rows`;
}

function pad(text: string, width: number, right: boolean): string {
  const space = ' '.repeat(Math.max(0, width - displayWidth(text)));
  return right ? space + text : text + space;
}

/** Columns on a terminal: combining marks take none, East Asian wide characters two. */
function displayWidth(text: string): number {
  let width = 0;
  for (const character of text) {
    if (COMBINING.test(character)) continue;
    width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}

const COMBINING = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
/** East Asian scripts, full-width forms and pictographs: what terminals draw two columns wide. */
const WIDE =
  /^[\p{sc=Hangul}\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\uFF00-\uFF60\p{Emoji_Presentation}]$/u;
