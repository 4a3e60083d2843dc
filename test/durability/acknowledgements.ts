/** What the committers note once a commit's promise has resolved, one JSON text a line. */
export type Acknowledgement =
  /** A transaction that inserted these items, all of them numbered with it. */
  | { readonly kind: 'items'; readonly tx: number; readonly ids: readonly string[] }
  /** A transaction that put these slots in the place of all that the owner had. */
  | {
      readonly kind: 'slots';
      readonly owner: Owner;
      readonly version: number;
      readonly ids: readonly string[];
    }
  | GraphNote
  | { readonly kind: 'failure'; readonly message: string };

export type GraphNote =
  /** A node in each of two graphs. */
  | { readonly kind: 'pair'; readonly tx: number }
  /** A schema with a graph; `leaving` is noted before the transaction that drops it. */
  | { readonly kind: 'schema'; readonly name: string; readonly state: 'made' | 'leaving' | 'gone' }
  /** A graph in the place of another one, and all that is in it. */
  | { readonly kind: 'replaced'; readonly version: number };

export type Owner = 'small' | 'large';

/** Whole lines only: the last one may be cut off where the process was killed. */
export function parseAcknowledgements(text: string): Acknowledgement[] {
  return text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Acknowledgement);
}
