import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseTranscript } from '../gql/transcript.ts';

const root = resolve(import.meta.dirname, '..', '..');
const shared = join(root, '..', 'shared', 'conformance');

export interface CollectionRow {
  readonly id: string;
  readonly query: string;
  readonly setup: readonly (string | { readonly query: string })[];
  readonly isoGrammar: boolean;
}

/** The rows of the public collections, which lie beside the repository; none where they do not. */
export function collectionRows(): CollectionRow[] {
  if (!existsSync(shared)) return [];
  return readdirSync(shared)
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => readFileSync(join(shared, name), 'utf8').split('\n'))
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as CollectionRow);
}

/** Programs to begin from: those of the public collections, else those of `test/gql`. */
export function loadPrograms(): string[] {
  const rows = collectionRows();
  const found = rows.length === 0 ? transcriptTexts() : rows.flatMap(textsOf);
  return [...new Set(found)].sort();
}

function textsOf({ query, setup }: CollectionRow): string[] {
  return [query, ...setup.map((part) => (typeof part === 'string' ? part : part.query))];
}

function transcriptTexts(): string[] {
  const folder = join(root, 'test', 'gql');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.test'))
    .flatMap((name) => parseTranscript(readFileSync(join(folder, name), 'utf8')))
    .flatMap(({ setup, programs }) => [...setup, ...programs]);
}
