import type { EdgeBatch, PropertyEntry, WriteTransaction } from '../../graph/store.ts';
import { fromJsonForm } from '../../values/json-form.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import { columnFromForm } from './batch-columns.ts';
import { count, flag, list, RecordShapeError, text, texts } from './record-shape.ts';
import { REDO_VERSION } from './redo-format.ts';

/** Makes the changes that redo records name, one transaction at a time. */
export class RedoReplayer {
  readonly #store: ColumnarStore;
  #write: WriteTransaction | undefined;
  /** Savepoints before the entries of the transaction, by sequence number. */
  readonly #savepoints = new Map<number, number>();
  /** Of an op whose last part has not come yet. */
  #parts: string[] = [];

  constructor(store: ColumnarStore) {
    this.#store = store;
  }

  /**
   * Applies the transaction's entry of that sequence number. Throws where its record is not one or
   * does not fit the graph.
   */
  apply(sequence: number, description: string): void {
    if (!description.startsWith('[')) throw new RecordShapeError('the entry holds prose');
    const [version, ...ops] = list(JSON.parse(description));
    if (version !== REDO_VERSION) {
      throw new RecordShapeError(`a record of version ${String(version)}, which is not known here`);
    }
    const write = (this.#write ??= this.#store.begin());
    this.#savepoints.set(sequence, write.savepoint());
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
    this.#savepoints.clear();
  }

  /** Takes back the entries behind `kept`, up to the one of that sequence that says so. */
  #takeBack(write: WriteTransaction, kept: number, sequence: number): void {
    const savepoint = kept < sequence ? this.#savepoints.get(kept + 1) : undefined;
    if (savepoint === undefined) throw new RecordShapeError(`there is no entry ${kept} to keep`);
    write.rollbackTo(savepoint);
    this.#parts = [];
    for (let gone = kept + 2; gone <= sequence; gone++) this.#savepoints.delete(gone);
  }

  #op(write: WriteTransaction, op: readonly unknown[]): void {
    const [word, first, second, third, fourth] = op;
    switch (word) {
      case 'n':
        this.#raiseIds(count(first), 0);
        write.insertNode(texts(second), properties(third, fourth));
        return;
      case 'e':
        this.#insertEdge(write, op);
        return;
      case 'p':
        this.#setProperty(write, op);
        return;
      case 'l':
        if (isNode(first)) write.addNodeLabel(this.#node(second), text(third));
        else write.addEdgeLabel(this.#edge(second), text(third));
        return;
      case 'u':
        if (isNode(first)) write.removeNodeLabel(this.#node(second), text(third));
        else write.removeEdgeLabel(this.#edge(second), text(third));
        return;
      case 'd':
        if (isNode(first)) write.deleteNode(this.#node(second));
        else write.deleteEdge(this.#edge(second));
        return;
      default:
        this.#rareOp(write, op);
    }
  }

  #rareOp(write: WriteTransaction, op: readonly unknown[]): void {
    const [word, first, second, third, fourth, fifth] = op;
    switch (word) {
      case 'N': {
        const rows = count(second);
        const columns = list(fourth).map((column) => columnFromForm(column, rows));
        this.#raiseIds(count(first), 0);
        write.insertNodes({ labels: texts(third), count: rows, columns });
        return;
      }
      case 'E':
        this.#insertEdges(write, op);
        return;
      case 'c':
        write.clear();
        return;
      case 'i': {
        const element = isNode(first) ? 'node' : 'edge';
        const names = { name: text(second), label: text(third), properties: texts(fourth) };
        write.createIndex({ ...names, element, unique: flag(fifth) });
        return;
      }
      case 'x':
        write.dropIndex(text(first));
        return;
      case '#':
        this.#store.raiseIds({ node: count(first), edge: count(second) });
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
        throw new RecordShapeError(
          `an op of kind ${JSON.stringify(word)}, which is not known here`,
        );
    }
  }

  #insertEdge(write: WriteTransaction, op: readonly unknown[]): void {
    const [, id, directed, source, target, labels, names, values] = op;
    this.#raiseIds(0, count(id));
    write.insertEdge({
      directed: flag(directed),
      source: this.#node(source),
      target: this.#node(target),
      labels: texts(labels),
      properties: properties(names, values),
    });
  }

  #insertEdges(write: WriteTransaction, op: readonly unknown[]): void {
    const [, id, labels, directed, sources, targets, columns] = op;
    const slots = (ids: unknown): Int32Array =>
      Int32Array.from(list(ids), (nodeId) => this.#node(nodeId));
    const rows = list(sources).length;
    const batch: EdgeBatch = {
      labels: texts(labels),
      directed: flag(directed),
      sources: slots(sources),
      targets: slots(targets),
      columns: list(columns).map((column) => columnFromForm(column, rows)),
    };
    this.#raiseIds(0, count(id));
    write.insertEdges(batch);
  }

  #setProperty(write: WriteTransaction, op: readonly unknown[]): void {
    const [, element, id, name, form] = op;
    const value = fromJsonForm(form);
    if (isNode(element)) write.setNodeProperty(this.#node(id), text(name), value);
    else write.setEdgeProperty(this.#edge(id), text(name), value);
  }

  /** The next element gets the id that it had; 0 stands for none of the kind. */
  #raiseIds(node: number, edge: number): void {
    const next = this.#store.nextIds();
    if ((node > 0 && node < next.node) || (edge > 0 && edge < next.edge)) {
      throw new RecordShapeError(`id ${Math.max(node, edge)} was given already`);
    }
    this.#store.raiseIds({ node, edge });
  }

  #node(form: unknown): number {
    const slot = this.#write?.reader.nodeById(count(form)) ?? -1;
    if (slot < 0) throw new RecordShapeError(`there is no node ${count(form)}`);
    return slot;
  }

  #edge(form: unknown): number {
    const edge = this.#write?.reader.edgeById(count(form)) ?? -1;
    if (edge < 0) throw new RecordShapeError(`there is no edge ${count(form)}`);
    return edge;
  }
}

function isNode(form: unknown): boolean {
  if (form === 'n' || form === 'e') return form === 'n';
  throw new RecordShapeError('"n" or "e" was expected');
}

function properties(names: unknown, values: unknown): PropertyEntry[] {
  const forms = list(values);
  const entries = texts(names).map((name, i) => ({ name, value: fromJsonForm(forms[i]) }));
  if (entries.length !== forms.length) throw new RecordShapeError('a property lacks its name');
  return entries;
}
