import { describe, expect, it } from 'vitest';
import { Epoch } from './history.ts';
import type { Undoable } from './undo-log.ts';
import { UndoLog } from './undo-log.ts';

/** Notes what it is asked to take back. */
class Recorder implements Undoable {
  readonly undone: unknown[] = [];
  readonly revealed: unknown[] = [];

  undo(log: UndoLog): void {
    this.undone.push([log.operation, log.takeNumber(), log.takeValue()]);
  }

  reveal(log: UndoLog): void {
    this.revealed.push([log.operation, log.takeNumber(), log.takeValue()]);
  }
}

function logWith(target: Undoable, count: number): UndoLog {
  const log = new UndoLog();
  for (let i = 0; i < count; i++) {
    log.begin(target, i % 3);
    log.number(i / 2);
    log.value(`value ${i}`);
  }
  return log;
}

describe('UndoLog', () => {
  it('takes entries back newest first, down to the mark', () => {
    const recorder = new Recorder();
    const log = logWith(recorder, 1_000);
    log.rollbackTo(998);
    expect(recorder.undone).toEqual([
      [999 % 3, 499.5, 'value 999'],
      [998 % 3, 499, 'value 998'],
    ]);
    expect(log.length).toBe(998);
  });

  it('goes on after a rollback as if nothing had been', () => {
    const recorder = new Recorder();
    const log = logWith(recorder, 10);
    log.rollbackTo(3);
    log.begin(recorder, 7);
    log.number(-1);
    log.value('new');
    recorder.undone.length = 0;
    log.rollbackTo(2);
    expect(recorder.undone).toEqual([
      [7, -1, 'new'],
      [2, 1, 'value 2'],
    ]);
  });

  it('reveals every entry and keeps it', () => {
    const recorder = new Recorder();
    const log = logWith(recorder, 2);
    log.revealTo(new Epoch(1, undefined));
    expect(recorder.revealed).toEqual([
      [1, 0.5, 'value 1'],
      [0, 0, 'value 0'],
    ]);
    expect(log.length).toBe(2);
    log.clear();
    expect(log.length).toBe(0);
  });

  it('refuses a mark behind its end', () => {
    expect(() => {
      new UndoLog().rollbackTo(1);
    }).toThrow('behind the end');
  });

  it('refuses an undo that writes', () => {
    const log = new UndoLog();
    const target: Undoable = {
      undo: () => {
        log.begin(target, 0);
      },
    };
    log.begin(target, 0);
    expect(() => {
      log.rollbackTo(0);
    }).toThrow('must not write');
  });
});
