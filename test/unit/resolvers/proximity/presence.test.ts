/** The laws of presence (I13, I14) over random fixes, and opening hours by the place's own clock. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { awardKey, ORTICA_LINO, possibleAwards } from '../../../../resolvers/loyalty/model/index.ts';
import { localDay } from '../../../../resolvers/proximity/model/instants.ts';
import { compactHours, isOpenAt } from '../../../../resolvers/proximity/model/opening-hours.ts';
import { step, type Presence, type Transition } from '../../../../resolvers/proximity/model/presence.ts';
import { changedVisit, visitChanges, type VisitRecord } from '../../../../resolvers/proximity/model/visits.ts';

const fixes = fc.array(
  fc.record({
    afterS: fc.oneof(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 300, max: 5000 })),
    confidence: fc.constantFrom('HIGH' as const, 'MEDIUM' as const, 'LOW' as const, 'NONE' as const),
    isFar: fc.boolean(),
    zones: fc.subarray(['entrance', 'fitting-room']),
  }),
  { maxLength: 120 },
);

interface Fix {
  readonly afterS: number;
  readonly confidence: 'HIGH' | 'MEDIUM' | 'LOW' | 'NONE';
  readonly isFar: boolean;
  readonly zones: readonly string[];
}

const INSIDE: Fix = { afterS: 15, confidence: 'HIGH', isFar: false, zones: [] };

function walk(all: readonly Fix[]): readonly Transition[] {
  let presence: Presence | null = null;
  let atMs = Date.UTC(2026, 9, 24, 20);
  const transitions: Transition[] = [];
  for (const { afterS, confidence, isFar, zones } of all) {
    atMs += afterS * 1000;
    const after = step(presence, {
      placeId: 'plc_1',
      atMs,
      confidence: zones.length > 0 ? 'HIGH' : confidence,
      isClearlyOutside: zones.length === 0 && confidence === 'NONE' && isFar,
      byBeacon: zones.length > 0,
      zones,
      dwellThresholdS: 120,
      newVisitId: (sinceMs) => `vis_${sinceMs}`,
    });
    presence = after.presence;
    transitions.push(...after.transitions);
  }
  return transitions;
}

describe('I13', () => {
  it('ENTERED and EXITED alternate, a visit dwells at most once, and times do not run backwards', () => {
    fc.assert(
      fc.property(fixes, (all) => {
        const transitions = walk(all);
        const edges = transitions.filter(({ type }) => type === 'ENTERED' || type === 'EXITED');
        const dwelled = transitions.filter(({ type }) => type === 'DWELLED').map(({ visitId }) => visitId);

        expect(edges.map(({ type }) => type)).toEqual(
          edges.map((_, index) => (index % 2 === 0 ? 'ENTERED' : 'EXITED')),
        );
        expect(new Set(dwelled).size).toBe(dwelled.length);
        expect(transitions.map(({ atMs }) => atMs)).toEqual(transitions.map(({ atMs }) => atMs).sort((a, b) => a - b));
      }),
      { numRuns: 500 },
    );
  });

  it('visits begin before they end, and only a return opens one again', () => {
    fc.assert(
      fc.property(fixes, (all) => {
        const visits = new Map<string, VisitRecord>();
        for (const transition of walk(all)) {
          for (const change of visitChanges('mem_1', [transition])) {
            const before = visits.get(change.id) ?? change.begun;
            expect(change.begun !== null && visits.has(change.id)).toBe(false);
            if (before === null) throw new Error(`${change.id} changes before it begins`);
            visits.set(change.id, changedVisit(before, change));
          }
        }
        for (const { enteredAt, exitedAt } of visits.values()) {
          if (exitedAt !== null) expect(exitedAt >= enteredAt).toBe(true);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('beacon zones', () => {
  const heard = (...zones: readonly string[]): Fix => ({ ...INSIDE, zones });
  const told = (all: readonly Fix[]) => walk(all).map(({ type, zones }) => [type, ...zones].join(' '));
  const outside: Fix = { ...INSIDE, confidence: 'NONE', isFar: true, afterS: 50 };

  it('that are heard on the way in are told with the arrival, whichever of its fixes heard them', () => {
    expect(told([heard('entrance'), INSIDE])).toEqual(['ENTERED entrance']);
    expect(told([INSIDE, heard('entrance')])).toEqual(['ENTERED entrance']);
    expect(told([heard('entrance'), heard('entrance', 'fitting-room')])).toEqual(['ENTERED entrance fitting-room']);
  });

  it('are reached in the middle of a visit, once each', () => {
    expect(told([INSIDE, INSIDE, heard('entrance'), heard('entrance'), heard('fitting-room', 'entrance')])).toEqual([
      'ENTERED',
      'ZONE_REACHED entrance',
      'ZONE_REACHED fitting-room',
    ]);
  });

  it('are remembered when the member comes back within ten minutes, and new in the next visit', () => {
    const visit = [heard('entrance'), heard('entrance')];
    const back = told([...visit, outside, outside, heard('entrance'), heard('entrance', 'fitting-room')]);
    const next = told([...visit, outside, outside, { ...heard('entrance'), afterS: 700 }, heard('entrance')]);

    expect(back).toEqual(['ENTERED entrance', 'EXITED', 'ENTERED fitting-room']);
    expect(next).toEqual(['ENTERED entrance', 'EXITED', 'ENTERED entrance']);
  });

  it('of an arrival that came to nothing are not told later', () => {
    expect(told([heard('entrance'), outside, INSIDE, INSIDE])).toEqual(['ENTERED']);
  });

  it('are told at most once a visit, whatever the fixes', () => {
    fc.assert(
      fc.property(fixes, (all) => {
        const zones = walk(all).flatMap((each) => each.zones.map((zone) => `${each.visitId} ${zone}`));
        expect(new Set(zones).size).toBe(zones.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a visit whose phone goes on reporting', () => {
  const MINUTE_S = 60;
  /** Inside for five minutes; then fixes each 15 s that can neither tell inside nor outside. */
  const unsure = (forS: number): readonly Fix[] => [
    ...Array.from({ length: 20 }, () => ({ ...INSIDE, afterS: 15 })),
    ...Array.from({ length: forS / 15 }, () => ({ ...INSIDE, afterS: 15, confidence: 'LOW' as const })),
  ];

  it('does not end in silence, however long the fixes stay unsure (domain 2.5: no fix for 30 min)', () => {
    const transitions = walk([...unsure(95 * MINUTE_S), INSIDE, INSIDE, INSIDE]);

    expect(transitions.map(({ type }) => type)).toEqual(['ENTERED', 'DWELLED']);
  });

  it('ends where it was last heard when it falls silent after all', () => {
    const transitions = walk([...unsure(40 * MINUTE_S), { ...INSIDE, afterS: 31 * MINUTE_S }]);
    const [entered, , exited] = transitions;

    expect(transitions.map(({ type }) => type)).toEqual(['ENTERED', 'DWELLED', 'EXITED']);
    expect((exited?.atMs ?? 0) - (entered?.enteredMs ?? 0)).toBe((19 * 15 + 40 * MINUTE_S) * 1000);
  });

  it('ends at the first fix outside when only silence came after it', () => {
    const outside: Fix = { ...INSIDE, afterS: 20, confidence: 'NONE', isFar: true };
    const exited = walk([INSIDE, INSIDE, outside, { ...INSIDE, afterS: 31 * MINUTE_S }]).at(-1);

    expect(exited).toMatchObject({ type: 'EXITED' });
    expect((exited?.atMs ?? 0) - (exited?.enteredMs ?? 0)).toBe(35_000);
  });
});

