import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { GraphLite, ImportSpecification } from '../../src/index.ts';

/** The LDBC data lies beside the project and not in it; where it is not, tests with it do not run. */
const project = resolve(import.meta.dirname, '..', '..');
const examples = join(project, 'examples', 'ldbc');
export const ldbcData = resolve(project, '..', 'shared', 'data', 'ldbc-snb-tiny');
export const hasLdbcData = existsSync(join(ldbcData, 'answers.json'));
