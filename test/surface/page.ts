import { readSection } from './section.ts';
import type { SurfaceRow } from './section.ts';

const SECTIONS = [
  'statements',
  'sessions',
  'functions',
  'procedures',
  'values',
  'storage',
  'programs',
] as const;

const HEAD = `# Parity with GraphLite in Rust

GraphLite 0.0.1, the project in Rust of the same name, offers or claims the rows below. This page says which of them work here, and what
shows it. \`UPDATE_DOCS=1 npx vitest run test/surface\` writes it, and a test compares it with what the tests declare. Where ISO GQL and
GraphLite disagree, ISO is what counts, and GraphLite's spelling is an [extension](extensions.md) where it is unambiguous.
`;

/** The text of docs/graphlite-parity.md. */
export function parityPage(): string {
  const sections = SECTIONS.map((name) => ({ name, ...readSection(name) }));
  const all = sections.flatMap(({ rows }) => rows);
  const working = all.filter(({ status }) => status === undefined).length;
  const parts = sections.map(({ name, section, rows }) => {
    const lines = rows.map((row) => lineOf(row, `test/surface/${name}.json`));
    return [`## ${section}`, '', '| row | status | test |', '|---|---|---|', ...lines].join('\n');
  });
  return [HEAD, `${working} of ${all.length} rows work.\n`, parts.join('\n\n'), ''].join('\n');
}

function lineOf({ row, status, because, checks, test }: SurfaceRow, file: string): string {
  const text = `${status ?? 'works'}${because === undefined ? '' : `: ${because}`}`;
  const shown = test ?? (checks === undefined ? undefined : file);
  const link = shown === undefined ? '–' : `[${shown}](../${shown})`;
  return `| ${row.replaceAll('|', '\\|')} | ${text} | ${link} |`;
}

/** Files that rows of other places name. */
export function namedTests(): readonly string[] {
  return SECTIONS.flatMap((name) => readSection(name).rows.flatMap(({ test = [] }) => test));
}
