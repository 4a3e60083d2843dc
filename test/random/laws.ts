import type { GraphLite } from '../../src/index.ts';
import type {
  EdgeDirection,
  PathExpression,
  SimplifiedExpression,
} from '../../src/syntax/ast/pattern.ts';
import type { Program } from '../../src/syntax/ast/program.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import { printProgram } from '../../src/syntax/printer.ts';
import type { Dice } from './dice.ts';
import { conditionText } from './generate/expressions.ts';
import type { Generator } from './generate/generator.ts';
import { newGenerator } from './generate/generator.ts';
import { Names } from './generate/names.ts';
import { matchText } from './generate/patterns.ts';
import type { Outcome } from './outcome.ts';
import { engineOutcome } from './outcome.ts';

/** Queries that must have the same rows together, by a law that needs no oracle. */
export interface Law {
  readonly name: string;
  readonly whole: string;
  readonly parts: readonly string[];
}

/** One law of each kind on a random pattern. */
export function randomLaws(dice: Dice, matchMode: Generator['matchMode']): Law[] {
  const g = newGenerator(dice, matchMode);
  return [splitPredicate(g), reversedPattern(g), unrolledQuantifier(g)];
}

/** Every row has p true, not true, or unknown. */
function splitPredicate(g: Generator): Law {
  const { text, names } = matchText(g, new Names(), { paths: 2, edges: 2, inner: true });
  const condition = conditionText(g, names);
  const query = (filter: string): string => `MATCH ${text} ${filter}RETURN ${idsOf(names)}`;
  return {
    name: 'a predicate splits rows in three',
    whole: query(''),
    parts: [
      query(`FILTER ${condition} `),
      query(`FILTER NOT (${condition}) `),
      query(`FILTER (${condition}) IS UNKNOWN `),
    ],
  };
}

function idsOf(names: Names): string {
  const ids = names.of('node', 'edge').map(({ name }) => `${name}.id AS c_${name}`);
  return ids.length === 0 ? '1 AS one' : ids.join(', ');
}

/** A path read from its other end has the same matches. */
function reversedPattern(g: Generator): Law {
  const { text, names } = matchText(g, new Names(), { paths: 2, edges: 3, inner: true });
  const whole = `MATCH ${text} RETURN ${idsOf(names)}`;
  return { name: 'a pattern may be reversed', whole, parts: [reversed(whole)] };
}

function reversed(query: string): string {
  const program = parseProgram(query);
  const [first] = program.transaction?.procedure?.statements ?? [];
  const match = first?.statement.kind === 'linear' ? first.statement.clauses[0] : undefined;
  if (match?.kind !== 'match') return query;
  const paths = match.pattern.paths.map((path) => ({
    ...path,
    expression: reversedPath(path.expression),
  }));
  const pattern = { ...match.pattern, paths };
  const changed = replaced(program, match.pattern, pattern) as Program;
  return printProgram(changed).replaceAll(/\s*\n\s*/gu, ' ');
}

/** The same tree with one object exchanged. */
function replaced(tree: unknown, from: object, to: object): unknown {
  if (tree === from) return to;
  if (Array.isArray(tree)) return tree.map((item: unknown) => replaced(item, from, to));
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Object.getPrototypeOf(tree) !== Object.prototype) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, replaced(value, from, to)]),
  );
}

function reversedPath(e: PathExpression): PathExpression {
  switch (e.kind) {
    case 'node':
      return e;
    case 'edge':
      return { ...e, direction: OPPOSITE[e.direction] };
    case 'concatenation':
      return { ...e, elements: e.elements.map(reversedPath).reverse() };
    case 'alternation':
      return { ...e, alternatives: e.alternatives.map(reversedPath) };
    case 'parenthesized':
      return { ...e, expression: reversedPath(e.expression) };
    case 'quantified':
    case 'questioned':
      return { ...e, primary: reversedPath(e.primary) };
    case 'simplified':
      return {
        ...e,
        direction: OPPOSITE[e.direction],
        contents: reversedContents(e.contents),
      };
  }
}

function reversedContents(e: SimplifiedExpression): SimplifiedExpression {
  switch (e.kind) {
    case 'simpleConcatenation':
      return { ...e, elements: e.elements.map(reversedContents).reverse() };
    case 'simpleAlternation':
      return { ...e, alternatives: e.alternatives.map(reversedContents) };
    case 'simpleQuantified':
    case 'simpleQuestioned':
      return { ...e, operand: reversedContents(e.operand) };
    case 'simpleOverride':
      return { ...e, direction: OPPOSITE[e.direction] };
    case 'simpleLabel':
    case 'simpleConjunction':
    case 'simpleNegation':
      return e;
  }
}

const OPPOSITE: Readonly<Record<EdgeDirection, EdgeDirection>> = {
  left: 'right',
  right: 'left',
  undirected: 'undirected',
  'left or undirected': 'undirected or right',
  'undirected or right': 'left or undirected',
  'left or right': 'left or right',
  any: 'any',
};

/** `{1,3}` is `{1}`, `{2}` and `{3}` together. */
function unrolledQuantifier(g: Generator): Law {
  const { dice } = g;
  const edge = dice.pick(['-[e:R]->', '-[e]-', '<-[e WHERE e.y > 0]-', '~[e]~>', '-[e:R|S]->']);
  const inner = dice.pick([edge, `(()${edge}())`, `((m)${edge}(k) WHERE m.y <> k.id)`]);
  const [lower, upper] = [dice.between(0, 1), dice.between(2, 3)];
  const prefix = dice.pick(['', '', 'TRAIL ', 'ACYCLIC ', 'SIMPLE ']);
  const labels = dice.pick(['', ':A', ':!B']);
  const query = (quantifier: string): string =>
    `MATCH p = ${prefix}(a${labels})${inner}{${quantifier}}(b) ` +
    `RETURN a.id AS a, b.id AS b, PATH_LENGTH(p) AS n, e.id AS e`;
  const lengths = Array.from({ length: upper - lower + 1 }, (_, i) => String(lower + i));
  return {
    name: 'a quantifier is the union of its lengths',
    whole: query(`${lower},${upper}`),
    parts: lengths.map(query),
  };
}

/** What is wrong with a law on a database; undefined where it holds or some query fails. */
export function checkLaw(law: Law, db: GraphLite): string | undefined {
  const whole = engineOutcome(db, law.whole, false);
  const parts = law.parts.map((query) => engineOutcome(db, query, false));
  const crash = [whole, ...parts].find((outcome) => outcome.kind === 'crash');
  if (crash !== undefined) return `${law.name}: crash\n${describe(crash)}\n${law.whole}`;
  const together = parts.flatMap((part) => (part.kind === 'rows' ? part.rows : []));
  if (whole.kind !== 'rows' || parts.some(({ kind }) => kind !== 'rows')) return undefined;
  const [expected, actual] = [together, whole.rows].map((rows) => [...rows].sort().join('\n'));
  if (expected === actual) return undefined;
  return [
    law.name,
    `  whole (${whole.rows.length} rows): ${law.whole}`,
    ...law.parts.map((query, i) => `  part (${rowCount(parts[i])} rows): ${query}`),
  ].join('\n');
}

function rowCount(outcome: Outcome | undefined): number {
  return outcome?.kind === 'rows' ? outcome.rows.length : 0;
}

function describe(outcome: Outcome): string {
  return outcome.kind === 'crash' ? outcome.message : outcome.kind;
}
