import { present } from '../../base/assert.ts';
import { invalidReference, syntaxError } from '../../base/errors.ts';
import type { ValueType } from '../../values/type.ts';
import { PATH } from '../../values/type.ts';
import type { BoundClause, BoundExpr } from '../bound/statement.ts';
import type { VariableId } from '../bound/variable.ts';
import { elementType } from '../closed-graphs.ts';
import { asElement } from '../element-variables.ts';
import { equals } from '../expressions/operators.ts';
import { variableExpr } from '../expressions/references.ts';
import type { Scope, ScopeEntry } from '../scope.ts';
import { visible } from '../scope.ts';
import type { BindState, QueryContext } from '../state.ts';
import type { Declaration, Declarations } from './declarations.ts';
import { aliasesIn, boundaryNames, joinDeclarations, representative } from './declarations.ts';
import type { PathShape } from './prefix.ts';
import { isSelective } from './prefix.ts';

/** The names of a graph pattern, outside of its quantifiers. */
export interface PatternNames {
  /** Variable by name, path variables included. */
  readonly ids: ReadonlyMap<string, VariableId>;
  /** In the order of the text. */
  readonly declared: readonly DeclaredName[];
  /** Names that rows of before have already. */
  readonly boundBefore: ReadonlySet<string>;
  readonly joined: readonly VariableId[];
  /** What WHERE sees. */
  readonly scope: Scope;
  /** What the elements of a path see. */
  readonly scopeOf: (path: PathShape) => Scope;
  /** What has to stand in front of the match. */
  readonly prelude: readonly BoundClause[];
  /** Joins that hold only after the match, for the final WHERE. */
  readonly equalities: readonly BoundExpr[];
}

export interface DeclaredName {
  readonly name: string;
  readonly variable: VariableId;
  readonly temporary: boolean;
}

export function resolveNames(paths: readonly PathShape[], context: QueryContext): PatternNames {
  const elements = joinDeclarations(paths.map(({ declarations }) => declarations));
  checkPathVariables(paths, elements, context.scope);
  checkIsolation(paths);
  const resolver = new NameResolver(paths, elements, context);
  return resolver.resolve();
}

class NameResolver {
  private readonly paths: readonly PathShape[];
  private readonly elements: Declarations;
  private readonly context: QueryContext;
  private readonly ids = new Map<string, VariableId>();
  private readonly boundBefore = new Set<string>();
  private readonly joined = new Set<VariableId>();
  private readonly prelude: BoundClause[] = [];
  private readonly equalities: BoundExpr[] = [];

  constructor(paths: readonly PathShape[], elements: Declarations, context: QueryContext) {
    this.paths = paths;
    this.elements = elements;
    this.context = context;
  }

  resolve(): PatternNames {
    const aliases = new Map<string, string>();
    for (const { shape } of this.paths) aliasesIn(shape, aliases);
    // Names of before come first, so that another name of the same node stands for their variable.
    const { scope: outside } = this.context;
    const [known, fresh] = [[] as Declaration[], [] as Declaration[]];
    for (const d of this.elements.values()) (outside.sees(d.name) ? known : fresh).push(d);
    for (const declaration of [...known, ...fresh]) this.element(declaration, aliases);
    for (const { source } of this.paths) {
      if (source.variable === undefined) continue;
      const { name } = source.variable;
      this.ids.set(
        name,
        newVariable(this.context.state, { name, role: 'path', degree: 'singleton' }),
      );
    }
    const declared = this.declared();
    const scope = this.context.scope.local(
      declared.map(({ name, variable, temporary }) => [name, visible(variable, temporary)]),
    );
    return {
      ids: this.ids,
      declared,
      boundBefore: this.boundBefore,
      joined: [...this.joined],
      scope,
      scopeOf: (path) => this.isolated(path, scope),
      prelude: this.prelude,
      equalities: this.equalities,
    };
  }

  /** A name of an element: bound before, another name's variable (G046), or new. */
  private element(declaration: Declaration, aliases: ReadonlyMap<string, string>): void {
    const { name, span } = declaration;
    const before = this.before(declaration);
    const same = representative(name, aliases);
    const known = this.ids.get(same);
    if (before === undefined) {
      const id = known ?? newVariable(this.context.state, declaration);
      this.ids.set(name, id);
      if (known === undefined) this.ids.set(same, id);
      return;
    }
    if (known !== undefined && known !== before) {
      // Two names of one node where the first has a variable: that one is matched, then compared.
      const { state } = this.context;
      this.equalities.push(
        equals(variableExpr(state, known, span), variableExpr(state, before, span), span),
      );
      this.ids.set(name, before);
      return;
    }
    this.ids.set(name, before);
    this.ids.set(same, before);
  }

