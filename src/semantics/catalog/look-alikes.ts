/**
 * What a name looks like: names of one skeleton can be taken for one another. After the skeletons
 * of Unicode Technical Standard #39, for the letters of other scripts that look like Latin ones and
 * for the digits that look like letters. Upper and lower case differ, as they do in GQL.
 */
export function skeletonOf(name: string): string {
  const plain = name.normalize('NFKC').replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '');
  // By character: names that hold none of those, which are most of them, are done with the first.
  return /[^a-zA-HJ-Z_2-9]/u.test(plain)
    ? Array.from(plain, (character) => LOOKS_LIKE.get(character) ?? character).join('')
    : plain;
}

/**
 * Whether a name has that skeleton. Names are mostly plain and told apart by their ends, from where
 * ASCII stays as it is in every normal form: 20 ns in place of 400.
 */
export function looksLike(name: string, skeleton: string): boolean {
  let end = skeleton.length;
  for (let i = name.length - 1; i >= 0; i--) {
    const code = name.charCodeAt(i);
    if (code >= ASCII) return skeletonOf(name) === skeleton;
    if (PLAIN_LOOKS[code] !== skeleton.charCodeAt(--end)) return false;
  }
  return end === 0;
}

const ASCII = 128;

/** What each character of a row looks like: Cyrillic, Greek, Armenian, Cherokee, digits. */
const ROWS: readonly (readonly [likeness: string, characters: string])[] = [
  ['A', 'АΑᎪ'],
  ['B', 'ВΒᏴ'],
  ['C', 'СϹᏟ'],
  ['D', 'Ꭰ'],
  ['E', 'ЕΕᎬ'],
  ['F', 'Ϝ'],
  ['G', 'ԌᏀ'],
  ['H', 'НΗᎻ'],
  ['J', 'ЈᎫ'],
  ['K', 'КΚᏦ'],
  ['L', 'Ꮮ'],
  ['M', 'МΜᎷ'],
  ['N', 'Ν'],
  ['O', 'ОΟՕ0٠۰०'],
  ['P', 'РΡᏢ'],
  ['Q', 'Ԛ'],
  ['R', 'Ꭱ'],
  ['S', 'ЅᏚՏ'],
  ['T', 'ТΤᎢ'],
  ['U', 'Ս'],
  ['V', 'Ꮩ'],
  ['W', 'ԜᎳ'],
  ['X', 'ХΧ'],
  ['Y', 'ҮΥᎩ'],
  ['Z', 'ΖᏃ'],
  ['a', 'аα'],
  ['c', 'сϲ'],
  ['d', 'ԁ'],
  ['e', 'е'],
  ['g', 'ց'],
  ['h', 'һհ'],
  ['i', 'іιı'],
  ['j', 'јϳ'],
  ['k', 'κ'],
  ['l', 'IІΙӀ1١۱'],
  ['n', 'ոη'],
  ['o', 'оοօσ'],
  ['p', 'рρ'],
  ['q', 'ԛզ'],
  ['r', 'г'],
  ['s', 'ѕ'],
  ['u', 'սυ'],
  ['v', 'ѵν'],
  ['w', 'ԝѡ'],
  ['x', 'хχ'],
  ['y', 'уγү'],
];

const LOOKS_LIKE: ReadonlyMap<string, string> = new Map(
  ROWS.flatMap(([likeness, characters]) =>
    Array.from(characters, (character) => [character, likeness] as const),
  ),
);

/** What the characters of ASCII look like, by code. */
const PLAIN_LOOKS = Uint16Array.from({ length: ASCII }, (_, code) =>
  (LOOKS_LIKE.get(String.fromCharCode(code)) ?? String.fromCharCode(code)).charCodeAt(0),
);
