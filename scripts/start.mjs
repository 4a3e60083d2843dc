// `npm start`: a short tour on a small sample graph, which ends in the REPL on a terminal.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { ensure, fail, root, run } from './ensure.mjs';

ensure();

const tour = join(root, 'examples', 'tour', 'tour.mjs');
if (!existsSync(tour)) {
  fail(
    'examples/tour/tour.mjs is missing; restore it from the repository and run `npm start` again.',
  );
}
// Ctrl-C is for the REPL, which cancels the running query; this process waits for it to end.
process.on('SIGINT', () => {});
process.exitCode = run(process.execPath, [tour, ...process.argv.slice(2)]);
