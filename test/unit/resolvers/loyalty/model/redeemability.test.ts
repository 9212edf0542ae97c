import { describe, expect, it } from '@jest/globals';
import { ORTICA_LINO, redeemability, type RedeemabilityFacts } from '../../../../../resolvers/loyalty/model/index.ts';
import { aReward, NOW } from '../given.ts';

const ask = (facts: Partial<RedeemabilityFacts>) =>
  redeemability(
    {
      reward: aReward(),
      account: { available: 50, takenByReward: {} },
      tierRank: 0,
      now: NOW,
      placeId: null,
      inStock: true,
      ...facts,
    },
    ORTICA_LINO,
  );

describe('redeemability', () => {
  it('says how many points are missing', () => {
    expect(ask({})).toMatchObject({ redeemable: false, pointsMissing: 30, blockedBy: { code: 'INSUFFICIENT_POINTS' } });
  });

  it('is free of obstacles when the balance is exactly the cost', () => {
    expect(ask({ account: { available: 80, takenByReward: {} } })).toEqual({
      redeemable: true,
      pointsMissing: 0,
      blockedBy: null,
    });
  });

  it('names the first obstacle of several, and the level by its name', () => {
    const answer = ask({ reward: aReward({ minTierRank: 3 }), inStock: false });

    expect(answer.blockedBy).toMatchObject({
      code: 'TIER_TOO_LOW',
      message: 'The reward rwd_coffee is for members from Cashmere up.',
      path: [],
      retryable: false,
    });
  });
});
