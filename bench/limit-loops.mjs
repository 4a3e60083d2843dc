// The hand-written loops of ../shared/bench/limit.mjs, which are both the oracle and the limit.

import { readFileSync } from 'node:fs';

/**
 * Loads the loops into this process, so that both sides are timed in one run. The script prints its
 * own timings when it is run; everything from there on is left out, and the rest becomes a module.
 */
export async function loadLimitLoops(file, dataFolder) {
  const source = readFileSync(file, 'utf8');
  const main = source.indexOf('\nconst dir=process.argv');
  if (main < 0) throw new Error(`${file} has changed: its main part was not found`);
  const module = `${source.slice(0, main)}\nexport { A as loops };\n`;
  const { loops } = await import(`data:text/javascript,${encodeURIComponent(module)}`);
  const probe = JSON.parse(readFileSync(`${dataFolder}/probe.json`, 'utf8'));
  loops.load({ dir: dataFolder, probe });
  return { loops, probe };
}
