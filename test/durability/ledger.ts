import { expect } from 'vitest';
import type { GraphLite } from '../../src/index.ts';
import type { Acknowledgement, Owner } from './acknowledgements.ts';
import { GraphLedger } from './graph-ledger.ts';

interface Item {
  readonly id: string;
  readonly tx: number;
  readonly part: number;
  readonly of: number;
  readonly links: number;
}

interface Slot {
  readonly id: string;
  readonly owner: Owner;
  readonly version: number;
  readonly part: number;
  readonly of: number;
  readonly text: string;
}

interface Link {
  readonly id: string;
  readonly tx: number;
}

/** What all processes so far have acknowledged, and what the database must hold because of it. */
export class Ledger {
  readonly #items = new Map<number, readonly string[]>();
  readonly #slots = new Map<Owner, number>();
  /** Who has ever had an id, as far as anybody was told. */
  readonly #identities = new Map<string, string>();
  readonly #graphs = new GraphLedger();
  #acknowledged = 0;

  get acknowledged(): number {
    return this.#acknowledged;
  }

  add(acknowledgement: Acknowledgement): void {
    this.#acknowledged++;
    switch (acknowledgement.kind) {
      case 'failure':
        throw new Error(`a committer failed: ${acknowledgement.message}`);
      case 'items': {
        const { tx, ids } = acknowledgement;
        this.#items.set(tx, ids);
        for (const [part, id] of ids.entries()) this.#identify(id, itemName(tx, part));
        return;
      }
      case 'pair':
      case 'schema':
      case 'replaced':
        this.#graphs.add(acknowledgement);
        return;
      case 'slots': {
        const { owner, version, ids } = acknowledgement;
        this.#slots.set(owner, version);
        for (const [part, id] of ids.entries()) this.#identify(id, slotName(owner, version, part));
        return;
      }
    }
  }

  /** Everything acknowledged is there, and every transaction that is there is there as a whole. */
  check(db: GraphLite): void {
    const linked = this.#checkItems(db);
    this.#checkSlots(db);
    this.#graphs.check(db, this.#acknowledged > 0);
    expect(db.querySync('MATCH (g:Ghost) RETURN g').rows, 'was rolled back').toEqual([]);
    const totals = db.querySync<{ items: number }>('MATCH (t:Total) RETURN t.items AS items').rows;
    // The very first process may have died before it made one.
    if (totals.length === 0 && this.#acknowledged === 0) return;
    expect(totals, 'the total of linked items').toEqual([{ items: linked }]);
  }

  /** Returns how many items are linked. */
  #checkItems(db: GraphLite): number {
    const items = db.querySync<Item>(
      `MATCH (i:Item)
       RETURN ELEMENT_ID(i) AS id, i.tx AS tx, i.part AS part, i.of AS of, i.links AS links`,
    ).rows;
    const links = db.querySync<Link>(
      'MATCH (:Item)-[e:NEXT]->(:Item) RETURN ELEMENT_ID(e) AS id, e.tx AS tx',
    ).rows;
    const byTx = groupBy(items, ({ tx }) => tx);
    const linksByTx = groupBy(links, ({ tx }) => tx);
    for (const { id, tx, part } of items) this.#identify(id, itemName(tx, part));
    const torn = [...byTx].filter(([tx, group]) => {
      const { of, links: wanted } = group[0] ?? { of: 0, links: 0 };
      const parts = new Set(group.map(({ part }) => part));
      const found = linksByTx.get(tx)?.length ?? 0;
      return group.length !== of || parts.size !== of || found !== wanted;
    });
    expect(torn, 'transactions that are there in part').toEqual([]);
    const lost = [...this.#items].filter(([tx, ids]) => byTx.get(tx)?.length !== ids.length);
    expect(lost, 'acknowledged transactions that are not there').toEqual([]);
    expect([...linksByTx.keys()].filter((tx) => !byTx.has(tx))).toEqual([]);
    return items.filter((item) => item.links > 0).length;
  }

  #checkSlots(db: GraphLite): void {
    const slots = db.querySync<Slot>(
      `MATCH (s:Slot) RETURN ELEMENT_ID(s) AS id, s.owner AS owner, s.version AS version,
       s.part AS part, s.of AS of, s.text AS text`,
    ).rows;
    const byOwner = groupBy(slots, ({ owner }) => owner);
    for (const [owner, group] of byOwner) {
      const { version, of } = group[0] ?? { version: -1, of: -1 };
      expect(group, `one version of ${owner}`).toHaveLength(of);
      for (const slot of group) {
        expect(slot.version).toBe(version);
        expect(slot.text.endsWith(String(version))).toBe(true);
        this.#identify(slot.id, slotName(owner, version, slot.part));
      }
    }
    for (const [owner, version] of this.#slots) {
      const found = byOwner.get(owner)?.[0]?.version ?? -1;
      expect(found, `the version of ${owner}`).toBeGreaterThanOrEqual(version);
    }
  }

  #identify(id: string, name: string): void {
    const before = this.#identities.get(id);
    if (before !== undefined && before !== name) {
      throw new Error(`id ${id} was that of ${before} and is now that of ${name}`);
    }
    this.#identities.set(id, name);
  }
}

function itemName(tx: number, part: number): string {
  return `item ${tx}/${part}`;
}

function slotName(owner: Owner, version: number, part: number): string {
  return `slot ${owner} ${version}/${part}`;
}

function groupBy<T, K>(all: readonly T[], keyOf: (one: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}
