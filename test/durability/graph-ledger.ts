import { expect } from 'vitest';
import type { GraphLite } from '../../src/index.ts';
import type { GraphNote } from './acknowledgements.ts';

/** What the committers over several graphs have acknowledged, and what must be there for it. */
export class GraphLedger {
  readonly #pairs = new Set<number>();
  readonly #schemas = new Map<string, 'made' | 'leaving' | 'gone'>();
  #version = -1;

  add(note: GraphNote): void {
    switch (note.kind) {
      case 'pair':
        this.#pairs.add(note.tx);
        return;
      case 'schema':
        this.#schemas.set(note.name, note.state);
        return;
      case 'replaced':
        this.#version = note.version;
        return;
    }
  }

  /** `isReady` is false where the first process may have died before it had made the graphs. */
  check(db: GraphLite, isReady: boolean): void {
    this.#checkSchemas(db);
    const graphs = new Set(
      namesOf(db, 'CALL gql.list_graphs() YIELD graph_name RETURN graph_name'),
    );
    if (!isReady && !graphs.has('replaced')) return;
    const pairs = (use: string): number[] =>
      db
        .querySync<{ tx: number }>(`${use} MATCH (p:Pair) RETURN p.tx AS tx ORDER BY tx`)
        .rows.map(({ tx }) => tx);
    const home = pairs('');
    expect(pairs('USE pairs'), 'the other halves of pairs').toEqual(home);
    const there = new Set(home);
    expect([...this.#pairs].filter((tx) => !there.has(tx))).toEqual([]);
    this.#checkReplaced(db);
  }

  #checkSchemas(db: GraphLite): void {
    const all = namesOf(db, 'CALL gql.list_schemas() YIELD schema_name RETURN schema_name');
    const found = all.filter((name) => name !== 'default');
    expect(found.filter((name) => name.startsWith('ghost'))).toEqual([]);
    for (const name of found) {
      expect(this.#schemas.get(name), `${name} was dropped`).not.toBe('gone');
      const parts = db.querySync<{ of: number }>(
        `USE /${name}/parts MATCH (p:Part) RETURN p.of AS of`,
      ).rows;
      expect(parts, `what is in ${name}`).toHaveLength(parts[0]?.of ?? -1);
    }
    const lost = [...this.#schemas].filter(
      ([name, state]) => state === 'made' && !found.includes(name),
    );
    expect(lost, 'acknowledged schemas').toEqual([]);
  }

  #checkReplaced(db: GraphLite): void {
    const { rows } = db.querySync<{ version: number; of: number }>(
      'USE replaced MATCH (v:Version) RETURN v.version AS version, v.of AS of',
    );
    const [first] = rows;
    if (first === undefined && this.#version < 0) return;
    expect(first?.version, 'the version that replaced others').toBeGreaterThanOrEqual(
      this.#version,
    );
    expect(rows).toEqual(Array.from({ length: first?.of ?? -1 }, () => first));
  }
}

function namesOf(db: GraphLite, text: string): string[] {
  return db.querySync<Record<string, string>>(text).rows.map((row) => Object.values(row)[0] ?? '');
}
