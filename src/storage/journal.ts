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

  /** Once no older state can be asked for: neither an epoch nor an open write is there. */
  forgetOldStates(): void {
    for (const index of this.remembering) index.forgetRemoved();
    this.remembering.clear();
  }

  layoutChanged(): void {
    this.layoutVersion++;
  }

  tablesChanged(): void {
    this.tablesVersion++;
    this.layoutVersion++;
  }
}

/** Rows of one page of before-images. */
export const PAGE_BITS = 11;
export const PAGE_ROWS = 1 << PAGE_BITS;
