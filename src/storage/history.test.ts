import { describe, expect, it } from 'vitest';
import { BeforeImages, History } from './history.ts';

describe('History', () => {
  it('gives one epoch for one version until its last holder releases it', () => {
    const history = new History();
    const first = history.hold(1);
    const again = history.hold(1);
    expect([first.isNew, again.isNew, again.epoch === first.epoch]).toEqual([true, false, true]);
    history.release(first.epoch);
    expect(history.newest).toBe(first.epoch);
    history.release(first.epoch);
    expect([history.newest, history.oldest]).toEqual([undefined, undefined]);
  });

  it('knows the oldest and the newest, whichever goes first', () => {
    const history = new History();
    const [one, two, three] = [1, 2, 3].map((version) => history.hold(version).epoch);
    if (one === undefined || two === undefined || three === undefined) throw new Error();
    history.release(two);
    expect([one.newer, three.older]).toEqual([three, one]);
    history.release(one);
    expect([history.oldest, history.newest]).toEqual([three, three]);
    history.release(three);
    expect(history.newest).toBeUndefined();
  });

  it('refuses a release too many and a step back', () => {
    const history = new History();
    const { epoch } = history.hold(5);
    expect(() => history.hold(4)).toThrow('epochs open in order');
    history.release(epoch);
    expect(() => {
      history.release(epoch);
    }).toThrow('once for every hold');
  });
});

describe('BeforeImages', () => {
  it('shows an older epoch the images of the newer ones that it has not itself', () => {
    const history = new History();
    const images = new BeforeImages<string>();
    const old = history.hold(1).epoch;
    images.keep(old, 0, 'page 0 of 1');
    const young = history.hold(2).epoch;
    images.keep(young, 0, 'page 0 of 2');
    images.keep(young, 1, 'page 1 of 2');
    expect([images.find(old, 0), images.find(old, 1)]).toEqual(['page 0 of 1', 'page 1 of 2']);
    expect([images.find(young, 0), images.find(young, 2)]).toEqual(['page 0 of 2', undefined]);
    expect([images.own(old, 1), images.touches(old)]).toEqual([undefined, true]);
  });

  it('leaves the images of an epoch that goes to the older one', () => {
    const history = new History();
    const images = new BeforeImages<string>();
    const old = history.hold(1).epoch;
    images.keep(old, 0, 'page 0 of 1');
    const young = history.hold(2).epoch;
    images.keep(young, 0, 'page 0 of 2');
    images.keep(young, 1, 'page 1 of 2');
    history.release(young);
    expect([images.find(old, 0), images.find(old, 1)]).toEqual(['page 0 of 1', 'page 1 of 2']);
    history.release(old);
    expect(images.touches(old)).toBe(false);
  });
});
