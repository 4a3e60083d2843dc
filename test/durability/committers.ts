import { openSync, writeSync } from 'node:fs';
import type { Random } from '../../src/base/random.ts';
import { seededRandom } from '../../src/base/random.ts';
import type { Transaction } from '../../src/index.ts';
import { GqlError, GraphLite } from '../../src/index.ts';
import type { Acknowledgement, Owner } from './acknowledgements.ts';
import { GraphCommitters } from './graph-committers.ts';

/**
 * The process that kill.test.ts kills: committers that write at the same time until they die, and
 * note each commit as soon as its promise has resolved. Its arguments are the directory, the file
 * for the notes, and the number of the run, which keeps the numbers of its transactions apart.
 */
const [directory = '', notesFile = '', run = '0'] = process.argv.slice(2);

/** 24 of them are more than the mebibyte past which a transaction is logged before it commits. */
const LARGE_TEXT = 'a long transaction goes to the log in pieces. '.repeat(1_100);
const LARGE_PARTS = 24;

const INSERT_ITEM = `
  INSERT (i:Item {tx: $tx, part: $part, of: $of, links: $links})
  RETURN ELEMENT_ID(i) AS id`;
const LINK = `
  MATCH (a:Item WHERE a.tx = $tx), (b:Item WHERE b.tx = $tx)
  FILTER a.part + 1 = b.part
  INSERT (a)-[:NEXT {tx: $tx}]->(b)`;
const ADD_TO_TOTAL = 'MATCH (t:Total) SET t.items = t.items + $of';

type Inserted = { readonly id: string };

class Committers {
  readonly #db: GraphLite;
  readonly #random: Random;
  readonly #notes: number;
  #nextTx = Number(run) * 1_000_000;
  #isFirst = true;

  constructor(db: GraphLite) {
    this.#db = db;
    this.#random = seededRandom(Number(run));
    this.#notes = openSync(notesFile, 'a');
  }

  run(): void {
    const graphs = new GraphCommitters({
      db: this.#db,
      random: this.#random,
      note: (acknowledgement) => {
        this.#note(acknowledgement);
      },
      nextTx: () => this.#nextTx++,
    });
    for (const step of [
      () => graphs.pair(),
      () => this.#later(() => graphs.schema()),
      () => this.#later(() => graphs.replaced()),
      () => this.#later(() => graphs.rolledBack()),
      () => this.#single(),
      () => this.#single(),
      () => this.#oneStatement(),
      () => this.#linked(),
      () => this.#inSession(),
      () => this.#replace('small', 1 + this.#below(6)),
      () => this.#later(() => this.#replace('large', LARGE_PARTS)),
      () => this.#later(() => this.#rolledBack()),
      () => this.#later(() => this.#db.checkpoint()),
    ]) {
      void this.#forEver(step);
    }
  }

