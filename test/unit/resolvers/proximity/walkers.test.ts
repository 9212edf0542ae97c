/** The table of domain 2.5: its walkers, its rules, its numbers, within what another seed makes of them. */
import { describe, expect, it } from '@jest/globals';
import { PRESENCE_POLICY } from '../../../../resolvers/proximity/model/presence.ts';
import { naiveEvents, tally, transitionsOf, visitsDwelled, visitsEntered, walks } from './walkers.ts';

const ONCE_EACH = { enterEvents: 1200, countedTwice: 0, missed: 0 };

const isNear = (value: number, measured: number): boolean => Math.abs(value - measured) <= 0.06 * measured;

describe.each([1, 2, 20171224])('1,200 visits and 800 pass-bys, fence 75 m, a fix each 15 s, seed %d', (seed) => {
  const all = walks(seed);

  it('are counted many times over by a rule that only asks whether a point is inside', () => {
    const { enterEvents, countedTwice, passEvents, missed, medianDelayS } = tally(all, naiveEvents);

    expect([isNear(enterEvents, 1937), isNear(countedTwice, 437), isNear(passEvents, 956)]).toEqual([true, true, true]);
    expect({ missed, medianDelayS }).toEqual({ missed: 0, medianDelayS: 0 });
  });

  it('enter once each with score 2, exit buffer and ten minutes to return', () => {
    const { passEvents, ...visits } = tally(all, (walk) => visitsEntered(transitionsOf(walk, 120)));

    expect(visits).toEqual({ ...ONCE_EACH, medianDelayS: 30 });
    expect(passEvents).toBeLessThanOrEqual(270);
  });

  it('lose half of the pass-bys with a stay of 60 s', () => {
    const { passEvents, ...visits } = tally(all, (walk) => visitsDwelled(transitionsOf(walk, 60)));

    expect(visits).toEqual({ ...ONCE_EACH, medianDelayS: 60 });
    expect(passEvents).toBeLessThanOrEqual(135);
  });

  it.each([2, 3])('pay every visit once, and no pass-by, with a stay of 120 s and score %d', (enterScore) => {
    const policy = { ...PRESENCE_POLICY, enterScore };
    const counted = tally(all, (walk) => visitsDwelled(transitionsOf(walk, 120, policy)));

    expect(counted).toEqual({ ...ONCE_EACH, passEvents: 0, medianDelayS: 120 });
  });
});
