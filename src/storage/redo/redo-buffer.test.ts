import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../base/clock.ts';
import { MemoryFiles } from '../files/memory-files.ts';
import type { Operation, PlacedEntry } from '../log/entry.ts';
import { readLog } from '../log/log-reader.ts';
import { openLog } from '../log/log-writer.ts';
import { RedoBuffer } from './redo-buffer.ts';
import { ENTRY_UNITS, PART_UNITS, STREAM_UNITS } from './redo-format.ts';

function bufferOn(streamUnits?: number) {
  const files = new MemoryFiles();
  const log = openLog('wal', { files, clock: new ManualClock(5n) });
  let written = 0;
  const redo = new RedoBuffer(
    {
      nextTransactionId: () => 7n,
      begin: (id) => log.begin(id),
      append: (entry) => log.append(entry),
      commit: (id) => log.commit(id),
      rollback: (id) => log.rollback(id),
      write: () => {
        written++;
        log.write();
      },
    },
    streamUnits,
  );
  const entries = (): PlacedEntry[] => {
    log.flush();
    return [...readLog('wal', { files })];
  };
  const add = (operation: Operation, ...ops: unknown[]): void => {
    for (const op of ops) redo.add(operation, JSON.stringify(op));
  };
  return { redo, add, entries, writes: () => written };
}

const shown = (entries: readonly PlacedEntry[]): string[] =>
  entries.map(({ type, operation, sequence, description }) =>
    type === 'operation' ? `${sequence} ${operation} ${description}` : type,
  );

describe('the redo of a transaction', () => {
  it('is logged at the commit, ops of one type together', () => {
    const { redo, add, entries } = bufferOn();
    add('insert', ['a'], ['b']);
    add('set', ['c']);
    add('insert', ['d']);
    expect(entries()).toEqual([]);
    redo.commit();
    expect(shown(entries())).toEqual([
      'begin',
      '1 insert [1,["a"],["b"]]',
      '2 set [1,["c"]]',
      '3 insert [1,["d"]]',
      'commit',
    ]);
    expect(entries().every(({ transactionId }) => transactionId === 7n)).toBe(true);
  });

  it('leaves nothing when it rolls back before anything was logged', () => {
    const { redo, add, entries } = bufferOn();
    add('insert', ['a']);
    redo.rollback();
    expect(entries()).toEqual([]);
  });

  it('forgets what a savepoint takes back', () => {
    const { redo, add, entries } = bufferOn();
    add('insert', ['a']);
    const mark = redo.mark();
    add('set', ['b']);
    redo.rollbackTo(mark);
    add('insert', ['c']);
    redo.rollbackTo(mark);
    add('insert', ['d']);
    redo.commit();
    expect(shown(entries())).toEqual(['begin', '1 insert [1,["a"],["d"]]', 'commit']);
  });

  it('says in every entry which graph it is about, where that is not the home graph', () => {
    const { redo, entries } = bufferOn();
    const long = 'x'.repeat(PART_UNITS);
    redo.add('insert', '["a"]', 3);
    redo.add('insert', '["b"]', 0);
    redo.add('insert', '["c"]', 0);
    redo.add('set', '["d"]', 3);
    redo.add('other', '["e"]', 3);
    redo.add('other', '["k"]');
    redo.add('other', '["f"]', 3);
    redo.add('set', JSON.stringify([long]), 3);
    redo.add('set', '["g"]', 3);
    redo.commit();
    expect(shown(entries()).map((line) => line.replaceAll('x', ''))).toEqual([
      'begin',
      '1 insert [1,["g",3],["a"],["g",0],["b"],["c"]]',
      '2 set [1,["g",3],["d"]]',
      '3 other [1,["g",3],["e"],["k"],["f"]]',
      '4 set [1,["+","[\\""]]',
      '5 set [1,["g",3],["=","\\"]"]]',
      '6 set [1,["g",3],["g"]]',
      'commit',
    ]);
  });

  it('is streamed past a limit, and then takes back what a savepoint does by an entry', () => {
    const { redo, add, entries, writes } = bufferOn(12);
    const start = redo.mark();
    add('insert', ['a']);
    const mark = redo.mark();
    add('insert', ['b'], ['c']);
    expect(writes()).toBe(1);
    add('insert', ['d']);
    redo.rollbackTo(mark);
    add('set', ['e']);
    redo.rollbackTo(mark);
    add('set', ['f'], ['g'], ['h']);
    redo.rollbackTo(mark);
    add('set', ['i']);
    expect(redo.mark()).toBe(2);
    redo.rollbackTo(start);
    add('delete', ['j']);
    redo.commit();
    expect(shown(entries())).toEqual([
      'begin',
      '1 insert [1,["a"]]',
      '2 insert [1,["b"],["c"]]',
      '3 other [1,["<",1]]',
      '4 set [1,["f"],["g"],["h"]]',
      '5 other [1,["<",1]]',
      '6 other [1,["<",0]]',
      '7 delete [1,["j"]]',
      'commit',
    ]);
  });

  it('leaves a mark when it rolls back after something was logged', () => {
    const { redo, add, entries } = bufferOn(1);
    add('insert', ['a']);
    redo.rollback();
    expect(shown(entries())).toEqual(['begin', '1 insert [1,["a"]]', 'rollback']);
  });

  it('has no entry of more than 1 MiB and few small ones', () => {
    const { redo, add, entries, writes } = bufferOn();
    const long = '€"'.repeat(PART_UNITS);
    add('insert', ['a'], [long], ['b']);
    for (let i = 0; i < 2_000; i++) add('insert', [`op ${i} ${'x'.repeat(1_000)}`]);
    redo.commit();
    const operations = entries().filter(({ type }) => type === 'operation');
    const sizes = operations.map(({ description }) => Buffer.byteLength(description));
    expect(Math.max(...sizes)).toBeLessThan(2 ** 20);
    expect(writes()).toBe(Math.floor((2_000 * 1_010) / STREAM_UNITS) + 1);
    expect(operations.length).toBeLessThan(5 + (2_100 * 1_000) / (ENTRY_UNITS * 0.9));
    const texts = operations.map(({ description }) => JSON.parse(description) as unknown[]);
    const parts = texts.flatMap((ops) => ops.slice(1)) as [string, string][];
    const whole = parts.filter(([word]) => word === '+' || word === '=').map(([, part]) => part);
    expect(JSON.parse(whole.join(''))).toEqual([long]);
  });

  it('fails at the commit when the log could not take it before', () => {
    const failure = new Error('full');
    const broken = new RedoBuffer(
      {
        nextTransactionId: () => 1n,
        begin: () => undefined,
        append: () => undefined,
        commit: () => undefined,
        rollback: () => expect.unreachable(),
        write: () => {
          throw failure;
        },
      },
      1,
    );
    const mark = broken.mark();
    expect(() => broken.add('insert', '["a"]')).toThrow(failure);
    // What a session does next is no second failure.
    broken.rollbackTo(mark);
    broken.add('insert', '["b"]');
    expect(() => broken.commit()).toThrow(failure);
    broken.rollback();
  });
});
