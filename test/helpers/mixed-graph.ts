import { SeededDice } from './seeded-dice.ts';
import type { GraphStore, PropertyEntry, WriteTransaction } from '../../src/graph/store.ts';
import { createGraphStore } from '../../src/storage/columnar-store.ts';
import { parseDate, parseDatetime } from '../../src/values/temporal/parse.ts';
import type { Value } from '../../src/values/value.ts';
import { Float } from '../../src/values/value.ts';

/** What the graph has been through since its arrays were last in order. */
export type History = 'fresh' | 'delta' | 'deleted' | 'exceptions' | 'grown';

export const HISTORIES: readonly History[] = ['fresh', 'delta', 'deleted', 'exceptions', 'grown'];

/**
 * A small graph with everything that compiled code treats in its own way: one and several node
 * tables behind a label, n:1 edges, parallel edges, self-loops, undirected edges, columns of all
 * kinds with and without nulls, and columns of mixed types.
 */
export function mixedGraph(history: History): GraphStore {
  const store = createGraphStore({ graph: 1 });
  const dice = new SeededDice(7);
  const graph = buildGraph(store, dice);
  if (history === 'delta' || history === 'deleted') addLater(store, graph, dice);
  if (history === 'deleted') remove(store, graph);
  if (history === 'exceptions') relabel(store, graph);
  if (history === 'grown') grow(store, dice);
  return store;
}

interface Slots {
  readonly people: Int32Array;
  readonly cities: Int32Array;
  readonly posts: Int32Array;
  readonly comments: Int32Array;
}

const PEOPLE = 40;
const CITIES = 6;

function buildGraph(store: GraphStore, dice: SeededDice): Slots {
  const write = store.begin();
  const people = write.insertNodes({
    labels: ['Person'],
    count: PEOPLE,
    columns: [
      { name: 'id', values: Int32Array.from({ length: PEOPLE }, (_, i) => i) },
      {
        name: 'age',
        values: Array.from({ length: PEOPLE }, (_, i) => (i % 9 === 4 ? null : 20 + (i % 13))),
      },
      {
        name: 'name',
        values: Array.from({ length: PEOPLE }, (_, i) => NAMES[i % NAMES.length] ?? 'x'),
      },
      {
        name: 'nick',
        values: Array.from({ length: PEOPLE }, (_, i) => (i % 3 === 0 ? null : `N${i % 5}`)),
      },
      {
        name: 'height',
        values: Array.from({ length: PEOPLE }, (_, i) => new Float(1.5 + (i % 7) / 10)),
      },
      { name: 'big', values: Array.from({ length: PEOPLE }, (_, i) => 9_007_199_254_740_000 + i) },
      { name: 'huge', values: Array.from({ length: PEOPLE }, (_, i) => 2n ** 62n + BigInt(i)) },
      {
        name: 'active',
        values: Array.from({ length: PEOPLE }, (_, i) => (i % 5 === 0 ? null : i % 2 === 0)),
      },
      {
        name: 'born',
        values: Array.from({ length: PEOPLE }, (_, i) => (i % 8 === 7 ? null : day(i))),
      },
      { name: 'seen', values: Array.from({ length: PEOPLE }, (_, i) => moment(i)) },
      { name: 'mixed', values: Array.from({ length: PEOPLE }, (_, i) => mixedValue(i)) },
      {
        name: 'tags',
        values: Array.from({ length: PEOPLE }, (_, i) => ['a', 'b', `t${i % 4}`].slice(0, i % 4)),
      },
    ],
  });
  const cities = write.insertNodes({
    labels: ['City', 'Place'],
    count: CITIES,
    columns: [
      { name: 'name', values: Array.from({ length: CITIES }, (_, i) => `City ${i % 4}`) },
      { name: 'country', values: Array.from({ length: CITIES }, (_, i) => (i < 3 ? 'X' : 'Y')) },
    ],
  });
  const posts = message(write, ['Message', 'Post'], 15);
  const comments = message(write, ['Message', 'Comment'], 25);
  const slots = { people, cities, posts, comments };
  connect(write, slots, dice);
  write.createIndex({
    name: 'person_id',
    element: 'node',
    label: 'Person',
    properties: ['id'],
    unique: true,
  });
  write.createIndex({
    name: 'person_name',
    element: 'node',
    label: 'Person',
    properties: ['name'],
    unique: false,
  });
  write.commit();
  return slots;
}

const NAMES = ['Ada', 'bob', 'Ça', 'dan', 'Eve', 'ada', 'Żoe'];

function day(i: number): Value {
  return parseDate(`19${60 + (i % 30)}-0${1 + (i % 9)}-1${i % 10}`);
}

function moment(i: number): Value {
  return parseDatetime(`2020-01-${10 + (i % 9)}T0${i % 10}:00:00`);
}

function mixedValue(i: number): Value {
  const choices: readonly Value[] = [i, `s${i}`, null, i % 2 === 0, new Float(i + 0.5), i - 20];
  return choices[i % choices.length] ?? null;
}

