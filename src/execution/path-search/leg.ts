import type { Orientation } from '../../graph/reader.ts';
import type { Run } from '../runtime/run.ts';
import type { PathHost } from './host.ts';
import type { StepTest } from './local-tests.ts';
import { stepTest } from './local-tests.ts';
import { NeighbourReader } from './neighbours.ts';
import type { PlainShape } from './plain-shape.ts';
import type { Program } from './program.ts';

/** The one kind of edge that the paths of a plain shape consist of. */
export interface Leg {
  readonly orientations: readonly Orientation[];
  /** Number of the run's edge test. */
  readonly edgeTest: number;
  readonly upper: number;
  /** Undefined where label and direction are all that is tested. */
  readonly fits: StepTest | undefined;
}

export function legOf(program: Program, shape: PlainShape, host: PathHost): Leg {
  const { upper } = shape;
  const fits = shape.bare ? undefined : stepTest(program, host);
  for (const step of program.instructions) {
    if (step.kind !== 'edge') continue;
    return { orientations: step.orientations, edgeTest: step.test, upper, fits };
  }
  return { orientations: [], edgeTest: -1, upper: 0, fits };
}

/** The edges by which paths go on from a node, or by which they come to it. */
export class LegReader {
  readonly #neighbours: NeighbourReader;
  readonly #leg: Leg;
  readonly #orientations: readonly Orientation[];
  readonly #isForward: boolean;

  constructor(run: Run, leg: Leg, direction: 'forward' | 'backward') {
    this.#neighbours = new NeighbourReader(run);
    this.#leg = leg;
    this.#isForward = direction === 'forward';
    this.#orientations = this.#isForward
      ? leg.orientations
      : leg.orientations.map((orientation) => REVERSE[orientation]);
  }

  /** The neighbours are overwritten by the next call. */
  load(node: number): NeighbourReader {
    const neighbours = this.#neighbours;
    neighbours.load(node, this.#orientations, this.#leg.edgeTest);
    const { fits } = this.#leg;
    if (fits !== undefined) {
      const isForward = this.#isForward;
      neighbours.keep((edge, other) =>
        isForward ? fits(node, edge, other) : fits(other, edge, node),
      );
    }
    return neighbours;
  }
}

const REVERSE: Readonly<Record<Orientation, Orientation>> = {
  out: 'in',
  in: 'out',
  undirected: 'undirected',
};
