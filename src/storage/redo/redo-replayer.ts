import { present } from '../../base/assert.ts';
import { HOME_GRAPH_NUMBER } from '../../catalog/home.ts';
import type { DatabaseWrite } from '../../graph/database-store.ts';
import type { MemoryDatabase } from '../memory-database.ts';
import { catalogChangeOf } from './catalog-forms.ts';
import { GraphReplayer } from './graph-replayer.ts';
import { count, list, RecordShapeError, text } from './record-shape.ts';
import { REDO_VERSION } from './redo-format.ts';

/** Makes the changes that redo records name, one transaction at a time. */
export class RedoReplayer {
  readonly #database: MemoryDatabase;
  #write: DatabaseWrite | undefined;
  /** Of the open transaction, by graph. */
  readonly #graphs = new Map<number, GraphReplayer>();
  /** The one that ops are about; undefined until the first of a record that is about any. */
  #selected: GraphReplayer | undefined;
  /** Savepoints before the entries of the transaction, by sequence number. */
  readonly #savepoints = new Map<number, number>();
  /** Of an op whose last part has not come yet. */
  #parts: string[] = [];

  constructor(database: MemoryDatabase) {
    this.#database = database;
  }

  /**
   * Applies the transaction's entry of that sequence number. Throws where its record is not one or
   * does not fit the database.
   */
  apply(sequence: number, description: string): void {
    if (!description.startsWith('[')) throw new RecordShapeError('the entry holds prose');
    const [version, ...ops] = list(JSON.parse(description));
    if (version !== REDO_VERSION) {
      throw new RecordShapeError(`a record of version ${String(version)}, which is not known here`);
    }
    const write = (this.#write ??= this.#database.begin());
    this.#savepoints.set(sequence, write.savepoint());
    this.#selected = undefined;
    for (const op of ops) {
      const parts = list(op);
      if (parts[0] === '<') this.#takeBack(write, count(parts[1]), sequence);
      else this.#op(write, parts);
    }
  }

  commit(): void {
    if (this.#parts.length > 0) throw new RecordShapeError('the last part of an op is missing');
    this.#write?.commit();
    this.#end();
  }

  /** Takes back what was applied since the last commit. */
  rollback(): void {
    this.#write?.rollback();
    this.#end();
  }

  #end(): void {
    this.#write = undefined;
    this.#parts = [];
    this.#graphs.clear();
    this.#savepoints.clear();
  }

  /** Takes back the entries behind `kept`, up to the one of that sequence that says so. */
  #takeBack(write: DatabaseWrite, kept: number, sequence: number): void {
    const savepoint = kept < sequence ? this.#savepoints.get(kept + 1) : undefined;
    if (savepoint === undefined) throw new RecordShapeError(`there is no entry ${kept} to keep`);
    write.rollbackTo(savepoint);
    this.#parts = [];
    for (let gone = kept + 2; gone <= sequence; gone++) this.#savepoints.delete(gone);
  }

  #op(write: DatabaseWrite, op: readonly unknown[]): void {
    const [word, first] = op;
    switch (word) {
      case 'g':
        this.#selected = this.#graph(write, count(first));
        return;
      case 'k':
        write.change(catalogChangeOf(first));
        return;
      case 'K':
        this.#database.raiseNextGraph(count(first));
        return;
      case '+':
        this.#parts.push(text(first));
        return;
      case '=': {
        const whole = [...this.#parts, text(first)].join('');
        this.#parts = [];
        this.#op(write, list(JSON.parse(whole)));
        return;
      }
      default:
        this.#selected ??= this.#graph(write, HOME_GRAPH_NUMBER);
        this.#selected.apply(op);
    }
  }

  #graph(write: DatabaseWrite, number: number): GraphReplayer {
    if (write.catalog.graph(number) === undefined) {
      throw new RecordShapeError(`there is no graph ${number}`);
    }
    let graph = this.#graphs.get(number);
    if (graph === undefined) {
      const data = write.graph(number);
      graph = new GraphReplayer(data, present(this.#database.touched(number), 'the store'));
      this.#graphs.set(number, graph);
    }
    return graph;
  }
}
