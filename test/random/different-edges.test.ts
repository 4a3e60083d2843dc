import { randomTests } from './random-tests.ts';

randomTests('DIFFERENT EDGES');
