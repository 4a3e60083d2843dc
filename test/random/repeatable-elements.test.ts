import { randomTests } from './random-tests.ts';

randomTests('REPEATABLE ELEMENTS');
