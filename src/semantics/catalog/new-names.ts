import { GqlError } from '../../base/errors.ts';
import type { Span } from '../../base/errors.ts';
import type { CatalogPath } from '../../catalog/catalog-path.ts';
import type { NameKind } from '../../catalog/catalog.ts';
import { limits } from '../../base/limits.ts';
import { looksLike, skeletonOf } from './look-alikes.ts';
import type { BindState } from '../state.ts';

/** Whether sessions start in the object, or in something that it holds. */
export function isHome(path: CatalogPath, { environment }: BindState): boolean {
  const { homeGraph } = environment.names;
  return path.every((name, i) => homeGraph[i] === name);
}

/** Where a new object of the catalog is to lie. */
export interface NewName {
  readonly kind: NameKind;
  readonly path: CatalogPath;
  readonly span: Span;
  /** What it takes the place of, which it may look like. */
  readonly replaces?: CatalogPath;
}

/**
 * What no new object may be called (21.3): 42001 for names that no path could hold, 42004 for one
 * that looks like another in the same place.
 */
export function checkNames(place: NewName, state: BindState): void {
  const { kind, path, span } = place;
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
  // With a schema come the directories above it.
  for (let length = kind === 'schema' ? 1 : path.length; length <= path.length; length++) {
    checkLooks({ ...place, path: path.slice(0, length) }, state);
  }
}

function checkLooks({ kind, path, span, replaces }: NewName, { catalog }: BindState): void {
  const name = path.at(-1) ?? '';
  const replaced = replaces?.[path.length - 1];
  const skeleton = skeletonOf(name);
  const other = catalog.findName(
    kind,
    path.slice(0, -1),
    (known) => known !== name && known !== replaced && looksLike(known, skeleton),
  );
  if (other === undefined) return;
  throw new GqlError('42004', `"${name}" looks like "${other}", which is there already`, {
    span,
    hint: 'choose a name that nobody can take for the other',
  });
}
