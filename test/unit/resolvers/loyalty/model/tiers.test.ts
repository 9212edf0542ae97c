import { describe, expect, it } from '@jest/globals';
import {
  evolveTier,
  initialTier,
  ORTICA_LINO,
  tierOfRank,
  toTierStatus,
  type TierState,
} from '../../../../../resolvers/loyalty/model/index.ts';

const evolve = (state: TierState, date: string, points: number): TierState =>
  evolveTier(state, ORTICA_LINO, date, points);

const START = initialTier(ORTICA_LINO, '2026-01-15');

describe('tiers', () => {
  it('rise at once when the threshold is reached, and not before', () => {
    const below = evolve(START, '2026-02-01', 1499);
    const reached = evolve(below, '2026-03-01', 1);

    expect(below.rank).toBe(0);
    expect(reached).toMatchObject({ rank: 1, qualifyingPoints: 1500, validUntil: '2027-03-31' });
  });

  it('can rise several steps in one change', () => {
    expect(evolve(START, '2026-02-01', 12_000).rank).toBe(3);
  });

  it('count the months of the last 365 days only', () => {
    const earned = evolve(START, '2026-02-10', 1000);

    expect(evolve(earned, '2027-02-28', 100)).toMatchObject({ qualifyingPoints: 1100, windowStart: '2026-02-01' });
    expect(evolve(earned, '2027-03-15', 100)).toMatchObject({ qualifyingPoints: 100, buckets: { '2027-03': 100 } });
  });

  it('hold until their validity and the grace are over', () => {
    const cotone = evolve(START, '2026-02-10', 1500);

    expect(evolve(cotone, '2027-03-29', 0).rank).toBe(1);
    expect(evolve(cotone, '2027-03-31', 0)).toMatchObject({ rank: 0, validUntil: '2028-03-31' });
  });

  it('fall one step only', () => {
    const cashmere = evolve(START, '2026-02-10', 12_000);

    expect(evolve(cashmere, '2027-06-01', 10).rank).toBe(2);
  });

  it('are prolonged when the points are there again', () => {
    const cotone = evolve(START, '2026-02-10', 1500);
    const again = evolve(cotone, '2026-12-10', 1500);

    expect(evolve(again, '2027-06-01', 0)).toMatchObject({ rank: 1, validUntil: '2028-06-30' });
  });

  it('are the same object when nothing changed, so that nothing is written', () => {
    expect(evolve(START, '2026-01-20', 0)).toBe(START);
  });

  it('show the way to the next level, and none from the highest', () => {
    expect(toTierStatus(evolve(START, '2026-02-01', 1600), ORTICA_LINO)).toMatchObject({
      tier: { id: 'cotone' },
      next: { id: 'seta' },
      pointsToNext: 3400,
    });
    expect(toTierStatus(evolve(START, '2026-02-01', 20_000), ORTICA_LINO)).toMatchObject({
      tier: { id: 'cashmere' },
      next: null,
      pointsToNext: null,
    });
  });

  it('refuse a rank that the programme does not have', () => {
    expect(() => tierOfRank(ORTICA_LINO, 4)).toThrow('The programme ortica has no tier of rank 4.');
  });
});
