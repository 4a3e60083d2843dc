import type { CatalogChange } from '../../catalog/catalog-change.ts';
import { count, list, RecordShapeError, text } from './record-shape.ts';

/**
 * A change of the catalog as a record holds it, JSON and all. Members that are not known here are
 * passed over.
 */
export function catalogChangeOf(form: unknown): CatalogChange {
  CHANGE(form);
  return form as CatalogChange;
}

/** Throws where the form is not what it must be. */
type Check = (form: unknown) => void;

type Members = Readonly<Record<string, Check>>;

/** An object with these members, and others if they are there. */
function object(members: Members, optional: Members = {}): Check {
  return (form) => {
    const found = membersOf(form);
    for (const [name, check] of Object.entries(members)) check(found[name]);
    for (const [name, check] of Object.entries(optional)) {
      if (found[name] !== undefined) check(found[name]);
    }
  };
}

function listOf(check: Check): Check {
  return (form) => {
    list(form).forEach((item) => {
      check(item);
    });
  };
}

/** One of several, by the word in a member. */
function oneOf(member: string, choices: Members): Check {
  return (form) => {
    const word = text(membersOf(form)[member]);
    const check = Object.hasOwn(choices, word) ? choices[word] : undefined;
    if (check === undefined) throw new RecordShapeError(`${member} ${word} is not known here`);
    check(form);
  };
}

function membersOf(form: unknown): Readonly<Record<string, unknown>> {
  if (typeof form === 'object' && form !== null && !Array.isArray(form)) return { ...form };
  throw new RecordShapeError('an object was expected');
}

function boolean(form: unknown): void {
  if (typeof form !== 'boolean') throw new RecordShapeError('true or false was expected');
}

/** A time may lie before 1970. */
function milliseconds(form: unknown): void {
  if (!Number.isFinite(form)) throw new RecordShapeError('a time in milliseconds was expected');
}

function path(form: unknown): void {
  const names = list(form).map(text);
  // What keys of the catalog separate names by.
  if (names.length > 0 && names.every((name) => !name.includes('\u0000'))) return;
  throw new RecordShapeError('a path of the catalog was expected');
}

const NO_MEMBERS: Check = object({});
const NAMED_TYPE: Check = object({
  name: text,
  type: (form) => {
    VALUE_TYPE(form);
  },
});
const LENGTHS = { minLength: count, maxLength: count, fixed: boolean };
const FIELDS = { fields: listOf(NAMED_TYPE) };
const ELEMENT = object({}, { labels: listOf(text), properties: listOf(NAMED_TYPE) });

const VALUE_TYPE: Check = oneOf('kind', {
  any: NO_MEMBERS,
  simple: object({ name: text }),
  integer: object({ signed: boolean, bits: count }),
  decimal: object({}, { precision: count, scale: count }),
  float: object({ bits: count }),
  string: object({}, LENGTHS),
  bytes: object({}, LENGTHS),
  list: object(
    {
      element: (form) => {
        VALUE_TYPE(form);
      },
    },
    { maxLength: count },
  ),
  record: object({}, FIELDS),
  node: ELEMENT,
  edge: ELEMENT,
  graph: NO_MEMBERS,
  table: object({}, FIELDS),
  union: object({
    members: listOf((form) => {
      VALUE_TYPE(form);
    }),
  }),
});

const NODE_TYPE_MEMBERS = {
  keyLabels: listOf(text),
  labels: listOf(text),
  properties: listOf(NAMED_TYPE),
};
const NODE_TYPE = object(NODE_TYPE_MEMBERS, { name: text });
const EDGE_TYPE = object(
  { ...NODE_TYPE_MEMBERS, directed: boolean, source: count, target: count },
  { name: text },
);
const GRAPH_TYPE = object({ nodeTypes: listOf(NODE_TYPE), edgeTypes: listOf(EDGE_TYPE) });

const DATES = { createdMs: milliseconds, modifiedMs: milliseconds };
const SCHEMA_OBJECT = oneOf('kind', {
  graph: object({ ...DATES, number: count }, { type: GRAPH_TYPE, typePath: path }),
  graphType: object({ ...DATES, type: GRAPH_TYPE }),
  procedure: object({ ...DATES, text }),
});

const PASSWORD = oneOf('algorithm', { scrypt: object({ cost: count, salt: text, hash: text }) });
const PRINCIPAL = oneOf('kind', {
  user: object(
    { name: text, roles: listOf(text), createdMs: milliseconds },
    { password: PASSWORD },
  ),
  role: object({ name: text, createdMs: milliseconds }, { description: text }),
});

const CHANGE = oneOf('change', {
  putPrincipal: object({ principal: PRINCIPAL }),
  removePrincipal: oneOf('kind', { user: object({ name: text }), role: object({ name: text }) }),
  putSchema: object({ path, createdMs: milliseconds }),
  removeSchema: object({ path }),
  put: object({ path, object: SCHEMA_OBJECT }),
  remove: oneOf('kind', {
    graph: object({ path }),
    graphType: object({ path }),
    procedure: object({ path }),
  }),
});
