import { unreachable } from '../base/assert.ts';
import type { Span } from '../base/errors.ts';
import { GqlError } from '../base/errors.ts';
import type { LimitName } from '../base/limits.ts';
import { limits } from '../base/limits.ts';

export type ElementKind = 'node' | 'edge';

/** Whether a violation shows in the text (class 42) or only during the run (class 22). */
export type Stage = 'binding' | 'run';

/**
 * The largest numbers of labels and properties that an element may have (IL001, IL002), each with
 * its pair of codes: 42010 and 22G0P, 42007 and 22G0R, 42011 and 22G0S, 42008 and 22G0T.
 */
export function checkLabelCount(count: number, element: ElementKind, at: Place): void {
  const limit = element === 'node' ? 'maxNodeLabels' : 'maxEdgeLabels';
  if (count > limits[limit]) throw exceeded(limit, `${count} labels`, element, at);
}

export function checkPropertyCount(count: number, element: ElementKind, at: Place): void {
  if (count <= limits.maxProperties) return;
  throw exceeded('maxProperties', `${count} properties`, element, at);
}

export interface Place {
  readonly stage: Stage;
  readonly span?: Span | undefined;
}

type Limit = Extract<LimitName, 'maxNodeLabels' | 'maxEdgeLabels' | 'maxProperties'>;

function exceeded(limit: Limit, found: string, element: ElementKind, at: Place): GqlError {
  const [early, late] = codesOf(limit, element);
  const code = at.stage === 'binding' ? early : late;
  return new GqlError(code, `${found} on one ${element}: ${limit} is ${limits[limit]}`, {
    span: at.span,
  });
}

function codesOf(limit: Limit, element: ElementKind): readonly [string, string] {
  switch (limit) {
    case 'maxNodeLabels':
      return ['42010', '22G0P'];
    case 'maxEdgeLabels':
      return ['42007', '22G0R'];
    case 'maxProperties':
      return element === 'node' ? ['42011', '22G0S'] : ['42008', '22G0T'];
    default:
      return unreachable(limit);
  }
}
