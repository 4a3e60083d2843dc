// Adds up what `npm test` and scripts/check-package.mjs reported into a folder and prints the
// closing line `N passed, N failed`: `node scripts/count-results.mjs FOLDER`.
// A stage without a report has failed as a whole. Exits with 1 when anything failed.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const folder = process.argv[2] ?? '.';
const counts = { passed: 0, failed: 0 };

const stages = read('stages.json');
if (stages === undefined) counts.failed += 1;
for (const stage of stages ?? []) {
  if (stage.name === 'tests') countTests(read('vitest.json'), stage.passed);
  else counts[stage.passed ? 'passed' : 'failed'] += 1;
}

const packaged = read('package.json');
counts.passed += packaged?.passed ?? 0;
counts.failed += packaged?.failed ?? 1;

process.stdout.write(`${counts.passed} passed, ${counts.failed} failed\n`);
if (counts.failed > 0) process.exitCode = 1;

function countTests(report, stagePassed) {
  const passed = report?.numPassedTests ?? 0;
  let failed = report?.numFailedTests ?? 0;
  for (const file of report?.testResults ?? []) {
    // A file that could not even be loaded lists no test.
    if (file.status === 'failed' && file.assertionResults.length === 0) failed += 1;
  }
  // Nothing ran, or something went wrong outside of any test.
  if (failed === 0 && (passed === 0 || !stagePassed)) failed = 1;
  counts.passed += passed;
  counts.failed += failed;
}

function read(name) {
  try {
    return JSON.parse(readFileSync(join(folder, name), 'utf8'));
  } catch {
    return undefined;
  }
}
