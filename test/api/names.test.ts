import { expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

const NAMES: readonly (readonly [what: string, name: string, gqlstatus: string | undefined])[] = [
  ['the longest name', 'x'.repeat(16_383), undefined],
  ['the longest name of wide characters', '\u{1f600}'.repeat(16_383), undefined],
  ['a name that is too long', 'x'.repeat(16_384), '42001'],
  ['quotes of all kinds', `a'b"c\`d`, undefined],
  ['a backslash', 'a\\b', undefined],
  ['a name of JavaScript', '__proto__', undefined],
  ['a NUL', 'a\u0000b', '42001'],
  ['half of a surrogate pair', '\ud800', '42001'],
  ['two dots', '..', '42001'],
  ['a slash', 'a/b', '42001'],
];

it.each(NAMES)('%s', async (_what, name, gqlstatus) => {
  const db = await GraphLite.open();
  const quoted = `@\`${name.replaceAll('`', '``')}\``;
  const creating = db.query(`CREATE GRAPH ${quoted} ANY`);
  if (gqlstatus !== undefined) {
    await expect(creating).rejects.toMatchObject({ gqlstatus });
    return;
  }
  await creating;
  await db.query(`USE ${quoted} INSERT (:A)`);
  const listed = db.querySync(
    'CALL gql.list_graphs() YIELD graph_name, graph_path FILTER graph_name = $name RETURN graph_path',
    { name },
  ).rows;
  expect(listed).toHaveLength(1);
  // The path that is shown is one that procedures and sessions take.
  const graph = listed[0]?.['graph_path'] as string;
  const rows = db.session({ graph }).querySync('MATCH (n) RETURN count(*) AS n').rows;
  expect(rows).toEqual([{ n: 1 }]);
});
