import type { StubGraph } from './stub-reader.ts';

/** The social graph of the benchmark at 10,000 persons. */
export const benchGraph: StubGraph = {
  nodes: [
    {
      labels: ['Person'],
      count: 10_000,
      distinct: { id: 10_000, name: 9_900, gender: 2, age: 31 },
      range: { id: [1, 10_000], age: [24, 55] },
    },
    {
      labels: ['City'],
      count: 7_117,
      distinct: { id: 7_117, city: 7_117, country: 3, state: 273 },
    },
    { labels: ['State'], count: 273, distinct: { id: 273, state: 273, country: 3 } },
    { labels: ['Country'], count: 3, distinct: { id: 3, country: 3 } },
    { labels: ['Interest'], count: 41, distinct: { id: 41, interest: 41 } },
  ],
  edges: [
    { labels: ['FOLLOWS'], source: 'Person', target: 'Person', count: 239_000 },
    { labels: ['LIVES_IN'], source: 'Person', target: 'City', count: 10_000 },
    { labels: ['HAS_INTEREST'], source: 'Person', target: 'Interest', count: 25_000 },
    { labels: ['CITY_IN'], source: 'City', target: 'State', count: 7_117 },
    { labels: ['STATE_IN'], source: 'State', target: 'Country', count: 273 },
  ],
  indexes: ['Person', 'City', 'State', 'Country', 'Interest'].map((label) => ({
    name: `${label}_id`,
    element: 'node',
    label,
    properties: ['id'],
    unique: true,
  })),
};
