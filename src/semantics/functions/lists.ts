import { commonSupertype } from '../../values/subtype.ts';
import { ANY, ANY_LIST, BOOL, EDGE, INT, NODE, PATH } from '../../values/type.ts';
import type { FunctionSignature, ResultType } from './signature.ts';
import { elementOfFirst, listOf, sameAsFirst, signature } from './signature.ts';

/** A list of the first argument's elements and one more value. */
const listWithSecond: ResultType = ([list = ANY, value = ANY]) =>
  list.kind === 'list' ? listOf(commonSupertype(list.element, value)) : ANY_LIST;

const listWithFirst: ResultType = ([value = ANY, list = ANY]) => listWithSecond([list, value]);

const subscripted: ResultType = ([type]) => (type?.kind === 'list' ? type.element : ANY);

/** GF04, GF12, GF13 (ISO/IEC 39075, 20.22, 20.26) and the lists of GraphLite and Cypher. */
export const LIST_SIGNATURES: readonly FunctionSignature[] = [
  signature('CARDINALITY', {
    usage: 'CARDINALITY(value)',
    description: "the number of a list's elements, a record's fields, a path's nodes and edges",
    result: INT,
    iso: true,
  }),
  signature('SIZE', {
    usage: 'SIZE(list)',
    description: "the number of a list's elements; of a string's characters (extension)",
    result: INT,
    iso: true,
  }),
  signature('LENGTH', {
    usage: 'LENGTH(value)',
    description: "a string's characters, a list's elements, a path's edges",
    result: INT,
  }),
  signature('PATH_LENGTH', {
    usage: 'PATH_LENGTH(path)',
    description: 'the number of edges',
    result: INT,
    iso: true,
  }),
  signature('ELEMENTS', {
    usage: 'ELEMENTS(path)',
    description: 'the nodes and edges in order',
    result: listOf({ kind: 'union', members: [NODE, EDGE] }),
    iso: true,
  }),
  signature('NODES', {
    usage: 'NODES(path)',
    description: 'the nodes in order',
    result: listOf(NODE),
  }),
  signature('EDGES', {
    usage: 'EDGES(path)',
    description: 'the edges in order',
    aliases: ['RELATIONSHIPS'],
    result: listOf(EDGE),
  }),
  signature('IS_TRAIL', {
    usage: 'IS_TRAIL(path)',
    description: 'whether no edge comes twice',
    aliases: ['ISTRAIL'],
    result: BOOL,
  }),
  signature('IS_SIMPLE', {
    usage: 'IS_SIMPLE(path)',
    description: 'whether no node comes twice but for the last, which may be the first',
    aliases: ['ISSIMPLE'],
    result: BOOL,
  }),
  signature('IS_ACYCLIC', {
    usage: 'IS_ACYCLIC(path)',
    description: 'whether no node comes twice',
    aliases: ['ISACYCLIC'],
    result: BOOL,
  }),
  signature('LIST_CONTAINS', {
    usage: 'LIST_CONTAINS(list, value)',
    description: 'whether an element equals the value',
    result: BOOL,
  }),
  signature('LIST_SLICE', {
    usage: 'LIST_SLICE(list, from [, to])',
    description: 'the elements from a position, counted from 0, up to but not including another',
    result: sameAsFirst,
  }),
  signature('LIST_APPEND', {
    usage: 'LIST_APPEND(list, value)',
    description: 'the list with the value at its end',
    result: listWithSecond,
    strict: false,
  }),
  signature('LIST_PREPEND', {
    usage: 'LIST_PREPEND(value, list)',
    description: 'the list with the value at its start; the arguments in either order',
    result: listWithFirst,
    strict: false,
  }),
  signature('LIST_LENGTH', {
    usage: 'LIST_LENGTH(list)',
    description: 'the number of elements',
    result: INT,
  }),
  signature('LIST_REVERSE', {
    usage: 'LIST_REVERSE(list)',
    description: 'the list from its end to its start',
    result: sameAsFirst,
  }),
  signature('HEAD', {
    usage: 'HEAD(list)',
    description: 'the first element, null of an empty list',
    result: elementOfFirst,
  }),
  signature('LAST', {
    usage: 'LAST(list)',
    description: 'the last element, null of an empty list',
    result: elementOfFirst,
  }),
  signature('TAIL', {
    usage: 'TAIL(list)',
    description: 'the list without its first element',
    result: sameAsFirst,
  }),
  signature('RANGE', {
    usage: 'RANGE(start, end [, step])',
    description: 'the integers from start to end, both included',
    result: listOf(INT),
  }),
  signature('IN', {
    usage: '(value, list)',
    description: 'the operator IN',
    result: BOOL,
    kind: 'operator',
    strict: false,
  }),
  signature('SUBSCRIPT', {
    usage: '(value, index)',
    description: 'an element of a list, from 0, negative from the end; a field of a record',
    result: subscripted,
    kind: 'operator',
  }),
  signature('SLICE', {
    usage: '(list, from, to)',
    description: 'the elements from `from` up to but not including `to`; null stands for an end',
    result: sameAsFirst,
    kind: 'operator',
    strict: false,
  }),
  signature('PATH', {
    usage: '(element, …)',
    description: 'the path constructor',
    result: PATH,
    iso: true,
    kind: 'operator',
  }),
];