function message(write: WriteTransaction, labels: readonly string[], count: number): Int32Array {
  const isPost = labels.includes('Post');
  return write.insertNodes({
    labels,
    count,
    columns: [
      {
        name: 'id',
        values: Int32Array.from({ length: count }, (_, i) => i + (isPost ? 100 : 200)),
      },
      {
        name: 'content',
        values: Array.from({ length: count }, (_, i) => (i % 4 === 0 ? null : `text ${i % 6}`)),
      },
      // A kind of its own in each table.
      {
        name: 'score',
        values: Array.from({ length: count }, (_, i) => (isPost ? i : new Float(i / 2))),
      },
      ...(isPost
        ? [{ name: 'image', values: Array.from({ length: count }, (_, i) => `i${i}`) }]
        : []),
    ],
  });
}

function connect(write: WriteTransaction, slots: Slots, dice: SeededDice): void {
  const { people, cities, posts, comments } = slots;
  const pick = (list: Int32Array): number => list[dice.below(list.length)] ?? 0;
  const pairs = (count: number, from: Int32Array, to: Int32Array) => ({
    sources: Int32Array.from({ length: count }, () => pick(from)),
    targets: Int32Array.from({ length: count }, () => pick(to)),
  });
  const knows = pairs(160, people, people);
  write.insertEdges({
    labels: ['KNOWS'],
    directed: true,
    ...knows,
    columns: [
      {
        name: 'since',
        values: Array.from(knows.sources, (_, i) => (i % 6 === 0 ? null : 2000 + (i % 9))),
      },
    ],
  });
  write.insertEdges({
    labels: ['LIVES_IN'],
    directed: true,
    sources: people.subarray(0, 33),
    targets: Int32Array.from({ length: 33 }, () => pick(cities)),
    columns: [],
  });
  write.insertEdges({
    labels: ['FRIEND'],
    directed: false,
    ...pairs(40, people, people),
    columns: [],
  });
  write.insertEdges({
    labels: ['LIKES'],
    directed: true,
    ...pairs(50, people, posts),
    columns: [],
  });
  write.insertEdges({
    labels: ['LIKES'],
    directed: true,
    ...pairs(60, people, comments),
    columns: [],
  });
  write.insertEdges({
    labels: ['REPLY_OF'],
    directed: true,
    sources: comments,
    targets: Int32Array.from(comments, () => pick(posts)),
    columns: [],
  });
}

/** New rows and edges that lie outside of the sorted lists. */
function addLater(store: GraphStore, slots: Slots, dice: SeededDice): void {
  const write = store.begin();
  const { people, cities } = slots;
  const pick = (list: Int32Array): number => list[dice.below(list.length)] ?? 0;
  for (let i = 0; i < 3; i++) {
    const properties: PropertyEntry[] = [
      { name: 'id', value: 500 + i },
      { name: 'name', value: `New ${i}` },
    ];
    const slot = write.insertNode(['Person'], properties);
    for (const [label, target] of [
      ['KNOWS', pick(people)],
      ['LIVES_IN', pick(cities)],
    ] as const) {
      write.insertEdge({ labels: [label], directed: true, source: slot, target, properties: [] });
    }
  }
  for (let i = 0; i < 8; i++) {
    const source = pick(people);
    const target = i < 2 ? source : pick(people);
    write.insertEdge({ labels: ['KNOWS'], directed: true, source, target, properties: [] });
    write.insertEdge({ labels: ['FRIEND'], directed: false, source, target, properties: [] });
  }
  write.commit();
}

function remove(store: GraphStore, { people }: Slots): void {
  const write = store.begin();
  const buffer = { count: 0, nodes: new Int32Array(0), edges: new Float64Array(0) };
  const all = write.reader.selectEdges(undefined);
  for (const slot of [people[3] ?? 0, people[17] ?? 0]) {
    for (const orientation of ['out', 'in', 'undirected'] as const) {
      buffer.count = 0;
      write.reader.expand(slot, all, orientation, buffer);
      for (const edge of buffer.edges.slice(0, buffer.count)) {
        if (write.reader.isEdge(edge)) write.deleteEdge(edge);
      }
    }
    write.deleteNode(slot);
  }
  write.reader.expand(people[5] ?? 0, all, 'out', { ...buffer, count: 0 });
  buffer.count = 0;
  write.reader.expand(people[5] ?? 0, all, 'out', buffer);
  if (buffer.count > 0) write.deleteEdge(buffer.edges[0] ?? 0);
  write.commit();
}

/** Nodes whose labels are no longer those of their table. */
function relabel(store: GraphStore, { people, posts }: Slots): void {
  const write = store.begin();
  write.addNodeLabel(people[2] ?? 0, 'City');
  write.removeNodeLabel(people[6] ?? 0, 'Person');
  write.addNodeLabel(posts[1] ?? 0, 'Person');
  write.commit();
}

/** So many more people that their table gets a second range of slots. */
function grow(store: GraphStore, dice: SeededDice): void {
  const write = store.begin();
  const people: number[] = [];
  for (let i = 0; i < 1500; i++) {
    const properties = [
      { name: 'id', value: 1000 + i },
      { name: 'name', value: `P${i}` },
    ];
    people.push(write.insertNode(['Person'], properties));
  }
  for (let i = 0; i < 300; i++) {
    const [source = 0, target = 0] = [dice.below(1500), dice.below(1500)].map((at) => people[at]);
    write.insertEdge({ labels: ['KNOWS'], directed: true, source, target, properties: [] });
  }
  write.commit();
}
