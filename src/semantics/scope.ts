import type { Span } from '../base/errors.ts';
import type { GqlError } from '../base/errors.ts';
import { invalidReference, unknownName } from '../base/errors.ts';
import { nearest } from '../base/nearest.ts';
import type { VariableId } from './bound/variable.ts';

/** What a name stands for. A blocked one is known, but may not be used here; `reason` says why. */
export type ScopeEntry = VisibleEntry | BlockedEntry;

export interface VisibleEntry {
  readonly kind: 'visible';
  readonly variable: VariableId;
  /** TEMP: `*` leaves it out. */
  readonly temporary: boolean;
}

export interface BlockedEntry {
  readonly kind: 'blocked';
  /** Ends the sentence `"x" …`. */
  readonly reason: string;
  readonly hint?: string;
}

/** Gives the variable that stands for one of before. */
export type Import = (outer: VariableId) => VariableId;

/**
 * The names that an expression or clause sees. A scope is immutable; clauses make the next one.
 *
 * Scopes nest in two ways. A *local* scope lies over the one that it was made from and shows all of
 * it (LET … IN, list comprehensions, element patterns). A *query* scope is a subquery's: what it
 * resolves outside itself is added to `captured`, which becomes `BoundQuery.outer`.
 */
export class Scope {
  private readonly entries: ReadonlyMap<string, ScopeEntry>;
  private readonly parent: Scope | undefined;
  private readonly captured: Set<VariableId> | undefined;
  private readonly imported: Import | undefined;

  private constructor(
    entries: ReadonlyMap<string, ScopeEntry>,
    parent: Scope | undefined,
    captured: Set<VariableId> | undefined,
    imported?: Import,
  ) {
    this.entries = entries;
    this.parent = parent;
    this.captured = captured;
    this.imported = imported;
  }

  static readonly empty = new Scope(new Map(), undefined, undefined);

  /** A scope of names over this one. */
  local(entries: Iterable<readonly [string, ScopeEntry]>): Scope {
    return new Scope(new Map(entries), this, undefined);
  }

  /** The scope in which a subquery starts, with its own empty working table. */
  subquery(captured: Set<VariableId>): Scope {
    return new Scope(new Map(), this, captured);
  }

  /** The scope of a pattern on another graph; `imported` gives what stands there for a variable. */
  behindBorder(imported: Import): Scope {
    return new Scope(new Map(), this, undefined, imported);
  }

  /** The same place with more columns in the working table. */
  with(entries: Iterable<readonly [string, ScopeEntry]>): Scope {
    const all = new Map(this.entries);
    for (const [name, entry] of entries) all.set(name, entry);
    return new Scope(all, this.parent, this.captured, this.imported);
  }

  /** The same place with another working table, as behind RETURN … NEXT. */
  replaced(entries: Iterable<readonly [string, ScopeEntry]>): Scope {
    return new Scope(new Map(entries), this.parent, this.captured, this.imported);
  }

  /** The same place, but what stands around it is all that it sees: `reason` keeps columns away. */
  withoutColumns(reason: string, hint: string): Scope {
    const entries = new Map<string, ScopeEntry>();
    for (const name of this.entries.keys()) entries.set(name, { kind: 'blocked', reason, hint });
    return this.replaced(entries);
  }

  /** The same place with more names around it, which stay whatever becomes of the table. */
  around(entries: Iterable<readonly [string, ScopeEntry]>): Scope {
    const parent = new Scope(new Map(entries), this.parent, this.captured, this.imported);
    return new Scope(this.entries, parent, undefined);
  }

  /** What the name stands for; a use, so that a subquery notes what it takes from outside. */
  resolve(name: string): ScopeEntry | undefined {
    const own = this.entries.get(name);
    if (own !== undefined || this.parent === undefined) return own;
    const outer = this.parent.resolve(name);
    if (outer?.kind !== 'visible') return outer;
    this.captured?.add(outer.variable);
    return this.imported === undefined
      ? outer
      : { ...outer, variable: this.imported(outer.variable) };
  }

  /** The variable of a name, or the error of an unknown one. */
  variable(name: string, span: Span): VariableId {
    const entry = this.resolve(name);
    if (entry?.kind === 'visible') return entry.variable;
    throw entry === undefined ? this.unknown(name, span) : blocked(name, entry, span);
  }

  /** Whether the name stands for a variable here; no use of it. */
  sees(name: string): boolean {
    return this.peek(name)?.kind === 'visible';
  }

  /** The entry without noting a use. */
  peek(name: string): ScopeEntry | undefined {
    return this.entries.get(name) ?? this.parent?.peek(name);
  }

  /** The columns of the working table, in the order in which they came. */
  columns(): readonly (readonly [string, VisibleEntry])[] {
    const found: [string, VisibleEntry][] = [];
    for (const [name, entry] of this.entries) {
      if (entry.kind === 'visible') found.push([name, entry]);
    }
    return found;
  }

  /** Every name in the innermost scope, the blocked ones too. */
  ownEntries(): ReadonlyMap<string, ScopeEntry> {
    return this.entries;
  }

  /** All names that may be used here, nearest scope first. */
  visibleNames(): string[] {
    const seen = new Map<string, ScopeEntry>();
    const visit = (scope: Scope | undefined): void => {
      if (scope === undefined) return;
      for (const [name, entry] of scope.entries) if (!seen.has(name)) seen.set(name, entry);
      visit(scope.parent);
    };
    visit(this);
    return [...seen].filter(([, entry]) => entry.kind === 'visible').map(([name]) => name);
  }

  unknown(name: string, span: Span): GqlError {
    const visible = this.visibleNames();
    const subject = { kind: 'variable', name } as const;
    const near = nearest(name, visible);
    // Every name of one or two letters is near every other.
    if (near !== undefined && (name.length > 2 || near.toLowerCase() === name.toLowerCase())) {
      return unknownName(subject, `unknown variable "${name}"; did you mean "${near}"?`, span);
    }
    const column = visible.find((each) => each.endsWith(`.${name}`));
    const hint =
      column !== undefined
        ? `name the column: ${column} AS ${name}`
        : visible.length === 0
          ? 'no variable is bound here'
          : `the variables here are ${listNames(visible)}; ${otherMeanings(name, visible)}`;
    return unknownName(subject, `unknown variable "${name}"`, span, hint);
  }
}

export function visible(variable: VariableId, temporary = false): VisibleEntry {
  return { kind: 'visible', variable, temporary };
}

/** What a name may have been meant as that is no variable. */
function otherMeanings(name: string, variables: readonly string[]): string {
  const text = `a text stands in quotes: '${name}'`;
  const variable = variables.find((each) => !each.includes('.'));
  return variable === undefined ? text : `a property is ${variable}.${name}, ${text}`;
}

function blocked(name: string, entry: BlockedEntry, span: Span): GqlError {
  return invalidReference(`"${name}" ${entry.reason}`, span, entry.hint);
}

/** `a, b, c and 3 more`, for the end of a message. */
function listNames(names: readonly string[], most = 8): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
