import type { Dice } from '../dice.ts';
import { EDGE_LABELS, NODE_LABELS } from '../graph-spec.ts';
import { conditionText, labelText } from './expressions.ts';
import type { Generator } from './generator.ts';
import type { Name, NameKind } from './names.ts';
import { Names } from './names.ts';

export interface PathPlace {
  /** What conditions may refer to. */
  readonly known: Names;
  /** What those of a selected path may refer to: not other path patterns. */
  readonly rows: Names;
  /** Nodes that the path may meet again. */
  readonly reusable: readonly Name[];
  readonly prefix: string;
}

export interface PathDraft {
  readonly text: string;
  readonly declared: readonly Name[];
  /** What other path patterns may share. */
  readonly reusable: readonly Name[];
  /** The nodes at the two ends. */
  readonly ends: readonly Name[];
}

/** Part of a path with the names that it declares, as seen from inside of it. */
interface Part {
  readonly text: string;
  readonly declared: readonly Name[];
}

/** Makes one path pattern, from left to right. */
export class PathBuilder {
  readonly #g: Generator;
  readonly #dice: Dice;
  readonly #selective: boolean;
  readonly #mayBeUnbounded: boolean;
  readonly #outside: Names;
  #reusable: readonly Name[];
  #known: Names;

  constructor(g: Generator, { known, rows, reusable, prefix }: PathPlace) {
    this.#g = g;
    this.#dice = g.dice;
    this.#selective = /ANY|SHORTEST/u.test(prefix);
    const restricted = /TRAIL|ACYCLIC|SIMPLE/u.test(prefix) || this.#selective;
    this.#mayBeUnbounded = restricted || g.matchMode === 'DIFFERENT EDGES';
    this.#outside = this.#selective ? rows : known;
    this.#reusable = reusable;
    this.#known = known;
  }

