import { History } from './history.ts';
import { UndoLog } from './undo-log.ts';

/** What every part of a store writes its changes down in. */
export class Journal {
  readonly undo = new UndoLog();
  readonly history = new History();

  /** See `GraphReader.layoutVersion`. */
  layoutVersion = 1;

  /** Counts tables, adjacencies and first exceptions: what the choice of tables depends on. */
  tablesVersion = 1;

  /** Indexes that remember removed entries for epochs. */
  readonly remembering = new Set<{ forgetRemoved(): void }>();

  /** Tables with rows that were deleted and are not free yet. */
  readonly retiring = new Set<RetiringTable>();

  /** Edge tables that may have changed enough to be folded. */
  readonly foldable = new Set<{ foldIfNeeded(): void }>();

  /** Frees deleted rows that no living state sees, and folds where all states are at an end. */
  tidy(): void {
    const oldest = this.history.oldest?.version ?? Infinity;
    for (const table of this.retiring) {
      if (!table.reclaim(oldest)) this.retiring.delete(table);
    }
    if (this.history.newest !== undefined) return;
    this.#forgetOldStates();
    for (const table of this.foldable) table.foldIfNeeded();
    this.foldable.clear();
  }

  layoutChanged(): void {
    this.layoutVersion++;
  }

  tablesChanged(): void {
    this.tablesVersion++;
    this.layoutVersion++;
  }

  #forgetOldStates(): void {
    for (const index of this.remembering) index.forgetRemoved();
    this.remembering.clear();
  }
}

interface RetiringTable {
  retireDeleted(version: number): void;
  reclaim(oldestVersion: number): boolean;
}

/** Rows of one page of before-images. */
export const PAGE_BITS = 11;
export const PAGE_ROWS = 1 << PAGE_BITS;
