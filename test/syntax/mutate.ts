import { RESERVED_WORDS, EXTENSION_WORDS } from '../../src/syntax/keywords.ts';
import { PUNCTUATION } from '../../src/syntax/token.ts';
import type { SeededDice } from '../helpers/seeded-dice.ts';

/** Long enough for every limit of the parser, short enough for a million texts. */
const LONGEST = 60_000;

type Mutation = (text: string, dice: SeededDice, programs: readonly string[]) => string;

/** A program with one to three changes. */
export function mutate(dice: SeededDice, programs: readonly string[]): string {
  let text = pick(dice, programs);
  for (let count = 1 + dice.below(3); count > 0; count--) {
    const mutation = pick(dice, dice.below(12) === 0 ? RARE : COMMON);
    const changed = mutation(text, dice, programs);
    if (changed.length <= LONGEST) text = changed;
  }
  return text;
}

function pick<T>(dice: SeededDice, items: readonly T[]): T {
  const item = items[dice.below(items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
}

/** Words, numbers, runs of space and single signs: near enough to the tokens of the language. */
function piecesOf(text: string): string[] {
  return text.match(/[\p{L}\p{N}_]+|\s+|./gsu) ?? [];
}

function deletePieces(text: string, dice: SeededDice): string {
  const pieces = piecesOf(text);
  pieces.splice(dice.below(pieces.length), 1 + dice.below(4));
  return pieces.join('');
}

function duplicatePieces(text: string, dice: SeededDice): string {
  const pieces = piecesOf(text);
  const from = dice.below(pieces.length);
  const copied = pieces.slice(from, from + 1 + dice.below(6));
  pieces.splice(dice.below(pieces.length), 0, ...copied);
  return pieces.join('');
}

function swapPieces(text: string, dice: SeededDice): string {
  const pieces = piecesOf(text);
  const [first, second] = [dice.below(pieces.length), dice.below(pieces.length)];
  const [one, other] = [pieces[first], pieces[second]];
  if (one !== undefined && other !== undefined) [pieces[first], pieces[second]] = [other, one];
  return pieces.join('');
}

// prettier-ignore
const TOKENS = [
  ...PUNCTUATION, ...RESERVED_WORDS, ...EXTENSION_WORDS, "''", '"a"', '`a`', '@"a\\b"', '$p', '$$p',
  '0', '1.5', '.5', '1e9', '0xFF', "X'00'", "DATE '2024-01-01'", "DURATION 'P1Y'", 'NULL', 'x',
];

function insertToken(text: string, dice: SeededDice): string {
  const at = dice.below(text.length + 1);
  return `${text.slice(0, at)} ${pick(dice, TOKENS)} ${text.slice(at)}`;
}

// prettier-ignore
const NOISE = [
  "'", '"', '`', '\\', '$', '@', '#', '\0', '\u{1F600}', '\uD800', '\u00A0', '\u2028', 'é', '\u0301',
  '/*', '*/', '--', '//', '\n', '\t', '\uFEFF', '\u200B', '\\u12', "\\'", '_', '9', 'e', 'E', '…',
];

function noise(text: string, dice: SeededDice): string {
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + pick(dice, NOISE) + text.slice(at + dice.below(3));
}

function splice(text: string, dice: SeededDice, programs: readonly string[]): string {
  const other = pick(dice, programs);
  return text.slice(0, dice.below(text.length + 1)) + other.slice(dice.below(other.length + 1));
}

/** How often: mostly a few times, sometimes thousands. */
function times(dice: SeededDice): number {
  return 1 + dice.below([8, 80, 5_000][dice.below(3)] ?? 1);
}

function repeatFragment(text: string, dice: SeededDice): string {
  const pieces = piecesOf(text);
  const from = dice.below(pieces.length);
  const fragment = pieces.slice(from, from + 1 + dice.below(8)).join('');
  const count = Math.min(times(dice), Math.floor(LONGEST / (fragment.length + 1)));
  const copies = fragment.repeat(count);
  return pieces.slice(0, from).join('') + copies + pieces.slice(from).join('');
}

/** What opens and closes, and operators in front of a value, behind it and between two. */
const NESTS: readonly (readonly [string, string])[] = [
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
  ['{a: ', '}'],
  ['LIST<', '>'],
  ['ANY <', '>'],
  ['(', ''],
  ['[', ''],
  ['{', ''],
  ['', ')'],
  ['', ']'],
  ['', '}'],
  ['NOT ', ''],
  ['-', ''],
  ['!', ''],
  ['f(', ')'],
  ['x[', ']'],
  ['', '.a'],
  ['', '[0]'],
  ['', ' LIST'],
  ['', ' IS NOT NULL'],
  ['', ' AND x'],
  ['x OR ', ''],
  ['', ' + 1'],
  ['1 * ', ''],
  ["'a' || ", ''],
  ['', '|A'],
  ['', '&A'],
  ['', '->()'],
  ['(', '){1,2}'],
  ['(()', '->())*'],
  ['-/', '/->'],
  ['CASE WHEN a THEN ', ' END'],
  ['CAST(', ' AS INT)'],
  ['LET a = 1 IN ', ' END'],
  ['EXISTS {MATCH (n) WHERE ', '}'],
  ['VALUE {RETURN ', ' AS a}'],
  ['[x IN xs | ', ']'],
  ['CALL {', '}'],
  ['OPTIONAL {', '}'],
  ['{RETURN 1 AS a NEXT ', '}'],
  ['', ' UNION RETURN 1 AS a'],
  ['', ' NEXT RETURN 1 AS a'],
  ['USE g ', ''],
  ['EXPLAIN ', ''],
];

function nest(text: string, dice: SeededDice): string {
  const [open, close] = pick(dice, NESTS);
  const count = Math.min(times(dice), Math.floor(LONGEST / (open.length + close.length)));
  const from = dice.below(text.length + 1);
  const to = from + dice.below(Math.min(40, text.length - from + 1));
  const inside = open.repeat(count) + text.slice(from, to) + close.repeat(count);
  return text.slice(0, from) + inside + text.slice(to);
}

function longToken(text: string, dice: SeededDice): string {
  const length = 1 + dice.below([100, 1_000, 40_000][dice.below(3)] ?? 1);
  const tokens: readonly ((body: string) => string)[] = [
    (body) => body,
    (body) => `'${body}'`,
    (body) => `\`${body}\``,
    (body) => `"${body}`,
    (body) => `$${body}`,
    (body) => `/*${body}*/`,
    (body) => `--${body}\n`,
    (body) => `1e${body}`,
    (body) => `0x${body}`,
    (body) => `X'${body}'`,
    (body) => `${body}.${body}`,
  ];
  const token = pick(
    dice,
    tokens,
  )(pick(dice, ['a', '9', '0', ' ', "''", '\\n', 'é']).repeat(length));
  const at = dice.below(text.length + 1);
  return text.slice(0, at) + token + text.slice(at);
}

const COMMON: readonly Mutation[] = [
  deletePieces,
  duplicatePieces,
  swapPieces,
  insertToken,
  noise,
  splice,
];
const RARE: readonly Mutation[] = [repeatFragment, nest, nest, longToken];
