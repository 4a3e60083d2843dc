import { invariant } from '../base/assert.ts';

/** Keeps pages for epochs; see `BeforeImages`. */
interface ImageOwner {
  retire(epoch: Epoch, heir: Epoch | undefined): void;
}

/**
 * A committed version that somebody still reads. What it needs beyond the present state lies in the
 * before-images of the parts of the store: those of this epoch, then those of the newer ones, and
 * where none has an image the present state is what the epoch sees.
 */
export class Epoch {
  readonly version: number;
  older: Epoch | undefined;
  newer: Epoch | undefined;
  holders = 1;
  readonly owners = new Set<ImageOwner>();

  constructor(version: number, older: Epoch | undefined) {
    this.version = version;
    this.older = older;
  }
}

/** The epochs that are alive, from the oldest to the newest. */
export class History {
  #oldest: Epoch | undefined;

  /** The one that before-images are kept for; undefined while nobody reads an old state. */
  newest: Epoch | undefined;

  get oldest(): Epoch | undefined {
    return this.#oldest;
  }

  /** The epoch of that version, which must not be older than the newest one. */
  hold(version: number): { readonly epoch: Epoch; readonly isNew: boolean } {
    const newest = this.newest;
    if (newest?.version === version) {
      newest.holders++;
      return { epoch: newest, isNew: false };
    }
    invariant(newest === undefined || newest.version < version, 'epochs open in order');
    const epoch = new Epoch(version, newest);
    if (newest === undefined) this.#oldest = epoch;
    else newest.newer = epoch;
    this.newest = epoch;
    return { epoch, isNew: true };
  }

  release(epoch: Epoch): void {
    invariant(epoch.holders > 0, 'an epoch is released once for every hold');
    if (--epoch.holders > 0) return;
    const { older, newer } = epoch;
    for (const owner of epoch.owners) owner.retire(epoch, older);
    if (older === undefined) this.#oldest = newer;
    else older.newer = newer;
    if (newer === undefined) this.newest = older;
    else newer.older = older;
  }
}

/** The pages of one array, or of arrays that belong together, as older epochs see them. */
export class BeforeImages<Page> implements ImageOwner {
  readonly #byEpoch = new Map<Epoch, (Page | undefined)[]>();

  /** The page as `epoch` sees it; undefined where that is the present state. */
  find(epoch: Epoch, page: number): Page | undefined {
    if (this.#byEpoch.size === 0) return undefined;
    for (let at: Epoch | undefined = epoch; at !== undefined; at = at.newer) {
      const image = this.#byEpoch.get(at)?.[page];
      if (image !== undefined) return image;
    }
    return undefined;
  }

  /** The image that was kept for this very epoch. */
  own(epoch: Epoch, page: number): Page | undefined {
    return this.#byEpoch.get(epoch)?.[page];
  }

  keep(epoch: Epoch, page: number, image: Page): void {
    let pages = this.#byEpoch.get(epoch);
    if (pages === undefined) {
      pages = [];
      this.#byEpoch.set(epoch, pages);
      epoch.owners.add(this);
    }
    pages[page] = image;
  }

  /** Whether any image is kept that `epoch` sees. */
  touches(epoch: Epoch): boolean {
    if (this.#byEpoch.size === 0) return false;
    for (let at: Epoch | undefined = epoch; at !== undefined; at = at.newer) {
      if (this.#byEpoch.has(at)) return true;
    }
    return false;
  }

  /** An older epoch saw the pages through the one that goes, so it inherits what it has not. */
  retire(epoch: Epoch, heir: Epoch | undefined): void {
    const pages = this.#byEpoch.get(epoch);
    this.#byEpoch.delete(epoch);
    if (pages === undefined || heir === undefined) return;
    pages.forEach((image, page) => {
      if (image !== undefined && this.own(heir, page) === undefined) this.keep(heir, page, image);
    });
  }
}