  /** The variable of a name that rows of before have. */
  private before(declaration: Declaration): VariableId | undefined {
    const { name, span, role, degree } = declaration;
    const { scope, state } = this.context;
    if (role === 'path' || !scope.sees(name)) return undefined;
    if (degree !== 'singleton') {
      const part = degree === 'group' ? 'a quantified' : 'an optional';
      throw invalidReference(
        `"${name}" is bound already and cannot be used in ${part} part of a pattern`,
        span,
        'use another name there, and compare the two in WHERE',
      );
    }
    this.boundBefore.add(name);
    const known = scope.variable(name, span);
    const element = asElement({ known, name, role, span }, state, this.prelude);
    if (!this.isInterior(name)) {
      this.joined.add(element);
      return element;
    }
    // A selective path is chosen before it is joined (16.6), so the join becomes a condition.
    const own = newVariable(state, declaration);
    this.equalities.push(
      equals(variableExpr(state, own, span), variableExpr(state, element, span), span),
    );
    return own;
  }

  /** Whether the name stands inside a selective path, not at its ends. */
  private isInterior(name: string): boolean {
    return this.paths.some(
      (path) =>
        isSelective(path) && path.declarations.has(name) && !boundaryNames(path.shape).has(name),
    );
  }

  private declared(): DeclaredName[] {
    const result = new Map<string, DeclaredName>();
    const add = (name: string, temporary: boolean): void => {
      const variable = present(this.ids.get(name), 'variable of a pattern');
      if (!result.has(name)) result.set(name, { name, variable, temporary });
    };
    for (const { source, declarations } of this.paths) {
      if (source.variable !== undefined) add(source.variable.name, false);
      for (const name of declarations.keys()) {
        add(name, this.elements.get(name)?.temporary ?? false);
      }
    }
    return [...result.values()];
  }

  /** A selective path is evaluated by itself: its conditions do not see the other paths. */
  private isolated(path: PathShape, scope: Scope): Scope {
    if (this.paths.length === 1 || !isSelective(path)) return scope;
    const blocked: [string, ScopeEntry][] = [];
    for (const name of this.ids.keys()) {
      const own = path.declarations.has(name) || path.source.variable?.name === name;
      if (own || this.boundBefore.has(name)) continue;
      const reason = `belongs to another path pattern, which ${path.selector} does not look at`;
      blocked.push([name, { kind: 'blocked', reason, hint: 'compare in the final WHERE' }]);
    }
    return blocked.length === 0 ? scope : scope.local(blocked);
  }
}

/** A path variable's name is no other's (16.4 SR). */
function checkPathVariables(
  paths: readonly PathShape[],
  elements: Declarations,
  scope: Scope,
): void {
  const seen = new Set<string>();
  for (const { source } of paths) {
    if (source.variable === undefined) continue;
    const { name, span } = source.variable;
    if (elements.has(name) || seen.has(name)) {
      throw invalidReference(`"${name}" is a path here and something else there`, span);
    }
    if (scope.sees(name)) {
      throw invalidReference(`"${name}" is bound already, a path needs a new name`, span);
    }
    seen.add(name);
  }
  for (const { name, role, span } of elements.values()) {
    if (role === 'path' && scope.sees(name)) {
      throw invalidReference(`"${name}" is bound already, a path needs a new name`, span);
    }
  }
}

/** Path patterns share with a selective one only the nodes at its ends (16.4 SR, 16.6). */
function checkIsolation(paths: readonly PathShape[]): void {
  for (const path of paths) {
    if (!isSelective(path)) continue;
    const boundary = boundaryNames(path.shape);
    for (const { name, span } of path.declarations.values()) {
      if (boundary.has(name)) continue;
      const other = paths.find((p) => p !== path && p.declarations.has(name));
      if (other === undefined) continue;
      throw syntaxError(
        `"${name}" is inside a path chosen by ${path.selector}, so no other path may share it`,
        span,
        'share only the nodes at its ends, or divide the pattern into two MATCH clauses',
      );
    }
  }
}

/** A new variable of a pattern; a group is the list of its bindings. */
export function newVariable(state: BindState, declaration: NewVariable): VariableId {
  const { name, role, degree } = declaration;
  const notNull = degree !== 'conditional';
  const type = variableType(declaration, state);
  return state.newVariable({ name, role, degree, type, notNull });
}

type NewVariable = Pick<Declaration, 'name' | 'role' | 'degree' | 'labels'>;

function variableType({ role, degree, labels }: NewVariable, state: BindState): ValueType {
  const element = role === 'path' ? PATH : elementType(role, labels, state);
  return degree === 'group' ? { kind: 'list', element, group: true } : element;
}
