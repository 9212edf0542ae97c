import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addDays,
  addDaysToInstant,
  endOfMonthAfter,
  fromEpochMs,
  localDate,
  toEpochMs,
  weekday,
} from '../../../../../resolvers/loyalty/model/calendar.ts';

const instants = fc.integer({ min: Date.UTC(1970, 0, 1), max: Date.UTC(2199, 11, 31) });
const romeDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Rome' });

describe('calendar', () => {
  it('writes and reads instants as the platform does', () => {
    fc.assert(
      fc.property(instants, (ms) => {
        expect(fromEpochMs(ms)).toBe(new Date(ms).toISOString());
        expect(toEpochMs(fromEpochMs(ms))).toBe(ms);
      }),
    );
  });

  it('knows the day in Rome, in winter and in summer', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2037, 11, 31) }), (ms) => {
        expect(localDate(fromEpochMs(ms))).toBe(romeDay.format(ms));
      }),
    );
  });

  it.each([
    ['2026-12-24T18:00:00+01:00', '2026-12-24T17:00:00.000Z'],
    ['2026-12-24T18:00Z', '2026-12-24T18:00:00.000Z'],
    ['2026-12-24T18:00:00.123456789Z', '2026-12-24T18:00:00.123Z'],
    ['2026-12-24T00:30:00-02:30:15', '2026-12-24T03:00:15.000Z'],
  ])('reads %s', (text, expected) => {
    expect(fromEpochMs(toEpochMs(text) ?? 0)).toBe(expected);
  });

  it.each(['2026-02-30T10:00:00Z', '2026-13-01T10:00:00Z', '2026-12-24T24:00:00Z', '2026-12-24', 'soon', ''])(
    'refuses %j',
    (text) => {
      expect(toEpochMs(text)).toBeNull();
    },
  );

  it('rounds to the end of a month', () => {
    expect(endOfMonthAfter('2026-12-24', 12)).toBe('2027-12-31');
    expect(endOfMonthAfter('2027-02-10', 12)).toBe('2028-02-29');
    expect(endOfMonthAfter('2026-11-30', 0)).toBe('2026-11-30');
    expect(endOfMonthAfter('2026-12-01', 0)).toBe('2026-12-31');
  });

  it('counts days', () => {
    expect(weekday('2026-12-27')).toBe(0);
    expect(weekday('1970-01-01')).toBe(4);
    expect(addDays('2028-02-28', 2)).toBe('2028-03-01');
    expect(addDays('2026-01-01', -365)).toBe('2025-01-01');
    expect(addDaysToInstant('2026-12-31T23:00:00.000Z', 1)).toBe('2027-01-01T23:00:00.000Z');
  });
});
