import { GqlError, syntaxError } from '../../base/errors.ts';
import type { Expression } from '../../syntax/ast/expression.ts';
import type {
  GraphPattern,
  PathMode,
  PathPattern,
  PathPrefix,
  PathSelector,
} from '../../syntax/ast/pattern.ts';
import type { BoundExpr } from '../bound/statement.ts';
import { plainContext } from '../expression-context.ts';
import { Scope } from '../scope.ts';
import type { BindState } from '../state.ts';
import { canBe, describeType, invalidType } from '../static-types.ts';
import type { Declarations } from './declarations.ts';
import { declarationsOf } from './declarations.ts';
import { checkQuantifiers } from './legality.ts';
import type { Shape } from './shape.ts';
import { shapeOf } from './shape.ts';

/** A path pattern with its prefix resolved and its shape in normal form. */
export interface PathShape {
  readonly source: PathPattern;
  readonly selector: PathSelector;
  readonly count?: BoundExpr;
  readonly mode: PathMode;
  readonly shape: Shape;
  /** The names of its elements; the path variable is not among them. */
  readonly declarations: Declarations;
}

export function isSelective(path: PathShape): boolean {
  return path.selector !== 'ALL';
}

export function pathShapes(
  pattern: GraphPattern,
  differentEdges: boolean,
  state: BindState,
): readonly PathShape[] {
  return pattern.paths.map((source) => {
    const prefix = prefixOf(source, pattern.keep);
    const selector = prefix?.selector ?? 'ALL';
    const count = prefix?.count && bindCount(prefix.count, state);
    const { shape, mode } = hoisted(shapeOf(source.expression), prefix?.mode ?? 'WALK');
    checkQuantifiers(shape, differentEdges || selector !== 'ALL' || mode !== 'WALK');
    const declarations = declarationsOf(shape);
    return { source, selector, ...(count && { count }), mode, shape, declarations };
  });
}

/** KEEP is the prefix of all path patterns, so none may have its own (16.4 SR). */
function prefixOf(path: PathPattern, keep: PathPrefix | undefined): PathPrefix | undefined {
  if (keep === undefined || path.prefix === undefined) return path.prefix ?? keep;
  throw syntaxError(
    'the path pattern has a prefix of its own and KEEP would give it another',
    path.prefix.span,
    'leave out one of the two',
  );
}

/** The mode of parentheses around the whole path is the path's. */
function hoisted(shape: Shape, mode: PathMode): { shape: Shape; mode: PathMode } {
  if (mode !== 'WALK' || shape.kind !== 'sequence' || shape.elements.length !== 3) {
    return { shape, mode };
  }
  const [first, group, last] = shape.elements;
  const isWhole =
    first?.kind === 'node' &&
    last?.kind === 'node' &&
    first.patterns.length + last.patterns.length + first.wheres.length + last.wheres.length === 0;
  if (!isWhole || group?.kind !== 'group') return { shape, mode };
  if (group.subpath !== undefined || group.where !== undefined) return { shape, mode };
  return { shape: group.expression, mode: group.mode };
}

/** The k of ANY k and SHORTEST k: a positive integer, known now or a parameter. */
function bindCount(e: Expression, state: BindState): BoundExpr {
  const context = plainContext(state, Scope.empty, 'here');
  const count = state.recursion.expression(e, context);
  if (!canBe(count.type, 'number')) {
    throw invalidType(`a number of paths is no ${describeType(count.type)}`, e.span);
  }
  if (count.kind === 'constant' && !(typeof count.value === 'number' && count.value >= 1)) {
    throw new GqlError('22G0F', 'the number of paths or groups must be an integer from 1 on', {
      span: e.span,
    });
  }
  return count;
}
