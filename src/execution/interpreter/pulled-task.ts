import type { Build, Cursor, Sink, Task } from './build.ts';
import { DONE, ROW } from './build.ts';

/** Pulls the rows of a cursor and pushes them, until the slice is used up. */
export function pulledTask(build: Build, cursor: Cursor, sink: Sink): Task {
  const { run } = build;
  return {
    start() {
      cursor.start();
    },
    step() {
      for (;;) {
        const progress = cursor.next();
        if (progress === ROW) {
          if (!sink()) return true;
        } else if (progress === DONE) {
          return true;
        }
        if (run.work >= run.sliceEnd) return false;
      }
    },
  };
}
