import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  earnedBy,
  ORTICA_LINO,
  type EarningRule,
  type PurchaseFacts,
} from '../../../../../resolvers/loyalty/model/index.ts';

const WEDNESDAY = '2026-12-16';
const SUNDAY = '2026-12-20';

const facts = (fields: Partial<PurchaseFacts> = {}): PurchaseFacts => ({
  date: WEDNESDAY,
  totalCents: 4899,
  tierRank: 0,
  placeId: null,
  categories: [],
  ...fields,
});

const rule = (id: string, fields: Partial<EarningRule>): EarningRule => ({
  id,
  trigger: 'PURCHASE',
  conditions: {},
  validFrom: null,
  validTo: null,
  priority: 10,
  ...fields,
});

const BASE = rule('base', { ratePer100: 1 });

describe('earning rules', () => {
  it('give a point for each whole euro', () => {
    expect(earnedBy(ORTICA_LINO.rules, facts())).toEqual({ points: 48, ruleIds: ['rul_euro'] });
  });

  it('double on Sundays before rounding down', () => {
    const earned = earnedBy(ORTICA_LINO.rules, facts({ date: SUNDAY }));

    expect(earned).toEqual({ points: 97, ruleIds: ['rul_euro', 'rul_sunday'] });
  });

  it('use the largest multiplier alone, then add bonuses', () => {
    const rules = [
      BASE,
      rule('x2', { multiplier: 2 }),
      rule('x3', { multiplier: 3 }),
      rule('plus', { bonusPoints: 5 }),
    ];

    expect(earnedBy(rules, facts({ totalCents: 1000 })).points).toBe(35);
  });

  it.each([
    ['a weekday', { weekdays: [3] }, facts(), true],
    ['another weekday', { weekdays: [0, 6] }, facts(), false],
    ['a large basket', { minTotalCents: 4899 }, facts(), true],
    ['a larger basket', { minTotalCents: 4900 }, facts(), false],
    ['a high level', { minTierRank: 2 }, facts({ tierRank: 2 }), true],
    ['a higher level', { minTierRank: 3 }, facts({ tierRank: 2 }), false],
    ['a place', { placeIds: ['p1'] }, facts({ placeId: 'p1' }), true],
    ['another place', { placeIds: ['p1'] }, facts({ placeId: 'p2' }), false],
    ['no place', { placeIds: ['p1'] }, facts(), false],
    ['a category', { categories: ['home'] }, facts({ categories: ['food', 'home'] }), true],
    ['another category', { categories: ['home'] }, facts({ categories: ['food'] }), false],
  ])('look at conditions: %s', (_name, conditions, given, holds) => {
    expect(earnedBy([BASE, rule('extra', { bonusPoints: 10, conditions })], given).points).toBe(holds ? 58 : 48);
  });

  it('hold on the first and the last day of their time, and not outside', () => {
    const rules = [rule('december', { bonusPoints: 1, validFrom: '2026-12-01', validTo: '2026-12-31' })];
    const pointsOn = (date: string): number => earnedBy(rules, facts({ date })).points;

    expect(['2026-11-30', '2026-12-01', '2026-12-31', '2027-01-01'].map(pointsOn)).toEqual([0, 1, 1, 0]);
  });

  it('answer the same in whatever order they are listed', () => {
    const rules = [BASE, rule('b', { multiplier: 2 }), rule('a', { bonusPoints: 7 }), rule('z', { priority: 1 })];

    fc.assert(
      fc.property(fc.shuffledSubarray(rules, { minLength: rules.length }), (shuffled) => {
        expect(earnedBy(shuffled, facts())).toEqual({ points: 104, ruleIds: ['z', 'a', 'b', 'base'] });
      }),
    );
  });
});