  path(edges: number): PathDraft {
    const first = this.#end();
    const parts: Part[] = [first.part];
    let last = first;
    for (let i = 0; i < edges; i++) {
      parts.push(this.#step());
      last = i === edges - 1 ? this.#end() : { name: undefined, part: this.#node(0.6) };
      parts.push(last.part);
    }
    const declared = parts.flatMap((part) => part.declared);
    const ends = [first.name, last.name].flatMap((name) => (name === undefined ? [] : [name]));
    return {
      text: parts.map(({ text }) => text).join(''),
      declared,
      reusable: this.#selective
        ? ends
        : declared.filter(({ kind, nullable }) => kind === 'node' && nullable !== true),
      ends,
    };
  }

  /** The node at an end, with a name: a selective path shares only those. */
  #end(): { readonly name: Name | undefined; readonly part: Part } {
    const mayReuse = this.#reusable.length > 0 && this.#dice.chance(0.3);
    const known = mayReuse ? this.#dice.pick(this.#reusable) : undefined;
    const name: Name = known ?? { name: this.#g.counter.fresh('n'), kind: 'node' };
    const part = this.#element(name, 'node', this.#known);
    if (!this.#selective) this.#reusable = [...this.#reusable, name];
    return { name: { ...name, nullable: false }, part: this.#declare(part) };
  }

  #node(named: number): Part {
    const { counter } = this.#g;
    const mayReuse = !this.#selective && this.#reusable.length > 0;
    if (mayReuse && this.#dice.chance(0.15)) {
      return this.#declare(this.#element(this.#dice.pick(this.#reusable), 'node', this.#known));
    }
    const name = this.#dice.chance(named)
      ? { name: counter.fresh('n'), kind: 'node' as const }
      : undefined;
    return this.#declare(this.#element(name, 'node', this.#known));
  }

  #declare(part: Part): Part {
    this.#known = this.#known.with(...part.declared);
    return part;
  }

  /** What stands between two nodes. */
  #step(): Part {
    return this.#declare(
      this.#dice.weighted<Part>([
        [10, () => this.#edge(0.5, this.#known)],
        [4, () => this.#quantified(this.#edge(0.6, this.#known))],
        [2, () => this.#quantified(this.#parenthesized())],
        [1, () => this.#parenthesized()],
        [
          1.5,
          () =>
            questioned(
              this.#dice.chance(0.5) ? this.#edge(0.6, this.#known) : this.#parenthesized(),
            ),
        ],
        [1.5, () => this.#alternation()],
        [0.5, () => this.#simplified()],
      ]),
    );
  }

  #edge(named: number, known: Names): Part {
    const name = this.#dice.chance(named)
      ? { name: this.#g.counter.fresh('e'), kind: 'edge' as const }
      : undefined;
    return this.#element(name, 'edge', known);
  }

  /** `known`: what its condition may refer to besides itself. */
  #element(name: Name | undefined, kind: 'node' | 'edge', known: Names): Part {
    const dice = this.#dice;
    const labels = dice.chance(0.15)
      ? `:${labelText(this.#g, kind === 'node' ? NODE_LABELS : EDGE_LABELS)}`
      : '';
    const isSought = name !== undefined && kind === 'node' && dice.chance(0.06);
    const filler = isSought
      ? `${name.name}:${dice.pick(NODE_LABELS)} WHERE ${this.#equality(name, known)}`
      : `${name?.name ?? ''}${labels}${this.#conditions(name, known)}`;
    const declared = name === undefined ? [] : [{ ...name, nullable: false }];
    if (kind === 'node') return { text: `(${filler})`, declared };
    const [left, right] = dice.weighted<readonly [string, string]>([
      [8, () => ['-', '->']],
      [4, () => ['<-', '-']],
      [4, () => ['-', '-']],
      [1, () => ['~', '~']],
      [0.7, () => ['<-', '->']],
      [0.7, () => ['<~', '~']],
      [0.7, () => ['~', '~>']],
    ]);
    return { text: `${left}[${filler}]${right}`, declared };
  }

  #conditions(name: Name | undefined, known: Names): string {
    const dice = this.#dice;
    const g = { ...this.#g, depth: Math.min(this.#g.depth, 1) };
    return dice.weighted([
      [32, () => ''],
      [1, () => ` {y: ${dice.int(4)}}`],
      [0.3, () => ` {x: ${dice.pick(['1', `'a'`, 'NULL'])}}`],
      [
        name === undefined ? 0 : 1.5,
        () => {
          const own = new Names(name === undefined ? [] : [name]);
          // A selected path looks neither at other paths nor back at itself, see the reference's
          // bound on repetitions.
          const wider = this.#selective ? this.#outside.with(...own.all) : known.with(...own.all);
          const seen = dice.chance(0.7) ? own : wider.without('nodes', 'edges');
          return ` WHERE ${conditionText(g, seen)}`;
        },
      ],
    ]);
  }

  /** What an index may answer. */
  #equality(name: Name, known: Names): string {
    const dice = this.#dice;
    const wider = this.#selective ? this.#outside : known;
    const others = wider.of('node', 'edge').filter((other) => other.name !== name.name);
    const property = dice.pick(['y', 'x', 'd', 'm', 'id']);
    const values = [
      property === 'd' ? `DATE '2024-02-29'` : dice.pick(['1', '2', '0.5', 'NULL']),
      ...others.map((other) => `${other.name}.${property}`),
    ];
    const more = dice.chance(0.2) ? ` AND ${name.name}.s = 'a'` : '';
    return `${name.name}.${property} = ${dice.pick(values)}${more}`;
  }

  #quantified(part: Part): Part {
    const dice = this.#dice;
    const quantifier = dice.weighted([
      [3, () => `{1,${dice.between(1, 3)}}`],
      [2, () => `{0,${dice.between(1, 2)}}`],
      [2, () => `{${dice.between(1, 2)}}`],
      [0.5, () => '{,2}'],
      [this.#mayBeUnbounded ? 3 : 0, () => dice.pick(['*', '+', '{2,}', '{0,}'])],
    ]);
    const declared = part.declared.flatMap(({ name, kind }) => groupOf(name, kind));
    return { text: `${part.text}${quantifier}`, declared };
  }

  /** Two edges at most, everything inside named anew. */
  #parenthesized(): Part {
    const dice = this.#dice;
    const inside = this.#inside(dice.between(1, 2));
    const mode = dice.chance(0.2) ? `${dice.pick(['TRAIL', 'ACYCLIC', 'SIMPLE', 'WALK'])} ` : '';
    const subpath = dice.chance(0.1) ? this.#g.counter.fresh('q') : undefined;
    const path = subpath === undefined ? [] : [{ name: subpath, kind: 'path' as const }];
    const own = new Names(inside.declared);
    const scope = this.#selective ? own : this.#known.without('nodes', 'edges').with(...own.all);
    const g = { ...this.#g, depth: 1 };
    const where = dice.chance(0.3) ? ` WHERE ${conditionText(g, scope)}` : '';
    const variable = subpath === undefined ? '' : `${subpath} = `;
    return {
      text: `(${variable}${mode}${inside.text}${where})`,
      declared: [...inside.declared, ...path],
    };
  }

  /** A short chain of new names. */
  #inside(edges: number): Part {
    const parts = [this.#insideNode()];
    let known = this.#outside.with(...(parts[0]?.declared ?? []));
    for (let i = 0; i < edges; i++) {
      const edge = this.#edge(0.5, known);
      known = known.with(...edge.declared);
      parts.push(edge, this.#insideNode());
    }
    return {
      text: parts.map(({ text }) => text).join(''),
      declared: parts.flatMap(({ declared }) => declared),
    };
  }

  #insideNode(): Part {
    const name = this.#dice.chance(0.5)
      ? { name: this.#g.counter.fresh('n'), kind: 'node' as const }
      : undefined;
    return this.#element(name, 'node', this.#outside);
  }

  #alternation(): Part {
    const dice = this.#dice;
    const branches = dice.times(2, () => this.#inside(dice.between(1, 2)));
    const operator = dice.pick([' | ', ' | ', ' |+| ']);
    return {
      text: `(${branches.map(({ text }) => text).join(operator)})`,
      declared: branches.flatMap(({ declared }) => declared.map(conditional)),
    };
  }

  #simplified(): Part {
    const label = (): string => this.#dice.pick(EDGE_LABELS);
    const contents = this.#dice.pick([
      label(),
      `${label()} ${label()}`,
      `${label()}|${label()}`,
      `${label()}{1,2}`,
      `!${label()}`,
      `<${label()} ${label()}>`,
    ]);
    const [left, right] = this.#dice.pick([
      ['-/', '/->'],
      ['<-/', '/-'],
      ['-/', '/-'],
    ] as const);
    return { text: `${left}${contents}${right}`, declared: [] };
  }
}

function questioned(part: Part): Part {
  return { text: `${part.text}?`, declared: part.declared.map(conditional) };
}

function conditional(name: Name): Name {
  return { ...name, nullable: true };
}

/** Lists of subpaths are not used. */
function groupOf(name: string, kind: NameKind): Name[] {
  if (kind === 'node') return [{ name, kind: 'nodes' }];
  return kind === 'edge' ? [{ name, kind: 'edges' }] : [];
}
