import { invariant, present } from '../base/assert.ts';
import type { CatalogChange } from './catalog-change.ts';
import type { CatalogPath } from './catalog-path.ts';
import { nameBelow, pathKey, pathOfKey } from './catalog-path.ts';
import type { GraphEntry, ObjectKind, SchemaObject } from './entries.ts';
import type { Principal, RoleEntry, UserEntry } from './principals.ts';
import { PersistentMap } from './persistent-map.ts';

/** What a schema holds. Every object of it lies under its name. */
export interface SchemaEntry {
  readonly createdMs: number;
  readonly modifiedMs: number;
  readonly objects: Readonly<Record<ObjectKind, PersistentMap<SchemaObject>>>;
}

export interface FoundGraph {
  readonly path: CatalogPath;
  readonly entry: GraphEntry;
}

/** Names are unique among things of one kind that lie in the same place. */
export type NameKind = ObjectKind | Principal['kind'] | 'schema';

interface CatalogState {
  readonly schemas: PersistentMap<SchemaEntry>;
  /** How many schemas lie below each directory; one that has none is not there. */
  readonly directories: PersistentMap<number>;
  /** Paths by graph number. */
  readonly graphs: PersistentMap<CatalogPath>;
  readonly nextGraph: number;
  readonly users: PersistentMap<UserEntry>;
  readonly roles: PersistentMap<RoleEntry>;
}

/**
 * One state of the catalog, immutable. Objects that a change does not touch stay the same objects
 * in the next state, so that what was derived from one is still good while `find` gives it.
 *
 * A directory has no descriptor of its own: it is there while a schema lies below it.
 */
export class Catalog {
  readonly #state: CatalogState;

  private constructor(state: CatalogState) {
    this.#state = state;
  }

  // `this` is the class here. By its name TypeScript 5.9 would emit an alias that is set too late.
  static readonly empty = new this({
    schemas: PersistentMap.empty(),
    directories: PersistentMap.empty(),
    graphs: PersistentMap.empty(),
    nextGraph: 0,
    users: PersistentMap.empty(),
    roles: PersistentMap.empty(),
  });

  /** The catalog that gave these `changes()`, made at once. */
  static of(changes: readonly CatalogChange[], nextGraph: number): Catalog {
    const builder = new CatalogBuilder();
    for (const change of changes) builder.add(change);
    return new Catalog({ ...builder.state(), nextGraph });
  }

  user(name: string): UserEntry | undefined {
    return this.#state.users.get(name);
  }

  role(name: string): RoleEntry | undefined {
    return this.#state.roles.get(name);
  }

  /** Ascending by name. */
  users(): UserEntry[] {
    return this.#state.users.entries().map(([, user]) => user);
  }

  /** Ascending by name. */
  roles(): RoleEntry[] {
    return this.#state.roles.entries().map(([, role]) => role);
  }

  /** The number that the next graph gets. */
  get nextGraph(): number {
    return this.#state.nextGraph;
  }

  schema(path: CatalogPath): SchemaEntry | undefined {
    return this.#state.schemas.get(pathKey(path));
  }

  isDirectory(path: CatalogPath): boolean {
    return path.length === 0 || this.#state.directories.has(pathKey(path));
  }

  /** Ascending by path. */
  schemas(): { readonly path: CatalogPath; readonly entry: SchemaEntry }[] {
    return this.#state.schemas.entries().map(([key, entry]) => ({ path: pathOfKey(key), entry }));
  }

  find<K extends ObjectKind>(
    kind: K,
    path: CatalogPath,
  ): Extract<SchemaObject, { kind: K }> | undefined {
    const name = path.at(-1);
    if (name === undefined) return undefined;
    const found = this.schema(path.slice(0, -1))?.objects[kind].get(name);
    return found as Extract<SchemaObject, { kind: K }> | undefined;
  }

