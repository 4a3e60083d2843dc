import type { CreateGraphType, GraphTypeSource } from '../ast/catalog.ts';
import type { Cursor } from './cursor.ts';
import { parseElementTypes } from './graph-types.ts';
import { atReference, parseGraphExpression, parseReference } from './references.ts';
import { takeTyped } from './type-annotation.ts';

/**
 * The type of a graph (ISO/IEC 39075, 12.4); undefined where none is written. Without `::` no
 * reserved word is taken for the type's name, since a clause may follow.
 */
export function parseGraphTypeOf(c: Cursor): GraphTypeSource | undefined {
  const start = c.start;
  if (c.at('LIKE')) return parseLike(c);
  const typed = takeTyped(c);
  if (c.take('ANY')) {
    if (!c.take('PROPERTY')) c.take('GRAPH');
    else c.expect('GRAPH');
    return { kind: 'anyGraph', span: c.spanFrom(start) };
  }
  const words = c.at('PROPERTY') ? 2 : 1;
  if ((words === 2 || c.at('GRAPH')) && c.peek(words) === '{') {
    for (let i = 0; i < words; i++) c.advance();
  }
  if (c.at('{')) {
    const elements = c.nested(parseElementTypes);
    return { kind: 'graphTypeElements', span: c.spanFrom(start), elements };
  }
  if (!typed && !atReference(c)) return undefined;
  const type = parseReference(c, 'a graph type, ANY or {');
  return { kind: 'namedGraphType', span: c.spanFrom(start), type };
}

function parseLike(c: Cursor): GraphTypeSource {
  const start = c.start;
  c.expect('LIKE');
  const graph = parseGraphExpression(c);
  return { kind: 'likeGraph', span: c.spanFrom(start), graph };
}

/** `[AS] COPY OF type`, `LIKE graph` or `[AS] { … }` (12.6). */
export function parseGraphTypeSource(c: Cursor): CreateGraphType['source'] {
  if (c.at('LIKE')) return parseLike(c);
  const start = c.start;
  c.take('AS');
  if (c.take('COPY')) {
    c.expect('OF');
    const type = parseReference(c, 'a graph type');
    return { kind: 'copyOfType', span: c.spanFrom(start), type };
  }
  if (!c.at('{')) c.fail("'{', 'LIKE' or 'COPY OF'");
  const elements = c.nested(parseElementTypes);
  return { kind: 'graphTypeElements', span: c.spanFrom(start), elements };
}
