/** A report in the middle of many geofences: bounded, and always a step further. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { PlaceRef } from '../../../../resolvers/proximity/model/cells.ts';
import { changesAtOnce, MAX_STAYS } from '../../../../resolvers/proximity/model/places-at-once.ts';
import { decidePosition, type PositionChange } from '../../../../resolvers/proximity/model/position.ts';
import type { Presence, Transition } from '../../../../resolvers/proximity/model/presence.ts';
import { EMPTY_TRACK, MAX_PLACES, type Track } from '../../../../resolvers/proximity/model/track.ts';

const START = Date.UTC(2026, 11, 24, 17);
const HERE = { lat: 45.464, lng: 9.19 };
const FAR = { lat: 45.469, lng: 9.19 };

/** Shops whose fences overlap, the first one nearest. */
const arcade = (count: number): readonly PlaceRef[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `plc_${String(index).padStart(3, '0')}`,
    name: `Shop ${index}`,
    kind: 'STORE',
    lat: HERE.lat + index * 1e-6,
    lng: HERE.lng,
    radiusM: 80,
    dwellS: 120,
    timezone: 'Europe/Rome',
  }));

interface Told {
  readonly track: Track;
  readonly change: PositionChange;
}

function report(track: Track, refs: readonly PlaceRef[], atMs: number, at = HERE): Told {
  const decision = decidePosition(track, refs, {
    memberId: 'mem_1',
    fix: { ...at, accuracyM: 10, sampledMs: atMs },
    isMocked: false,
    isStopped: false,
    zones: [],
    nowMs: atMs,
    newVisitId: (placeId, sinceMs) => `vis_${placeId}_${sinceMs}`,
  });
  if (decision.outcome === 'refused') throw new Error(decision.error.message);
  const { change } = decision;
  const gone = new Set([...change.forgotten, ...change.presences.map(({ placeId }) => placeId)]);
  const presences = [...track.presences.filter(({ placeId }) => !gone.has(placeId)), ...change.presences];
  const fix = { ...at, accuracyM: 10, sampledMs: atMs };
  return {
    change,
    track: { ...track, fix, heardMs: atMs, presences: presences.map((each) => ({ ...each, lastHeardMs: atMs })) },
  };
}

/** One fix each 15 s. */
function stroll(refs: readonly PlaceRef[], fixes: number, from: Track = EMPTY_TRACK, startMs = START, at = HERE) {
  let track = from;
  const changes: PositionChange[] = [];
  for (let fix = 0; fix < fixes; fix += 1) {
    const told = report(track, refs, startMs + fix * 15_000, at);
    track = told.track;
    changes.push(told.change);
  }
  return { track, changes };
}

const typesOf = (changes: readonly PositionChange[]): Readonly<Record<string, number>> => {
  const counts: Record<string, number> = {};
  for (const { type } of changes.flatMap(({ transitions }) => transitions)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
};

describe('a member inside a hundred overlapping fences', () => {
  const refs = arcade(100);

  it('enters and stays at the nearest of them, a few with each report, and leaves them all', () => {
    const inside = stroll(refs, 20);
    const outside = stroll(refs, 8, inside.track, START + 20 * 15_000, FAR);

    expect(typesOf(inside.changes)).toEqual({ ENTERED: MAX_PLACES, DWELLED: MAX_PLACES });
    expect(inside.track.presences.map(({ placeId }) => placeId).sort()).toEqual(
      refs.slice(0, MAX_PLACES).map(({ id }) => id),
    );
    expect(typesOf(outside.changes)).toEqual({ EXITED: MAX_PLACES });
  });

  it('is asked to report soon while something waits', () => {
    const { changes } = stroll(refs, 12);
    const dwelling = changes.findIndex(({ transitions }) => transitions.some(({ type }) => type === 'DWELLED'));

    expect(changes[dwelling]?.transitions).toHaveLength(MAX_STAYS);
    expect(changes[dwelling]?.nextReportInS).toBe(15);
  });

  it('has nothing written of it when nothing has changed', () => {
    const { track } = stroll(refs, 20);
    const { change } = report(track, refs, START + 20 * 15_000 + 70_000);

    expect(change).toMatchObject({ presences: [], forgotten: [], transitions: [], isSkipped: false });
  });
});

describe('any steps', () => {
  const presence = (placeId: string, of: Partial<Presence>): Presence => ({
    placeId,
    state: 'INSIDE',
    score: 2,
    sinceMs: START,
    lastSeenMs: START,
    lastHeardMs: START,
    visitId: `vis_${placeId}`,
    enteredMs: START,
    hasDwelled: false,
    source: 'GPS',
    outsideSinceMs: null,
    zones: [],
    arrivalZones: [],
    ...of,
  });
  const transition = (placeId: string, type: Transition['type']): Transition => ({
    type,
    placeId,
    visitId: `vis_${placeId}`,
    atMs: START,
    enteredMs: START,
    confidence: 'HIGH',
    source: 'GPS',
    isReturn: false,
    zones: [],
  });
  const step = fc.record({
    metres: fc.oneof(fc.integer({ min: 0, max: 500 }), fc.constant(Infinity)),
    isNew: fc.boolean(),
    becomes: fc.constantFrom('same' as const, 'gone' as const, 'exiting' as const, 'dwelled' as const, 'left' as const),
  });
  const steps = fc.array(step, { maxLength: 150 }).map((all) =>
    all.map(({ metres, isNew, becomes }, index) => {
      const placeId = `plc_${index}`;
      const after = {
        same: {},
        gone: {},
        exiting: { state: 'EXITING' as const },
        dwelled: { hasDwelled: true },
        left: {},
      };
      const types = { dwelled: ['DWELLED'] as const, left: ['EXITED'] as const, same: [], gone: [], exiting: [] };
      return {
        placeId,
        metres,
        was: isNew ? null : presence(placeId, {}),
        presence: becomes === 'gone' ? null : presence(placeId, isNew ? { state: 'ENTERING' } : after[becomes]),
        transitions: isNew ? [] : types[becomes].map((type) => transition(placeId, type)),
      };
    }),
  );

  it('are changed at few places at once, whatever their order, and never at none when something is due', () => {
    fc.assert(
      fc.property(steps, (all) => {
        const taken = changesAtOnce(all);
        const remembered = all.filter(({ was }) => was !== null).length;
        const isDue = all.some(
          ({ was, presence: after }) => was !== null && JSON.stringify(was) !== JSON.stringify(after),
        );

        expect(taken.length).toBeLessThanOrEqual(MAX_PLACES);
        expect(taken.filter(({ was }) => was === null).length).toBeLessThanOrEqual(
          Math.max(0, MAX_PLACES - remembered),
        );
        expect(
          taken.filter(({ transitions }) => transitions.some(({ type }) => type === 'DWELLED')).length,
        ).toBeLessThanOrEqual(MAX_STAYS);
        if (isDue) expect(taken.length).toBeGreaterThan(0);
        expect(changesAtOnce([...all].reverse())).toEqual(taken);
      }),
      { numRuns: 300 },
    );
  });
});
