import { systemClock } from '../../src/base/clock.ts';
import { parseProgram } from '../../src/syntax/parse.ts';
import { printProgram } from '../../src/syntax/printer.ts';
import { GqlError } from '../../src/base/errors.ts';
import type { Program } from '../../src/syntax/ast/program.ts';
import type { GraphSpec } from './graph-spec.ts';
import { withoutNode } from './graph-spec.ts';
import type { RandomCase } from './random-case.ts';

/** Whether a smaller case still fails in the same way. */
export type StillFails = (test: RandomCase) => Promise<boolean>;

/**
 * A case from which nothing can be taken away without losing the failure: smaller queries first,
 * then smaller graphs, over and over, as long as there is time.
 */
export async function shrink(test: RandomCase, fails: StillFails): Promise<RandomCase> {
  let smallest = test;
  const end = systemClock.monotonicMs() + MOST_MS;
  for (let progress = true; progress;) {
    progress = false;
    for (const candidate of candidates(smallest)) {
      if (systemClock.monotonicMs() > end) return smallest;
      if (!(await fails(candidate))) continue;
      smallest = candidate;
      progress = true;
      break;
    }
  }
  return smallest;
}

const MOST_MS = 30_000;

function* candidates(test: RandomCase): Generator<RandomCase> {
  for (const query of smallerQueries(test.query)) yield { ...test, query };
  const isSorted = test.query.includes('ORDER BY');
  for (const graph of smallerGraphs(test.graph, isSorted ? ['id'] : [])) yield { ...test, graph };
  const { settings } = test;
  for (const name of settings.indexes) {
    const indexes = settings.indexes.filter((other) => other !== name);
    yield { ...test, settings: { ...settings, indexes } };
  }
  for (const name of settings.disabledRewrites) {
    const disabledRewrites = settings.disabledRewrites.filter((other) => other !== name);
    yield { ...test, settings: { ...settings, disabledRewrites } };
  }
}

/** Properties in `kept` stay, because the order of a result goes by them. */
function* smallerGraphs(graph: GraphSpec, kept: readonly string[]): Generator<GraphSpec> {
  for (const place of graph.nodes.keys()) yield withoutNode(graph, place);
  for (const place of graph.edges.keys()) {
    yield { ...graph, edges: graph.edges.filter((_, i) => i !== place) };
  }
  for (const part of ['nodes', 'edges'] as const) {
    for (const [place, element] of graph[part].entries()) {
      const changed = (next: object): GraphSpec => ({
        ...graph,
        [part]: graph[part].map((other, i) => (i === place ? { ...other, ...next } : other)),
      });
      for (const name of Object.keys(element.properties)) {
        if (kept.includes(name)) continue;
        const rest = Object.entries(element.properties).filter(([other]) => other !== name);
        yield changed({ properties: Object.fromEntries(rest) });
      }
      for (const label of element.labels) {
        yield changed({ labels: element.labels.filter((other) => other !== label) });
      }
    }
  }
}

/** Each shorter text once, the shortest first. */
function smallerQueries(query: string): string[] {
  const program = parseProgram(query);
  const texts = new Set<string>();
  for (const smaller of smallerTrees(program)) {
    const text = printed(smaller as Program);
    if (text !== undefined && text.length < query.length) texts.add(text);
  }
  return [...texts].sort((left, right) => left.length - right.length);
}

/** The text, if it is one that reads back. */
function printed(program: Program): string | undefined {
  try {
    const text = printProgram(program).replaceAll(/\s*\n\s*/gu, ' ');
    parseProgram(text);
    return text;
  } catch (error) {
    // A tree that lacks what its printer needs is no program.
    if (error instanceof GqlError || error instanceof Error) return undefined;
    throw error;
  }
}

/**
 * Every tree with one part less: an element of a list, an optional part, or an expression or path
 * replaced by one of its own parts. Most are no programs; those are sorted out by printing.
 */
function* smallerTrees(tree: unknown): Generator {
  if (Array.isArray(tree)) {
    const items = tree as unknown[];
    for (const [i, item] of items.entries()) {
      yield items.filter((_, other) => other !== i);
      for (const smaller of smallerTrees(item)) {
        yield items.map((other, at) => (at === i ? smaller : other));
      }
    }
    return;
  }
  if (typeof tree !== 'object' || tree === null) return;
  if (!isPlain(tree)) return;
  if ('orderBy' in tree && tree.orderBy !== undefined) {
    // A result that is sorted by its columns stays as it is, for else its order may be open.
    const { orderBy: _, ...unsorted } = tree;
    yield unsorted;
    return;
  }
  for (const [key, value] of Object.entries(tree)) {
    if (['span', 'type', 'kind', 'keys', 'yield'].includes(key)) continue;
    if (value === undefined) continue;
    const { [key as keyof typeof tree]: _, ...rest } = tree;
    yield rest;
    if (typeof value === 'object' && value !== null && 'kind' in value) yield value;
    if (Array.isArray(value)) {
      for (const item of value) if (typeof item === 'object' && item !== null) yield item;
    }
    for (const smaller of smallerTrees(value)) yield { ...tree, [key]: smaller };
  }
}

function isPlain(value: object): boolean {
  return Object.getPrototypeOf(value) === Object.prototype;
}
