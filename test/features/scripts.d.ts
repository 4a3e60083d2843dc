/** The parts of `npm run conformance` that the tests here share with it. */
declare module '*/conformance/own-cases.mjs' {
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
}

declare module '*/conformance/claims.mjs' {
  export const pageFile: string;
  export function readClaims(file?: string): Set<string>;
}

declare module '*/conformance/product.mjs' {
  export function productOf(exported: object): { readonly numbers: Record<string, number> };
}

declare module '*/conformance/page.mjs' {
  export function pageText(folder: string, product: object): Promise<string>;
}

declare module '*/conformance/dispositions.mjs' {
  export function readDispositions(): Map<string, { right: string; why: string }>;
  export function rottenDispositions(
    dispositions: ReadonlyMap<string, { right: string; why: string }>,
    ids: ReadonlySet<string>,
    outcomes: readonly { row: { id: string }; passed: boolean }[],
  ): string[];
}

declare module '*/conformance/standing.mjs' {
  export function needsCatalog(row: object): boolean;
  export function standings(claims: ReadonlySet<string>): (row: object) => string;
}
