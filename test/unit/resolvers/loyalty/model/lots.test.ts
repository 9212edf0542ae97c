import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addToLot,
  expiryDate,
  spendFromLots,
  totalOf,
  type Lot,
} from '../../../../../resolvers/loyalty/model/index.ts';

const JUNE: Lot = { expiresOn: '2027-06-30', remaining: 100 };
const JULY: Lot = { expiresOn: '2027-07-31', remaining: 50 };

const someLots = fc
  .uniqueArray(fc.integer({ min: 10, max: 31 }), { maxLength: 12 })
  .chain((days) =>
    fc.tuple(...days.map((day) => fc.record({ day: fc.constant(day), points: fc.integer({ min: 1, max: 900 }) }))),
  )
  .map((all) => all.map(({ day, points }): Lot => ({ expiresOn: `2027-01-${day}`, remaining: points })));

describe('lots', () => {
  it('expire a year later at the end of the month', () => {
    expect(expiryDate({ months: 12, roundTo: 'MONTH_END' }, '2026-12-16')).toBe('2027-12-31');
  });

  it('join all points of one date', () => {
    expect(addToLot([JUNE], '2027-06-30', 20)).toEqual({
      lots: [{ ...JUNE, remaining: 120 }],
      touched: [{ ...JUNE, remaining: 120 }],
    });
  });

  it('stay sorted when an earlier date is added', () => {
    expect(addToLot([JULY], '2027-06-30', 1).lots.map((lot) => lot.expiresOn)).toEqual(['2027-06-30', '2027-07-31']);
  });

  it('are untouched by 0 points', () => {
    expect(addToLot([JUNE], '2027-07-31', 0)).toEqual({ lots: [JUNE], touched: [] });
    expect(spendFromLots([JUNE], 0)).toEqual({ lots: [JUNE], touched: [] });
  });

  it('are spent soonest first, and an empty one goes', () => {
    expect(spendFromLots([JULY, JUNE], 120)).toEqual({
      lots: [{ ...JULY, remaining: 30 }],
      touched: [
        { ...JUNE, remaining: 0 },
        { ...JULY, remaining: 30 },
      ],
    });
  });

  it('refuse to give more than they hold', () => {
    expect(() => spendFromLots([JUNE], 101)).toThrow('The lots hold 100 points, 101 were to be spent.');
  });

  it('never touch a later date while an earlier one has points (I5)', () => {
    fc.assert(
      fc.property(someLots, fc.double({ min: 0, max: 1, noNaN: true }), (lots, share) => {
        const points = Math.floor(totalOf(lots) * share);

        const { lots: left, touched } = spendFromLots(lots, points);

        expect(totalOf(left)).toBe(totalOf(lots) - points);
        expect(touched.slice(0, -1).every((lot) => lot.remaining === 0)).toBe(true);
        const lastTouched = touched.at(-1)?.expiresOn ?? '';
        expect(left.every((lot) => lot.expiresOn >= lastTouched)).toBe(true);
      }),
    );
  });
});
