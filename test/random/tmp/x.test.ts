import { it } from 'vitest';
import { Dice } from '../dice.ts';
import { seededRandom } from '../../../src/base/random.ts';
import { randomGraph, referenceGraph, insertText } from '../graph-spec.ts';
import { referenceOutcome, engineOutcome } from '../outcome.ts';
import { GraphLite } from '../../../src/index.ts';
import { appendFileSync, readFileSync } from 'node:fs';
it('x', async () => {
  const [mode, graph, ...qs] = readFileSync(process.env['F'] ?? '', 'utf8')
    .split('\n')
    .filter((l) => l !== '');
  const matchMode = mode === 'R' ? 'REPEATABLE ELEMENTS' : 'DIFFERENT EDGES';
  const insert = graph?.startsWith('#')
    ? insertText(randomGraph(new Dice(seededRandom(Number(graph.slice(1))))))
    : (graph ?? '');
  const log = (x: unknown) =>
    appendFileSync('/tmp/x.log', `${performance.now() | 0} ${JSON.stringify(x)?.slice(0, 700)}\n`);
  log(insert);
  for (const q of qs) {
    log(q);
    for (const executor of (process.env['EX'] ?? 'interpreter,compiler').split(',') as (
      'interpreter' | 'compiler'
    )[]) {
      const db = await GraphLite.open('', {
        executor,
        matchMode,
        integers: 'bigint',
        decimals: 'decimal',
      });
      if (insert) db.querySync(insert);
      log([executor]);
      log([executor, engineOutcome(db, q, /INSERT|SET|DELETE/.test(q))]);
    }
  }
}, 60000);
