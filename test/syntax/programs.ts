import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseTranscript } from '../gql/transcript.ts';

const root = resolve(import.meta.dirname, '..', '..');
const shared = join(root, '..', 'shared', 'conformance');

/**
 * Programs to begin from: the public collections of cases where they lie beside the repository,
 * else those of `test/gql`.
 */
export function loadPrograms(): string[] {
  const found = existsSync(shared) ? fromCollections() : fromTranscripts();
  return [...new Set(found)].sort();
}

function fromCollections(): string[] {
  return readdirSync(shared)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(shared, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .flatMap((line) => {
      const row = JSON.parse(line) as { query: string; setup: (string | { query: string })[] };
      return [
        row.query,
        ...row.setup.map((part) => (typeof part === 'string' ? part : part.query)),
      ];
    });
}

function fromTranscripts(): string[] {
  const folder = join(root, 'test', 'gql');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test'))
    .flatMap((name) => parseTranscript(readFileSync(join(folder, name), 'utf8')))
    .flatMap(({ setup, programs }) => [...setup, ...programs]);
}
