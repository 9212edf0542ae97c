import { describe, expect, it } from '@jest/globals';
import { PRESENCE_POLICY } from '../../../../resolvers/proximity/model/presence.ts';
import { naiveEvents, tally, transitionsOf, visitsDwelled, visitsEntered, walks } from './walkers.ts';

describe.each([1, 2, 20171224])('1,200 visits and 800 pass-bys, fence 75 m, a fix each 15 s, seed %d', (seed) => {
  const all = walks(seed);

  it('are counted many times over by a rule that only asks whether a point is inside', () => {
    const { enterEvents, countedTwice } = tally(all, naiveEvents);

    expect(enterEvents).toBeGreaterThan(1800);
    expect(countedTwice).toBeGreaterThan(400);
  });

  it('enter once each with score 2, exit buffer and ten minutes to return', () => {
    const counted = tally(all, (walk) => visitsEntered(transitionsOf(walk, 120)));

    expect(counted).toMatchObject({ enterEvents: 1200, countedTwice: 0, missed: 0 });
    expect(counted.passesCounted).toBeLessThanOrEqual(340);
    expect(counted.medianDelayS).toBeLessThanOrEqual(40);
  });

  it('lose a third more of the pass-bys with a stay of 60 s', () => {
    const counted = tally(all, (walk) => visitsDwelled(transitionsOf(walk, 60)));

    expect(counted).toMatchObject({ enterEvents: 1200, countedTwice: 0, missed: 0 });
    expect(counted.passesCounted).toBeLessThanOrEqual(220);
    expect(counted.medianDelayS).toBeLessThanOrEqual(70);
  });

  it.each([2, 3])('pay every visit once, and hardly a pass-by, with a stay of 120 s and score %d', (enterScore) => {
    const policy = { ...PRESENCE_POLICY, enterScore };
    const counted = tally(all, (walk) => visitsDwelled(transitionsOf(walk, 120, policy)));

    expect(counted).toMatchObject({ enterEvents: 1200, countedTwice: 0, missed: 0 });
    // Who walks slowly through the middle of the edge is inside for nearly two minutes.
    expect(counted.passesCounted).toBeLessThanOrEqual(10);
    expect(counted.medianDelayS).toBeLessThanOrEqual(130);
  });
});
