/** One case of a transcript file; see README.md. */
export interface TranscriptCase {
  readonly title: string;
  readonly line: number;
  readonly setup: readonly string[];
  readonly programs: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly text: string }[];
  readonly settings: ReadonlyMap<string, string>;
  readonly ordered: boolean;
  readonly expected: readonly string[];
}

interface Section {
  readonly title: string;
  readonly line: number;
  readonly body: readonly string[];
}

export function parseTranscript(text: string): TranscriptCase[] {
  let setup: readonly string[] = [];
  const cases: TranscriptCase[] = [];
  for (const section of sections(text)) {
    if (section.title === 'setup') setup = splitPrograms(section.body);
    else cases.push(parseCase(section, setup));
  }
  return cases;
}

function sections(text: string): Section[] {
  const found: { title: string; line: number; body: string[] }[] = [];
  text.split('\n').forEach((line, index) => {
    if (line.startsWith('#')) return;
    const title = /^== (.+)$/u.exec(line)?.[1];
    if (title !== undefined) found.push({ title, line: index + 1, body: [] });
    else if (line.trim() !== '') found.at(-1)?.body.push(line);
  });
  return found;
}

function parseCase(section: Section, setup: readonly string[]): TranscriptCase {
  const { title, line, body } = section;
  const cut = body.findIndex((each) => each.startsWith('----'));
  const given = cut < 0 ? body : body.slice(0, cut);
  const parameters = given.flatMap((each) => {
    const [, name, text] = /^\$(\w+) = (.*)$/u.exec(each) ?? [];
    return name === undefined || text === undefined ? [] : [{ name, text }];
  });
  const settings = given.flatMap((each): [string, string][] => {
    const [, name, value] = /^@(\w+) (.*)$/u.exec(each) ?? [];
    return name === undefined || value === undefined ? [] : [[name, value]];
  });
  return {
    title,
    line,
    setup,
    programs: splitPrograms(given.filter((each) => !/^(?:\$\w+ = |@)/u.test(each))),
    parameters,
    settings: new Map(settings),
    ordered: body[cut]?.includes('ordered') === true,
    expected: cut < 0 ? [] : body.slice(cut + 1).map((each) => each.trimEnd()),
  };
}

/** Programs end with `;` at the end of a line, the last one with the section. */
function splitPrograms(lines: readonly string[]): string[] {
  return lines
    .join('\n')
    .split(/;\s*(?:\n|$)/u)
    .map((program) => program.trim())
    .filter((program) => program !== '');
}
