import { GqlError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import { limits } from '../../base/limits.ts';
import type { BindState } from '../state.ts';

/** Whether sessions start in the object, or in something that it holds. */
export function isHome(path: CatalogPath, { environment }: BindState): boolean {
  const { homeGraph } = environment.names;
  return path.every((name, i) => homeGraph[i] === name);
}

/** What no new object may be called (21.3): 42001 for names that no path could hold. */
export function checkNames(path: CatalogPath, span: Span, _state: BindState): void {
  for (const name of path) {
    if (name === '' || name === '.' || name === '..' || /[/\p{Cc}]/u.test(name)) {
      throw new GqlError('42001', `${JSON.stringify(name)} cannot name an object of the catalog`, {
        span,
        hint: 'a name has no "/" and no control characters, and is neither "." nor ".."',
      });
    }
  }
  if (path.length > limits.catalogDepth) {
    throw new GqlError('42001', `a path has at most ${limits.catalogDepth} names`, { span });
  }
}
