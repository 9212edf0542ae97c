import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
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

describe('I10: a level is a function of what was earned, the policy and the date', () => {
  const POLICY = ORTICA_LINO.tierPolicy;
  const earnings = fc.array(
    fc.record({ afterDays: fc.integer({ min: 0, max: 200 }), points: fc.integer({ min: 0, max: 9000 }) }),
    {
      maxLength: 40,
    },
  );

  it('for any sequence of earnings', () => {
    fc.assert(
      fc.property(earnings, (all) => {
        let date = '2026-01-15';
        let state = START;
        const earned: { readonly date: string; readonly points: number }[] = [];
        for (const { afterDays, points } of all) {
          date = addDays(date, afterDays);
          const before = state;
          state = evolve(state, date, points);
          earned.push({ date, points });

          // Said once more, from all that was ever earned: months that the last 365 days touch.
          const windowStart = `${addDays(date, -POLICY.windowDays).slice(0, 7)}-01`;
          const inWindow = earned
            .filter((each) => each.date >= windowStart)
            .reduce((sum, each) => sum + each.points, 0);
          const reached = ORTICA_LINO.tiers.filter(({ qualifyingPoints }) => qualifyingPoints <= inWindow).length - 1;
          const isOver = date > addDays(before.validUntil, POLICY.graceDays);
          expect(state.rank).toBe(Math.max(reached, isOver ? before.rank - 1 : before.rank));
          expect(evolve(state, date, 0)).toBe(state);
          expect(state.validUntil >= before.validUntil).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('whatever the order within a day', () => {
    const points = fc.array(fc.integer({ min: 1, max: 4000 }), { maxLength: 12 });
    fc.assert(
      fc.property(points, fc.nat(), (all, seed) => {
        const shuffled = [...all].sort((a, b) => ((a * 31 + seed) % 17) - ((b * 31 + seed) % 17));
        const after = (each: readonly number[]): TierState =>
          each.reduce((state, earned) => evolve(state, '2026-05-05', earned), START);
        expect(after(shuffled)).toEqual(after(all));
      }),
    );
  });
});