  /** A name right below a path that passes: of an object, a schema or directory, a principal. */
  findName(
    kind: NameKind,
    parent: CatalogPath,
    test: (name: string) => boolean,
  ): string | undefined {
    if (kind === 'user') return this.#state.users.findKey(test);
    if (kind === 'role') return this.#state.roles.findKey(test);
    if (kind !== 'schema') return this.schema(parent)?.objects[kind].findKey(test);
    const found = this.#state.schemas.findKey((key) => {
      const name = nameBelow(parent, key);
      return name !== undefined && test(name);
    });
    return found === undefined ? undefined : nameBelow(parent, found);
  }

  graph(number: number): FoundGraph | undefined {
    const path = this.#state.graphs.get(String(number));
    const entry = path && this.find('graph', path);
    return path === undefined || entry === undefined ? undefined : { path, entry };
  }

  /** Of the graphs that there are, ascending. */
  graphNumbers(): number[] {
    return this.#state.graphs
      .keys()
      .map(Number)
      .sort((left, right) => left - right);
  }

  /** The changes that make this catalog out of the empty one, but for `nextGraph`. */
  changes(): CatalogChange[] {
    const principals = [...this.roles(), ...this.users()].map((principal): CatalogChange => ({
      change: 'putPrincipal',
      principal,
    }));
    const objects = this.schemas().flatMap(({ path, entry }): CatalogChange[] => [
      { change: 'putSchema', path, createdMs: entry.createdMs },
      ...KINDS.flatMap((kind) =>
        entry.objects[kind]
          .entries()
          .map(([name, object]) => ({ change: 'put' as const, path: [...path, name], object })),
      ),
    ]);
    return [...principals, ...objects];
  }

  /** Numbers below are never given again. */
  raiseNextGraph(least: number): Catalog {
    if (least <= this.nextGraph) return this;
    return new Catalog({ ...this.#state, nextGraph: least });
  }

  /** Asserts that the change makes sense: who makes one has looked. */
  apply(change: CatalogChange): Catalog {
    switch (change.change) {
      case 'putSchema':
        return this.#putSchema(change.path, change.createdMs);
      case 'removeSchema':
        return this.#removeSchema(change.path);
      case 'put':
        return this.#put(change.path, change.object);
      case 'remove':
        return this.#remove(change.path, change.kind);
      case 'putPrincipal':
        return this.#putPrincipal(change.principal);
      case 'removePrincipal':
        return this.#removePrincipal(change.kind, change.name);
    }
  }

  #putPrincipal(principal: Principal): Catalog {
    const { users, roles } = this.#state;
    const { name } = principal;
    return new Catalog(
      principal.kind === 'user'
        ? { ...this.#state, users: users.with(name, principal) }
        : { ...this.#state, roles: roles.with(name, principal) },
    );
  }

  #removePrincipal(kind: Principal['kind'], name: string): Catalog {
    const { users, roles } = this.#state;
    return new Catalog(
      kind === 'user'
        ? { ...this.#state, users: users.without(name) }
        : { ...this.#state, roles: roles.without(name) },
    );
  }

  #putSchema(path: CatalogPath, createdMs: number): Catalog {
    invariant(path.length > 0 && this.schema(path) === undefined, 'the schema is there');
    const { directories, schemas } = this.#state;
    return new Catalog({
      ...this.#state,
      directories: counted(directories, path, 1),
      schemas: schemas.with(pathKey(path), {
        createdMs,
        modifiedMs: createdMs,
        objects: {
          graph: PersistentMap.empty(),
          graphType: PersistentMap.empty(),
          procedure: PersistentMap.empty(),
        },
      }),
    });
  }

  #removeSchema(path: CatalogPath): Catalog {
    const schema = present(this.schema(path), 'the schema');
    const { directories, schemas } = this.#state;
    let { graphs } = this.#state;
    for (const [, object] of schema.objects.graph.entries()) {
      if (object.kind === 'graph') graphs = graphs.without(String(object.number));
    }
    return new Catalog({
      ...this.#state,
      graphs,
      directories: counted(directories, path, -1),
      schemas: schemas.without(pathKey(path)),
    });
  }

  #put(path: CatalogPath, object: SchemaObject): Catalog {
    const before = object.kind === 'graph' ? this.find('graph', path) : undefined;
    let { graphs, nextGraph } = this.#state;
    if (before !== undefined) graphs = graphs.without(String(before.number));
    if (object.kind === 'graph') {
      graphs = graphs.with(String(object.number), path);
      nextGraph = Math.max(nextGraph, object.number + 1);
    }
    return this.#withObjects(path, object.kind, { graphs, nextGraph }, (objects, name) =>
      objects.with(name, object),
    );
  }

  #remove(path: CatalogPath, kind: ObjectKind): Catalog {
    const object = present(this.find(kind, path), 'the object');
    let { graphs } = this.#state;
    if (object.kind === 'graph') graphs = graphs.without(String(object.number));
    return this.#withObjects(path, kind, { graphs }, (objects, name) => objects.without(name));
  }

  #withObjects(
    path: CatalogPath,
    kind: ObjectKind,
    changed: Partial<CatalogState>,
    change: (objects: PersistentMap<SchemaObject>, name: string) => PersistentMap<SchemaObject>,
  ): Catalog {
    const schemaPath = path.slice(0, -1);
    const schema = present(this.schema(schemaPath), 'the schema of the object');
    const name = present(path.at(-1), 'the name of the object');
    const objects = { ...schema.objects, [kind]: change(schema.objects[kind], name) };
    const schemas = this.#state.schemas.with(pathKey(schemaPath), { ...schema, objects });
    return new Catalog({ ...this.#state, ...changed, schemas });
  }
}

const KINDS: readonly ObjectKind[] = ['graph', 'graphType', 'procedure'];

/** One schema more or less in the directories above it. */
function counted(
  directories: PersistentMap<number>,
  path: CatalogPath,
  difference: 1 | -1,
): PersistentMap<number> {
  let result = directories;
  for (let length = 1; length < path.length; length++) {
    const key = pathKey(path.slice(0, length));
    const count = (result.get(key) ?? 0) + difference;
    result = count > 0 ? result.with(key, count) : result.without(key);
  }
  return result;
}

/** Ten thousand schemas in a tenth of the time that as many changes of a catalog take. */
class CatalogBuilder {
  readonly #schemas = new Map<string, number>();
  readonly #objects = new Map<string, Partial<Record<ObjectKind, Map<string, SchemaObject>>>>();
  readonly #directories = new Map<string, number>();
  readonly #graphs = new Map<string, CatalogPath>();
  readonly #users = new Map<string, UserEntry>();
  readonly #roles = new Map<string, RoleEntry>();

  add(change: CatalogChange): void {
    if (change.change === 'putSchema') this.#putSchema(change.path, change.createdMs);
    else if (change.change === 'put') this.#put(change.path, change.object);
    else if (change.change === 'putPrincipal') this.#putPrincipal(change.principal);
    else invariant(false, 'nothing is removed where a catalog is made');
  }

  state(): Omit<CatalogState, 'nextGraph'> {
    const schemas = new Map<string, SchemaEntry>();
    for (const [key, createdMs] of this.#schemas) {
      const { graph, graphType, procedure } = this.#objects.get(key) ?? {};
      schemas.set(key, {
        createdMs,
        modifiedMs: createdMs,
        objects: { graph: mapOf(graph), graphType: mapOf(graphType), procedure: mapOf(procedure) },
      });
    }
    return {
      schemas: mapOf(schemas),
      directories: mapOf(this.#directories),
      graphs: mapOf(this.#graphs),
      users: mapOf(this.#users),
      roles: mapOf(this.#roles),
    };
  }

  #putPrincipal(principal: Principal): void {
    if (principal.kind === 'user') this.#users.set(principal.name, principal);
    else this.#roles.set(principal.name, principal);
  }

  #putSchema(path: CatalogPath, createdMs: number): void {
    this.#schemas.set(pathKey(path), createdMs);
    for (let length = 1; length < path.length; length++) {
      const key = pathKey(path.slice(0, length));
      this.#directories.set(key, (this.#directories.get(key) ?? 0) + 1);
    }
  }

  #put(path: CatalogPath, object: SchemaObject): void {
    const schema = pathKey(path.slice(0, -1));
    invariant(this.#schemas.has(schema), 'the schema of the object is missing');
    const name = present(path.at(-1), 'the name of the object');
    let objects = this.#objects.get(schema);
    if (objects === undefined) this.#objects.set(schema, (objects = {}));
    (objects[object.kind] ??= new Map<string, SchemaObject>()).set(name, object);
    if (object.kind === 'graph') this.#graphs.set(String(object.number), path);
  }
}

function mapOf<T>(entries: ReadonlyMap<string, T> | undefined): PersistentMap<T> {
  return entries === undefined ? PersistentMap.empty() : PersistentMap.from(entries);
}
