// A process that runs cases one after the other, as its parent sends them. A case that hangs or
// brings the process down costs only itself.

import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { join } from 'node:path';
import { runCase } from './run-case.mjs';

const dist = process.argv[2];
const load = (file) => import(pathToFileURL(join(dist, file)).href);
const { GraphLite, GqlError } = await load('index.js');
const { limits } = await load('base/limits.js');

process.on('message', async (row) => {
  process.send(await runCase(row, { GraphLite, GqlError, limits }));
});
// Without the parent there is nobody to run cases for.
process.on('disconnect', () => process.exit(0));
process.send('ready');
