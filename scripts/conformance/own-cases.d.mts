export interface OwnCase {
  readonly code: string;
  readonly name: string;
  readonly file: string;
  readonly checks: readonly { readonly text: string; readonly gqlstatus?: string }[];
  readonly reason?: string;
}

export function readOwnCases(): OwnCase[];
export function parseCases(text: string, file: string): OwnCase[];
export function problemOf(entry: OwnCase, product: object): Promise<string | undefined>;
