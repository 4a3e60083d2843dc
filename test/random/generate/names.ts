/** What the generator knows of a name. */
export type NameKind =
  | 'node'
  | 'edge'
  /** Lists of the elements of a group variable. */
  | 'nodes'
  | 'edges'
  | 'path'
  /** A path of which only the length is determined. */
  | 'path length'
  | 'number'
  | 'string'
  | 'boolean'
  | 'date'
  | 'list'
  /** Of mixed types. */
  | 'any';

export interface Name {
  readonly name: string;
  readonly kind: NameKind;
  /** May be null: conditional, or from OPTIONAL. */
  readonly nullable?: boolean;
}

/** The names that may be used at one place. */
export class Names {
  readonly all: readonly Name[];

  constructor(all: readonly Name[] = []) {
    this.all = all;
  }

  of(...kinds: readonly NameKind[]): Name[] {
    return this.all.filter(({ kind }) => kinds.includes(kind));
  }

  with(...more: readonly Name[]): Names {
    const added = more.filter(({ name }) => !this.all.some((known) => known.name === name));
    return new Names([...this.all, ...added]);
  }

  without(...kinds: readonly NameKind[]): Names {
    return new Names(this.all.filter(({ kind }) => !kinds.includes(kind)));
  }
}

/** Fresh names, so that nothing is declared twice by accident. */
export class Counter {
  #next = 0;

  fresh(prefix: string): string {
    return `${prefix}${this.#next++}`;
  }
}
