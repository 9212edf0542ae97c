import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Targeting } from '../../../../../resolvers/content/model/content.ts';
import * as keys from '../../../../../resolvers/content/model/keys.ts';
import { romeTime } from '../../../../../resolvers/content/model/local-time.ts';
import { EVERYBODY, isFor, isTargeted, type Reader } from '../../../../../resolvers/content/model/targeting.ts';
import { bucketOf, chooseTexts } from '../../../../../resolvers/content/model/variants.ts';
import { mayRead } from '../../../../../resolvers/content/model/visibility.ts';
import { consentSk, memberPk, PROFILE_SK, TIER_SK } from '../../../../../resolvers/loyalty/model/keys.ts';

const member = (overrides: Partial<Reader> = {}): Reader => ({
  memberId: 'mem_1',
  tierRank: 1,
  segments: ['newcomer'],
  placeId: 'plc_duomo',
  ...overrides,
});
const NOON = { day: 3, hour: 12 };

describe('isFor', () => {
  it.each<[Targeting, boolean]>([
    [{}, true],
    [{ minTierRank: 1 }, true],
    [{ minTierRank: 2 }, false],
    [{ segments: ['vip', 'newcomer'] }, true],
    [{ segments: ['vip'] }, false],
    [{ placeIds: ['plc_duomo'] }, true],
    [{ placeIds: ['plc_brera'] }, false],
    [{ daysOfWeek: [3] }, true],
    [{ daysOfWeek: [6, 7] }, false],
    [{ hourFrom: 9, hourTo: 13 }, true],
    [{ hourFrom: 13 }, false],
    [{ hourTo: 12 }, false],
    [{ hourFrom: 22, hourTo: 13 }, true],
    [{ hourFrom: 13, hourTo: 9 }, false],
    [{ minTierRank: 1, daysOfWeek: [3], segments: ['vip'] }, false],
  ])('%j is %s for a member on Wednesday at noon', (targeting, expected) => {
    expect(isFor(targeting, member(), NOON)).toBe(expected);
  });

  it('lets a reader without an account see only what has no clause', () => {
    expect([
      isFor({ daysOfWeek: [3] }, EVERYBODY, NOON),
      isFor({ minTierRank: 0, segments: [] }, EVERYBODY, NOON),
    ]).toEqual([false, true]);
  });
});

describe('romeTime', () => {
  it.each([
    ['2026-03-29T00:59:59.999Z', { day: 7, hour: 1 }],
    ['2026-03-29T01:00:00.000Z', { day: 7, hour: 3 }],
    ['2026-10-25T00:59:59.999Z', { day: 7, hour: 2 }],
    ['2026-10-25T01:00:00.000Z', { day: 7, hour: 2 }],
    ['2026-12-31T23:00:00.000Z', { day: 5, hour: 0 }],
  ])('%s', (now, expected) => {
    expect(romeTime(now, Date.parse(now))).toEqual(expected);
  });

  it('agrees with the platform at any time', () => {
    const format = new Intl.DateTimeFormat('en-US', {
      timeZone: 'Europe/Rome',
      weekday: 'short',
      hour: 'numeric',
      hourCycle: 'h23',
    });
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(1997, 0, 1), max: Date.UTC(2090, 0, 1) }), (ms) => {
        const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
        const { day, hour } = romeTime(new Date(ms).toISOString(), ms);

        expect([['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'][day - 1], hour]).toEqual([
          parts.get('weekday'),
          Number(parts.get('hour')),
        ]);
      }),
      { numRuns: 500 },
    );
  });
});

describe('I12: what a reader gets', () => {
  const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
  const aTargeting = fc.record({
    minTierRank: optional(fc.integer({ min: 0, max: 3 })),
    segments: optional(fc.subarray(['a', 'b', 'c'])),
    placeIds: optional(fc.subarray(['p', 'q'])),
    daysOfWeek: optional(fc.subarray([1, 2, 3, 4, 5, 6, 7])),
    hourFrom: optional(fc.integer({ min: 0, max: 23 })),
    hourTo: optional(fc.integer({ min: 1, max: 24 })),
  });
  const aReader = fc.record({
    memberId: fc.option(fc.constant('mem_1')),
    tierRank: fc.integer({ min: 0, max: 3 }),
    segments: fc.subarray(['a', 'b', 'c']),
    placeId: fc.option(fc.constantFrom('p', 'q')),
  });
  const anInstant = fc
    .integer({ min: 0, max: 400 })
    .map((hours) => new Date(Date.UTC(2026, 10, 1, hours)).toISOString());

  it('is never outside the window, above the level, or past any other clause', () => {
    fc.assert(
      fc.property(
        aTargeting,
        aReader,
        fc.option(anInstant),
        fc.option(anInstant),
        anInstant,
        (clauses, reader, visibleFrom, visibleTo, now) => {
          const targeting = clauses as Targeting;
          if (!mayRead({ targeting, visibleFrom, visibleTo }, reader, now, Date.parse(now))) return;

          expect(visibleFrom === null || visibleFrom <= now).toBe(true);
          expect(visibleTo === null || now < visibleTo).toBe(true);
          if (!isTargeted(targeting)) return;
          expect(reader.memberId).not.toBeNull();
          expect(reader.tierRank).toBeGreaterThanOrEqual(targeting.minTierRank ?? 0);
          const { segments = [], placeIds = [], daysOfWeek = [] } = targeting;
          expect(segments.length === 0 || segments.some((each) => reader.segments.includes(each))).toBe(true);
          expect(placeIds.length === 0 || placeIds.includes(reader.placeId ?? '')).toBe(true);
          expect(daysOfWeek.length === 0 || daysOfWeek.includes(romeTime(now, Date.parse(now)).day)).toBe(true);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('variants', () => {
  const item = {
    title: 'A',
    summary: 'S',
    experiment: 'e',
    variants: [{ key: 'b', upTo: 30, title: 'B' }],
  };

  it('are the same for a reader at each reading, and about as frequent as their shares', () => {
    const readers = Array.from({ length: 5000 }, (_, index) => `mem_${String(index).padStart(6, '0')}`);
    const chosen = readers.map((reader) => chooseTexts(item, reader));
    const share = chosen.filter(({ variant }) => variant === 'b').length / readers.length;

    expect(readers.map((reader) => chooseTexts(item, reader))).toEqual(chosen);
    expect(share).toBeGreaterThan(0.27);
    expect(share).toBeLessThan(0.33);
    expect(chosen.every(({ title, variant }) => title === (variant === 'b' ? 'B' : 'A'))).toBe(true);
  });

  it('spread readers anew for another experiment', () => {
    const readers = Array.from({ length: 500 }, (_, index) => `mem_${index}`);
    const same = readers.filter((reader) => bucketOf('e', reader) < 50 === bucketOf('f', reader) < 50).length;

    expect(same).toBeGreaterThan(200);
    expect(same).toBeLessThan(300);
  });

  it('give the item as it is to a reader who cannot be told apart, and no variant without an experiment', () => {
    expect(chooseTexts(item, null)).toMatchObject({ title: 'A', variant: 'control' });
    expect(chooseTexts({ title: 'A' }, 'mem_1')).toEqual({ title: 'A', summary: null, image: null, variant: null });
  });
});

it('knows a member’s items by the keys of the Loyalty table', () => {
  expect([keys.memberPk('m'), keys.MEMBER_PROFILE_SK, keys.MEMBER_TIER_SK, keys.MEMBER_PROFILING_SK]).toEqual([
    memberPk('m'),
    PROFILE_SK,
    TIER_SK,
    consentSk('PROFILING'),
  ]);
});
