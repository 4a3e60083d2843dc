import { ANY, ANY_RECORD, BOOL, NODE, STRING } from '../../values/type.ts';
import type { FunctionSignature, ResultType } from './signature.ts';
import { listOf, signature } from './signature.ts';

const propertyOfFirst: ResultType = ([type]) => {
  const isElement = type?.kind === 'node' || type?.kind === 'edge';
  return isElement && type.properties !== undefined
    ? { kind: 'record', fields: type.properties }
    : ANY_RECORD;
};

/**
 * Functions and predicates on nodes and edges (ISO/IEC 39075, 19.7–19.13, 20.11). Null gives null:
 * where the standard would let a null element be an exception, unknown is kinder in OPTIONAL MATCH.
 */
export const ELEMENT_SIGNATURES: readonly FunctionSignature[] = [
  signature('ELEMENT_ID', {
    usage: 'ELEMENT_ID(element)',
    description: 'the identifier of a node or edge, never used again',
    aliases: ['ID'],
    result: STRING,
    iso: true,
  }),
  signature('LABELS', {
    usage: 'LABELS(element)',
    description: 'the labels of a node or edge',
    result: listOf(STRING),
  }),
  signature('INFERRED_LABELS', {
    usage: 'INFERRED_LABELS(element)',
    description: 'the labels of a node or edge, those that its type implies included',
    result: listOf(STRING),
  }),
  signature('TYPE', {
    usage: 'TYPE(edge)',
    description: "an edge's label; null without one, joined by & when there are several",
    result: STRING,
  }),
  signature('KEYS', {
    usage: 'KEYS(value)',
    description: 'the property names of an element, the field names of a record',
    result: listOf(STRING),
  }),
  signature('PROPERTIES', {
    usage: 'PROPERTIES(element)',
    description: 'the properties as a record',
    result: propertyOfFirst,
  }),
  signature('START_NODE', {
    usage: 'START_NODE(edge)',
    description: 'the source of an edge',
    aliases: ['STARTNODE'],
    result: NODE,
  }),
  signature('END_NODE', {
    usage: 'END_NODE(edge)',
    description: 'the destination of an edge',
    aliases: ['ENDNODE'],
    result: NODE,
  }),
  signature('PROPERTY_EXISTS', {
    usage: 'PROPERTY_EXISTS(element, name)',
    description: 'whether the element has the property',
    result: BOOL,
    iso: true,
  }),
  signature('ALL_DIFFERENT', {
    usage: 'ALL_DIFFERENT(element, …)',
    description: 'whether no two are the same element',
    result: BOOL,
    iso: true,
  }),
  signature('SAME', {
    usage: 'SAME(element, …)',
    description: 'whether all are the same element',
    result: BOOL,
    iso: true,
  }),
  signature('IS DIRECTED', {
    usage: '(edge)',
    description: 'the predicate IS DIRECTED',
    result: BOOL,
    iso: true,
    kind: 'operator',
  }),
  signature('IS SOURCE OF', {
    usage: '(node, edge)',
    description: 'the predicate IS SOURCE OF',
    result: BOOL,
    iso: true,
    kind: 'operator',
  }),
  signature('IS DESTINATION OF', {
    usage: '(node, edge)',
    description: 'the predicate IS DESTINATION OF',
    result: BOOL,
    iso: true,
    kind: 'operator',
  }),
  signature('PROPERTY', {
    usage: '(value, name)',
    description: 'a property of an element or a field of a record; null where there is none',
    result: ANY,
    iso: true,
    kind: 'operator',
  }),
];
