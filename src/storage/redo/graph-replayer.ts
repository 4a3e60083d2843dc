import type { GraphWrite } from '../../graph/database-store.ts';
import type { EdgeBatch, PropertyEntry } from '../../graph/store.ts';
import { fromJsonForm } from '../../values/json-form.ts';
import type { ColumnarStore } from '../columnar-store.ts';
import { columnFromForm } from './batch-columns.ts';
import { count, flag, list, RecordShapeError, text, texts } from './record-shape.ts';

/** Makes the changes to one graph that ops of redo records name, in one transaction. */
export class GraphReplayer {
  readonly #write: GraphWrite;
  readonly #store: ColumnarStore;

  /** The write is one of that store. */
  constructor(write: GraphWrite, store: ColumnarStore) {
    this.#write = write;
    this.#store = store;
  }

  /** Throws where the op is none or does not fit the graph. */
  apply(op: readonly unknown[]): void {
    const write = this.#write;
    const [word, first, second, third, fourth] = op;
    switch (word) {
      case 'n':
        this.#raiseIds(count(first), 0);
        write.insertNode(texts(second), properties(third, fourth));
        return;
      case 'e':
        this.#insertEdge(op);
        return;
      case 'p':
        this.#setProperty(op);
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
        this.#rareOp(op);
    }
  }

  #rareOp(op: readonly unknown[]): void {
    const write = this.#write;
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
        this.#insertEdges(op);
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
      default:
        throw new RecordShapeError(
          `an op of kind ${JSON.stringify(word)}, which is not known here`,
        );
    }
  }

  #insertEdge(op: readonly unknown[]): void {
    const [, id, directed, source, target, labels, names, values] = op;
    this.#raiseIds(0, count(id));
    this.#write.insertEdge({
      directed: flag(directed),
      source: this.#node(source),
      target: this.#node(target),
      labels: texts(labels),
      properties: properties(names, values),
    });
  }

  #insertEdges(op: readonly unknown[]): void {
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
    this.#write.insertEdges(batch);
  }

  #setProperty(op: readonly unknown[]): void {
    const write = this.#write;
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
    const slot = this.#write.reader.nodeById(count(form));
    if (slot < 0) throw new RecordShapeError(`there is no node ${count(form)}`);
    return slot;
  }

  #edge(form: unknown): number {
    const edge = this.#write.reader.edgeById(count(form));
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
