import { runCase } from './run-case.ts';
import { declareTranscripts } from './transcript-suite.ts';

await declareTranscripts(import.meta.dirname, runCase);