describe('I14', () => {
  it('each possible award names a visit, and no place and day twice', () => {
    fc.assert(
      fc.property(fixes, (all) => {
        const transitions = walk(all);
        const claims = transitions
          .filter(({ type }) => type === 'DWELLED')
          .map(({ placeId, visitId, atMs }) => ({
            trigger: 'VISIT' as const,
            placeId,
            visitId,
            occurredAt: new Date(atMs).toISOString(),
            localDay: localDay(atMs, 'Europe/Rome'),
          }));
        const keys = possibleAwards(claims, 0, ORTICA_LINO).map(awardKey);

        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 200 },
    );
  });
});

describe('opening hours', () => {
  const hours = compactHours({ sat: [['10:00', '19:30']], sun: [['11:00', '19:00']], fri: [['22:00', '02:00']] });
  const isOpen = (instant: string): boolean => isOpenAt(hours, 'Europe/Rome', Date.parse(instant));

  it.each([
    ['in summer time, two hours ahead', '2026-10-24T08:00:00.000Z', true],
    ['a minute before, in summer time', '2026-10-24T07:59:00.000Z', false],
    ['in winter time, from the day the clocks change', '2026-10-25T10:00:00.000Z', true],
    ['not at the summer hour of that day', '2026-10-25T09:30:00.000Z', false],
    ['past midnight, of the day before', '2026-10-24T23:30:00.000Z', false],
    ['until two on Saturday morning', '2026-10-23T23:30:00.000Z', true],
    ['closed on the dot', '2026-10-31T18:30:00.000Z', false],
  ])('%s: %s', (_, instant, expected) => {
    expect(isOpen(instant)).toBe(expected);
  });
});