  async #forEver(step: () => Promise<void>): Promise<void> {
    try {
      for (;;) await step();
    } catch (error) {
      this.#note({ kind: 'failure', message: String((error as Error).stack) });
      process.exit(1);
    }
  }

  async #later(step: () => Promise<void>): Promise<void> {
    await new Promise((resolve) => {
      setTimeout(resolve, this.#below(150));
    });
    await step();
  }

  async #single(): Promise<void> {
    const tx = this.#nextTx++;
    const result = await this.#db.query<Inserted>(INSERT_ITEM, { tx, part: 0, of: 1, links: 0 });
    this.#noteItems(tx, result.rows);
  }

  async #oneStatement(): Promise<void> {
    const tx = this.#nextTx++;
    const of = 2 + this.#below(20);
    const result = await this.#db.query<Inserted>(
      `FOR part IN $parts
       INSERT (i:Item {tx: $tx, part: part, of: $of, links: 0})
       RETURN ELEMENT_ID(i) AS id`,
      { tx, of, parts: Array.from({ length: of }, (_, part) => part) },
    );
    this.#noteItems(tx, result.rows);
  }

  /** Several statements that only count together: nodes, the edges between them, a total. */
  async #linked(): Promise<void> {
    const tx = this.#nextTx++;
    const of = 2 + this.#below(4);
    const rows = await this.#db.transaction((inner) => this.#insertLinked(inner, tx, of));
    this.#noteItems(tx, rows);
  }

  async #insertLinked(inner: Transaction, tx: number, of: number): Promise<Inserted[]> {
    const rows: Inserted[] = [];
    for (let part = 0; part < of; part++) {
      rows.push(...(await inner.query<Inserted>(INSERT_ITEM, { tx, part, of, links: of - 1 })));
    }
    await inner.query(LINK, { tx });
    await inner.query(ADD_TO_TOTAL, { of });
    return rows;
  }

  async #inSession(): Promise<void> {
    const tx = this.#nextTx++;
    const of = 2;
    const session = this.#db.session();
    try {
      await session.query('START TRANSACTION');
      const first = await session.query<Inserted>(INSERT_ITEM, { tx, part: 0, of, links: 0 });
      const second = await session.query<Inserted>(INSERT_ITEM, { tx, part: 1, of, links: 0 });
      await session.query('COMMIT');
      this.#noteItems(tx, [...first, ...second]);
    } catch (error) {
      // Another one wrote first. Nothing was written here, and there is always another number.
      if (!(error instanceof GqlError) || error.gqlstatus !== '40001') throw error;
    } finally {
      session.close();
    }
  }

  async #replace(owner: Owner, of: number): Promise<void> {
    const version = this.#nextTx++;
    const text = owner === 'large' ? LARGE_TEXT : 'short';
    const ids: string[] = [];
    await this.#db.transaction(async (inner) => {
      ids.length = 0;
      await inner.query('MATCH (s:Slot WHERE s.owner = $owner) DELETE s', { owner });
      for (let part = 0; part < of; part++) {
        const [row] = await inner.query<Inserted>(
          `INSERT (s:Slot {owner: $owner, version: $version, part: $part, of: $of, text: $text})
           RETURN ELEMENT_ID(s) AS id`,
          { owner, version, part, of, text: `${text}${version}` },
        );
        ids.push(row?.id ?? '');
      }
    });
    this.#note({ kind: 'slots', owner, version, ids });
  }

  /** Small ones leave nothing in the log; large ones are there already when they end. */
  async #rolledBack(): Promise<void> {
    const parts = this.#below(2) === 0 ? 2 : LARGE_PARTS;
    const ending = this.#db.transaction(async (inner) => {
      await inner.query('MATCH (t:Total) SET t.items = 0');
      for (let part = 0; part < parts; part++) {
        await inner.query('INSERT (:Ghost {text: $text})', { text: LARGE_TEXT });
      }
      throw new RangeError('changed its mind');
    });
    await ending.catch((error: unknown) => {
      if (!(error instanceof RangeError)) throw error;
    });
  }

  #noteItems(tx: number, rows: Iterable<Inserted>): void {
    this.#note({ kind: 'items', tx, ids: Array.from(rows, ({ id }) => id) });
  }

  /** One synchronous write to a file: it is with the system when the process dies. */
  #note(acknowledgement: Acknowledgement): void {
    writeSync(this.#notes, `${JSON.stringify(acknowledgement)}\n`);
    if (this.#isFirst) process.stdout.write('committed\n');
    this.#isFirst = false;
  }

  #below(bound: number): number {
    return Math.floor(this.#random.next() * bound);
  }
}

const db = await GraphLite.open(directory);
process.stdout.write('open\n');
if ((await db.query('MATCH (t:Total) RETURN t.items AS items')).rows.length === 0) {
  await db.query('INSERT (:Total {items: 0})');
}
await GraphCommitters.prepare(db);
new Committers(db).run();
