import type { Random } from '../../src/base/random.ts';
import type { GraphLite, Transaction } from '../../src/index.ts';
import type { GraphNote } from './acknowledgements.ts';

export interface GraphCommittersHost {
  readonly db: GraphLite;
  readonly random: Random;
  note(acknowledgement: GraphNote): void;
  /** Numbers that no other transaction has, in any run. */
  nextTx(): number;
}

/** Transactions that make, fill, replace and drop graphs and schemas, or write to two graphs. */
export class GraphCommitters {
  readonly #host: GraphCommittersHost;

  constructor(host: GraphCommittersHost) {
    this.#host = host;
  }

  static async prepare(db: GraphLite): Promise<void> {
    await db.query('CREATE GRAPH IF NOT EXISTS pairs ANY');
    await db.query('CREATE GRAPH IF NOT EXISTS replaced ANY');
  }

  /** The same node in two graphs. */
  async pair(): Promise<void> {
    const tx = this.#host.nextTx();
    await this.#host.db.transaction(async (inner) => {
      await inner.query('INSERT (:Pair {tx: $tx})', { tx });
      await inner.query('USE pairs INSERT (:Pair {tx: $tx})', { tx });
    });
    this.#host.note({ kind: 'pair', tx });
  }

  /** A schema that comes with a graph and all that is in it, and most times goes again. */
  async schema(): Promise<void> {
    const { db, random } = this.#host;
    const name = `s${this.#host.nextTx()}`;
    const of = 1 + Math.floor(random.next() * 30);
    await db.transaction((inner) => makeSchema(inner, name, of));
    this.#host.note({ kind: 'schema', name, state: 'made' });
    if (random.next() < 0.2) return;
    this.#host.note({ kind: 'schema', name, state: 'leaving' });
    await db.transaction(async (inner) => {
      await inner.query(`USE /${name}/parts INSERT (:Part {of: ${of}})`);
      await inner.query(`DROP GRAPH /${name}/parts`);
      await inner.query(`DROP SCHEMA /${name}`);
    });
    this.#host.note({ kind: 'schema', name, state: 'gone' });
  }

  async replaced(): Promise<void> {
    const version = this.#host.nextTx();
    const of = 1 + Math.floor(this.#host.random.next() * 10);
    await this.#host.db.transaction(async (inner) => {
      await inner.query('CREATE OR REPLACE GRAPH replaced ANY');
      for (let part = 0; part < of; part++) {
        await inner.query('USE replaced INSERT (:Version {version: $version, of: $of})', {
          version,
          of,
        });
      }
    });
    this.#host.note({ kind: 'replaced', version });
  }

  async rolledBack(): Promise<void> {
    const ending = this.#host.db.transaction(async (inner) => {
      await makeSchema(inner, `ghost${this.#host.nextTx()}`, 3);
      await inner.query('CREATE OR REPLACE GRAPH replaced ANY');
      throw new RangeError('changed its mind');
    });
    await ending.catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
    });
  }
}

async function makeSchema(inner: Transaction, name: string, of: number): Promise<void> {
  await inner.query(`CREATE SCHEMA /${name}`);
  await inner.query(`CREATE GRAPH /${name}/parts ANY`);
  const parts = Array.from({ length: of }, (_, part) => part);
  await inner.query(`USE /${name}/parts FOR part IN $parts INSERT (:Part {of: $of})`, {
    parts,
    of,
  });
}
