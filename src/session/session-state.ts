import { unreachable } from '../base/assert.ts';
import { printPath } from '../catalog/catalog-path.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { HOME_GRAPH, HOME_GRAPH_NUMBER, HOME_SCHEMA } from '../catalog/home.ts';
import { checkZone } from '../execution/functions/temporal-fields.ts';
import type { BoundSessionCommand } from '../semantics/bound/session-command.ts';
import type { Routines } from '../semantics/routines.ts';
import type { NameContext, SessionParameter } from '../semantics/names.ts';
import type { TransactionModes } from '../syntax/ast/program.ts';
import { keepValue } from './kept-value.ts';
import type { Graphs, KeptValue } from './kept-value.ts';
import type { ValueType } from '../values/type.ts';
import type { Value } from '../values/value.ts';
import { GraphValue } from '../values/value.ts';

/** The value of a parameter, with what is known of it before a program runs. */
export interface TypedValue {
  readonly value: Value;
  readonly type: ValueType;
  /** That the value is of. */
  readonly graphs: Graphs;
}

const DEFAULT_TIME_ZONE = 'UTC';

/**
 * The characteristics of a session (ISO/IEC 39075, 4.7.3): schema, graph, time zone, parameters.
 * They are not part of transactions: a rollback leaves them as they are.
 */
export class SessionState {
  /** Undefined where nobody has logged in. */
  readonly user: string | undefined;
  readonly #routines: () => Routines;
  timeZone = DEFAULT_TIME_ZONE;
  readonly parameters = new Map<string, KeptValue>();
  readonly #types = new Map<string, SessionParameter>();
  /** Of the next transaction, by SET TRANSACTION. */
  #nextModes: TransactionModes = {};
  #schema: CatalogPath = HOME_SCHEMA;
  #schemaText = printPath(HOME_SCHEMA);
  #graph: number = HOME_GRAPH_NUMBER;
  #names: NameContext;

  constructor(catalog: Catalog, routines: () => Routines, user?: string) {
    this.user = user;
    this.#routines = routines;
    this.#names = this.#namesIn(catalog);
  }

  get schema(): CatalogPath {
    return this.#schema;
  }

  /** The path of the schema as text, for diagnostic records. */
  get schemaText(): string {
    return this.#schemaText;
  }

  /** The number of its graph, which may have been dropped since. */
  get graph(): number {
    return this.#graph;
  }

  /** What names mean in that state of the catalog: the same object while nothing has changed. */
  names(catalog: Catalog): NameContext {
    const isCurrent = this.#names.catalog === catalog && this.#names.routines === this.#routines();
    if (!isCurrent) this.#names = this.#namesIn(catalog);
    return this.#names;
  }

  /** The modes of a transaction that starts: its own before those that were set for it. */
  takeModes(own: TransactionModes): TransactionModes {
    const modes = { ...this.#nextModes, ...own };
    this.#nextModes = {};
    return modes;
  }

  /** Takes what a command sets; `evaluate` runs the program of a parameter. */
  run(command: BoundSessionCommand, evaluate: (program: Evaluated['program']) => TypedValue): void {
    if (command.kind === 'setParameter') {
      this.setParameter(command.name, command.object, evaluate(command.program));
    } else {
      this.take(command);
    }
  }

  /** The same of a command that has nothing to run. */
  take(command: Exclude<BoundSessionCommand, Evaluated>): void {
    switch (command.kind) {
      case 'setSchema':
        this.#schema = command.schema;
        this.#schemaText = printPath(command.schema);
        break;
      case 'setGraph':
        this.#graph = command.graph;
        break;
      case 'setTimeZone':
        this.timeZone = checkZone(command.zone);
        break;
      case 'resetParameter':
        this.parameters.delete(command.name);
        this.#types.delete(command.name);
        break;
      case 'resetParameters':
        this.parameters.clear();
        this.#types.clear();
        break;
      case 'resetTimeZone':
        this.timeZone = DEFAULT_TIME_ZONE;
        break;
      case 'setTransaction':
        this.#nextModes = command.modes;
        break;
      default:
        unreachable(command);
    }
    this.#names = this.#namesIn(this.#names.catalog);
  }

  setParameter(
    name: string,
    object: Evaluated['object'],
    { value, type, graphs }: TypedValue,
  ): void {
    this.parameters.set(name, keepValue(value, graphs));
    const known: SessionParameter =
      value instanceof GraphValue
        ? { kind: 'graph', graph: value.id }
        : { kind: object === 'table' ? 'table' : 'value', type };
    this.#types.set(name, known);
    this.#names = this.#namesIn(this.#names.catalog);
  }

  #namesIn(catalog: Catalog): NameContext {
    return {
      catalog,
      schema: this.#schema,
      graph: catalog.graph(this.#graph) === undefined ? undefined : this.#graph,
      homeSchema: HOME_SCHEMA,
      homeGraph: HOME_GRAPH,
      parameters: new Map(this.#types),
      routines: this.#routines(),
    };
  }
}

type Evaluated = Extract<BoundSessionCommand, { kind: 'setParameter' }>;
