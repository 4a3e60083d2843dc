import { expect, it } from 'vitest';
import { GraphLite } from '../../src/index.ts';

/** The types of parameters are known only when the query runs. */
it.each([
  ['RETURN $a + $a AS b', 'x', '22G12'],
  ['RETURN $a + $a AS b', [1], '22G12'],
  ['RETURN CAST($a AS BOOL) AS b', 1, '22G03'],
])('%s of %j is refused by a strict database when it runs', async (query, a, code) => {
  const strict = await GraphLite.open(undefined, { strict: true });
  const lenient = await GraphLite.open();
  try {
    await expect(strict.query(query, { a })).rejects.toMatchObject({ gqlstatus: code });
    expect((await lenient.query(query, { a })).rows).toHaveLength(1);
    expect((await strict.query('RETURN $a + $a AS b', { a: 2 })).rows).toEqual([{ b: 4 }]);
  } finally {
    await strict.close();
    await lenient.close();
  }
});
