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
