import { present, unreachable } from '../../base/assert.ts';
import type { Span } from '../../base/errors.ts';
import { syntaxError } from '../../base/errors.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type { Identifier } from '../../syntax/ast/node.ts';
import type {
  EdgePattern,
  NodePattern,
  ParenthesizedPath,
  PathExpression,
  PathMode,
  QuantifiedPath,
} from '../../syntax/ast/pattern.ts';
import { expandSimplified } from './simplified.ts';

/**
 * A path pattern in normal form, before its names are resolved: in a sequence nodes stand at both
 * ends and between all other elements (G046, G047); parentheses that restrict nothing are gone.
 */
export type Shape =
  | NodeShape
  | EdgeShape
  | SequenceShape
  | AlternationShape
  | GroupShape
  | RepeatShape
  | QuestionedShape;

/** One node, by one or more node patterns that stand side by side; none is an anonymous node. */
export interface NodeShape {
  readonly kind: 'node';
  readonly patterns: readonly NodePattern[];
  /** Of parentheses that end at this node. */
  readonly wheres: readonly Expression[];
}

export interface EdgeShape {
  readonly kind: 'edge';
  readonly pattern: EdgePattern;
}

export interface SequenceShape {
  readonly kind: 'sequence';
  readonly elements: readonly Shape[];
}

export interface AlternationShape {
  readonly kind: 'alternation';
  readonly multiset: boolean;
  readonly alternatives: readonly Shape[];
}

export interface GroupShape {
  readonly kind: 'group';
  readonly expression: Shape;
  readonly mode: PathMode;
  readonly subpath?: Identifier;
  readonly where?: Expression;
}

export interface RepeatShape {
  readonly kind: 'repeat';
  readonly expression: Shape;
  readonly lower: number;
  readonly upper?: number;
  readonly span: Span;
}

export interface QuestionedShape {
  readonly kind: 'questioned';
  readonly expression: Shape;
}

/** The normal form of a path expression: a node, or a sequence. */
export function shapeOf(e: PathExpression): NodeShape | SequenceShape {
  return sealed(elementsOf(e));
}

const ANONYMOUS: NodeShape = { kind: 'node', patterns: [], wheres: [] };

function elementsOf(e: PathExpression): readonly Shape[] {
  switch (e.kind) {
    case 'node':
      return [{ kind: 'node', patterns: [e], wheres: [] }];
    case 'edge':
      return [{ kind: 'edge', pattern: e }];
    case 'concatenation':
      return e.elements.flatMap(elementsOf);
    case 'alternation':
      return [
        {
          kind: 'alternation',
          multiset: e.multiset,
          alternatives: e.alternatives.map(shapeOf),
        },
      ];
    case 'parenthesized':
      return parenthesized(e);
    case 'quantified':
      return [repeat(e)];
    case 'questioned':
      return [{ kind: 'questioned', expression: shapeOf(e.primary) }];
    case 'simplified':
      return elementsOf(expandSimplified(e));
    default:
      return unreachable(e);
  }
}

function repeat({ primary, lower, upper, span }: QuantifiedPath): RepeatShape {
  const expression = shapeOf(primary);
  return {
    kind: 'repeat',
    expression,
    lower,
    ...(upper !== undefined && { upper }),
    span,
  };
}

function parenthesized(e: ParenthesizedPath): readonly Shape[] {
  if (e.prefix?.selector !== undefined) {
    throw syntaxError(
      `${e.prefix.selector} selects among whole paths; it cannot stand in parentheses`,
      e.prefix.span,
      'write it in front of the path pattern, or use KEEP',
    );
  }
  const mode = e.prefix?.mode ?? 'WALK';
  if (mode === 'WALK' && e.variable === undefined) return unrestricted(e);
  return [
    {
      kind: 'group',
      expression: shapeOf(e.expression),
      mode,
      ...(e.variable && { subpath: e.variable }),
      ...(e.where && { where: e.where }),
    },
  ];
}

/** Parentheses without mode and subpath: their WHERE is decided once their last node is known. */
function unrestricted(e: ParenthesizedPath): readonly Shape[] {
  if (e.where === undefined) return elementsOf(e.expression);
  const shape = shapeOf(e.expression);
  const elements = shape.kind === 'node' ? [shape] : shape.elements;
  const last = present(elements.at(-1), 'last element');
  if (elements.length === 3 && elements[1]?.kind === 'alternation') {
    // The names of the branches end with them, so the condition stays about the whole.
    return [{ kind: 'group', expression: shape, mode: 'WALK', where: e.where }];
  }
  return [...elements.slice(0, -1), withWhere(last, e.where)];
}

function withWhere(last: Shape, where: Expression): Shape {
  return last.kind === 'node' ? { ...last, wheres: [...last.wheres, where] } : last;
}

/** Nodes at both ends and between all others; node patterns side by side are one node (G046). */
function sealed(elements: readonly Shape[]): NodeShape | SequenceShape {
  const result: Shape[] = [];
  let last: Shape | undefined;
  for (const element of elements) {
    if (element.kind === 'node' && last?.kind === 'node') {
      last = merged(last, element);
      result[result.length - 1] = last;
      continue;
    }
    if (element.kind !== 'node' && last?.kind !== 'node') result.push(ANONYMOUS);
    result.push(element);
    last = element;
  }
  if (last?.kind !== 'node') result.push(ANONYMOUS);
  const [only] = result;
  if (result.length === 1 && only?.kind === 'node') return only;
  return { kind: 'sequence', elements: result };
}

function merged(left: NodeShape, right: NodeShape): NodeShape {
  return {
    kind: 'node',
    patterns: [...left.patterns, ...right.patterns],
    wheres: [...left.wheres, ...right.wheres],
  };
}

/** The names of a node's patterns, each once. */
export function nodeNames(node: NodeShape): string[] {
  const names = new Set<string>();
  for (const { variable } of node.patterns) if (variable !== undefined) names.add(variable.name);
  return [...names];
}

/** The fewest edges that a match of the shape has. */
export function minimumLength(shape: Shape): number {
  switch (shape.kind) {
    case 'node':
    case 'questioned':
      return 0;
    case 'edge':
      return 1;
    case 'sequence':
      return shape.elements.reduce((sum, element) => sum + minimumLength(element), 0);
    case 'alternation':
      return Math.min(...shape.alternatives.map(minimumLength));
    case 'group':
      return minimumLength(shape.expression);
    case 'repeat':
      return shape.lower * minimumLength(shape.expression);
    default:
      return unreachable(shape);
  }
}
