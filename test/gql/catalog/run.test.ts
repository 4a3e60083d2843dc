import { declareTranscripts } from '../transcript-suite.ts';
import { runCase } from './run-case.ts';

await declareTranscripts(import.meta.dirname, runCase);
