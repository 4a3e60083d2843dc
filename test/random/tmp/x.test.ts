import { it } from 'vitest';
import { Dice } from '../dice.ts';
import { seededRandom } from '../../../src/base/random.ts';
import { randomGraph, referenceGraph, insertText } from '../graph-spec.ts';
import { referenceOutcome, engineOutcome } from '../outcome.ts';
import { GraphLite } from '../../../src/index.ts';
import { appendFileSync } from 'node:fs';
it('x', async () => {
  const q = process.env['Q'] ?? '';
  const spec = randomGraph(new Dice(seededRandom(Number(process.env['S']))));
  const log = (x: unknown) =>
    appendFileSync('/tmp/x.log', (performance.now() | 0) + JSON.stringify(x)?.slice(0, 500) + '\n');
  log(insertText(spec));
  log(
    referenceOutcome(
      referenceGraph(spec),
      q,
      { maxSteps: 150000, matchMode: 'REPEATABLE ELEMENTS' },
      false,
    ),
  );
  for (const executor of ['interpreter', 'compiler'] as const) {
    const db = await GraphLite.open('', { executor, matchMode: 'REPEATABLE ELEMENTS' });
    const i = insertText(spec);
    if (i) db.querySync(i);
    log([executor, engineOutcome(db, q, false)]);
  }
}, 20000);
