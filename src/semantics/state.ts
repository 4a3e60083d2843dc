import type { Span } from '../base/errors.ts';
import { syntaxError } from '../base/errors.ts';
import { limits } from '../base/limits.ts';
import type { CatalogChange } from '../catalog/catalog-change.ts';
import type { CatalogPath } from '../catalog/catalog-path.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { ObjectKind, SchemaObject } from '../catalog/entries.ts';
import { present } from '../base/assert.ts';
import type { Expression } from '../syntax/ast/expression.ts';
import type { GraphPattern } from '../syntax/ast/pattern.ts';
import type { Procedure } from '../syntax/ast/procedure.ts';
import type { Program } from '../syntax/ast/program.ts';
import type { CatalogStep, Dependency } from './bound/catalog.ts';
import type { BoundClause, BoundExpr, BoundQuery } from './bound/statement.ts';
import type { BoundVariable, VariableId } from './bound/variable.ts';
import type { BindEnvironment } from './environment.ts';
import type { Routine } from './routines.ts';
import type { ExpressionContext } from './expression-context.ts';
import type { Scope } from './scope.ts';

/**
 * The binders that call one another in a circle: an expression holds queries, a query expressions.
 * They meet here so that no two files import each other.
 */
export interface Recursion {
  readonly expression: (expression: Expression, context: ExpressionContext) => BoundExpr;
  readonly procedure: (procedure: Procedure, context: QueryContext) => BoundQuery;
  readonly match: (pattern: GraphPattern, context: QueryContext) => MatchResult;
}

/** What a query is bound in. */
export interface QueryContext {
  readonly state: BindState;
  readonly scope: Scope;
  /** Set where data may not be changed: names the place, as in `inside EXISTS`. */
  readonly readOnlyBecause?: string;
  /** EXISTS asks for rows only, so its query may end in a MATCH. */
  readonly resultOptional?: boolean;
  /** Its result goes to NEXT, so it may be rows without columns. */
  readonly isIntermediate?: boolean;
}

export interface MatchResult {
  /** The match, behind a LET where a value of unknown type is used as an element. */
  readonly clauses: readonly BoundClause[];
  readonly scope: Scope;
  /** Variables that the pattern bound newly. */
  readonly bound: readonly VariableId[];
}

/** Where names and patterns are looked up at one place of the text: USE and AT change it. */
export interface Focus {
  readonly schema: CatalogPath;
  /** The number of the working graph; undefined where the session's has been dropped. */
  readonly graph: number | undefined;
}

/** What one program's binding builds up: its variables, its parameters, whether it writes. */
export class BindState {
  readonly environment: BindEnvironment;
  readonly recursion: Recursion;
  readonly parameters: string[] = [];
  readonly parameterSpans: Span[] = [];
  writes = false;
  /** The whole program, and whether it changes data, once something has asked. */
  program: Program | undefined;
  changesData: boolean | undefined;
  /** With the changes of the program's catalog statements so far. */
  catalog: Catalog;
  readonly catalogSteps: CatalogStep[] = [];
  readonly dependencies: Dependency[] = [];
  focus: Focus;
  /** Whether something over data has been bound, which runs behind all catalog statements. */
  hasData = false;
  /** How many stored procedures are being bound inside one another. */
  procedureDepth = 0;
  /** The graph of the query that is being bound, once something in it works on one. */
  graph: number | undefined;
  /** Whether some part of the program works on another graph than the query around it. */
  worksOnSeveralGraphs = false;
  /** Columns whose name is only the text of their expression, which set operators may overlook. */
  readonly unnamedColumns = new Set<VariableId>();
  private clauses = 0;
  private edgePatterns = 0;
  private readonly all: BoundVariable[] = [];
  private readonly parameterIndexes = new Map<string, number>();

  constructor(environment: BindEnvironment, recursion: Recursion) {
    this.environment = environment;
    this.recursion = recursion;
    const { catalog, schema, graph } = environment.names;
    this.catalog = catalog;
    this.focus = { schema, graph };
  }

  /** One clause more; 42001 past `maxClauses`. */
  countClause(span: Span): void {
    if (++this.clauses <= limits.maxClauses) return;
    throw syntaxError(
      `the program has more than maxClauses (${limits.maxClauses}) clauses`,
      span,
      'run it as several programs, or pass the data as a list and use FOR',
    );
  }

  /** One edge pattern more; 42001 past `maxEdgePatterns`. */
  countEdgePattern(span: Span): void {
    if (++this.edgePatterns <= limits.maxEdgePatterns) return;
    throw syntaxError(
      `the program has more than maxEdgePatterns (${limits.maxEdgePatterns}) edge patterns`,
      span,
      'a quantifier such as {1,5} repeats a part of a pattern',
    );
  }

  /** Looks an object up; what was found, or that nothing was, is what the program depends on. */
  find<K extends ObjectKind>(
    kind: K,
    path: CatalogPath,
  ): Extract<SchemaObject, { kind: K }> | undefined {
    const found = this.catalog.find(kind, path);
    this.dependencies.push({ kind, path, found });
    return found;
  }

  hasSchema(path: CatalogPath): boolean {
    const found = this.catalog.schema(path) !== undefined;
    this.dependencies.push({ kind: 'schema', path, found });
    return found;
  }

  /** A procedure or function of the host. */
  routine(name: string): Routine | undefined {
    const found = this.environment.names.routines.find(name);
    this.dependencies.push({ kind: 'routine', name, found });
    return found;
  }

  /** One step of a catalog statement; statements behind it see its change. */
  step(step: CatalogStep): void {
    this.catalogSteps.push(step);
    if (step.kind === 'change' || step.kind === 'copyGraph') this.change(step.change);
  }

  private change(change: CatalogChange): void {
    this.catalog = this.catalog.apply(change);
  }

  /** Binds something in another focus. */
  within<T>(focus: Focus, bind: () => T): T {
    const before = this.focus;
    this.focus = focus;
    try {
      return bind();
    } finally {
      this.focus = before;
    }
  }

  /** Binds something as a part of a query on that graph. */
  onGraph<T>(graph: number, bind: () => T): T {
    const before = this.graph;
    this.graph = graph;
    try {
      return bind();
    } finally {
      this.graph = before;
    }
  }

  newVariable(variable: Omit<BoundVariable, 'id'>): VariableId {
    const id = this.all.length;
    this.all.push({ id, ...variable });
    return id;
  }

  variable(id: VariableId): BoundVariable {
    return present(this.all[id], 'bound variable');
  }

  variables(): readonly BoundVariable[] {
    return this.all;
  }

  /** How many variables there are; those made later have this id or more. */
  mark(): VariableId {
    return this.all.length;
  }

  /** The variables can be null from here on: they stand behind an OPTIONAL. */
  makeNullable(ids: Iterable<VariableId>): void {
    for (const id of ids) this.all[id] = { ...this.variable(id), notNull: false };
  }

  parameter(name: string, span: Span): number {
    const known = this.parameterIndexes.get(name);
    if (known !== undefined) return known;
    const index = (this.environment.lifted?.size ?? 0) + this.parameters.length;
    this.parameters.push(name);
    this.parameterSpans.push(span);
    this.parameterIndexes.set(name, index);
    return index;
  }
}
