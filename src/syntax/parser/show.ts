import type { CallInline, CallProcedure } from '../ast/statement.ts';
import type { Identifier } from '../ast/node.ts';
import { finishNamedCall } from './call.ts';
import type { Cursor } from './cursor.ts';
import { takeWord } from './words.ts';

/** The system procedure that lists what the word names. */
const LISTED: readonly (readonly [word: string, procedure: string])[] = [
  ['GRAPHS', 'list_graphs'],
  ['SCHEMAS', 'list_schemas'],
  ['FUNCTIONS', 'list_functions'],
  ['PROCEDURES', 'list_procedures'],
  ['INDEXES', 'list_indexes'],
  ['CONSTRAINTS', 'list_constraints'],
  ['USERS', 'list_users'],
  ['ROLES', 'list_roles'],
];

/** Extension: `SHOW GRAPHS` is `CALL gql.list_graphs()`, and so on. */
export function parseShow(c: Cursor): CallProcedure | CallInline {
  const start = c.start;
  c.expect('SHOW');
  const word = c.span();
  const procedure = takeShown(c);
  const path: Identifier[] = [
    { name: 'gql', delimited: false, span: word },
    { name: procedure, delimited: false, span: word },
  ];
  c.extension(start, 'SHOW', `ISO calls a procedure, such as gql.${procedure}().`);
  return finishNamedCall(c, {
    kind: 'callProcedure',
    span: c.spanFrom(start),
    optional: false,
    procedure: { kind: 'reference', span: word, root: 'bare', up: 0, path },
    arguments: [],
  });
}

function takeShown(c: Cursor): string {
  if (c.take('SESSION')) return 'show_session';
  if (c.take('LABELS')) return 'list_labels';
  if (c.take('GRAPH')) {
    if (!takeWord(c, 'TYPES')) c.fail("'TYPES'");
    return 'list_graph_types';
  }
  for (const [word, procedure] of LISTED) if (takeWord(c, word)) return procedure;
  return c.fail(`${LISTED.map(([word]) => word).join(', ')}, LABELS, GRAPH TYPES or SESSION`);
}
