import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PRESENCE_POLICY, type Presence } from '../../../../resolvers/proximity/model/presence.ts';
import {
  SILENCE_SHARDS,
  silenceShard,
  silentChange,
  silentFromMs,
} from '../../../../resolvers/proximity/model/silence.ts';
import { EMPTY_TRACK, type Track } from '../../../../resolvers/proximity/model/track.ts';
import { presenceItem } from '../../../../resolvers/proximity/store/items.ts';

const MINUTE = 60_000;
const SEEN = Date.UTC(2026, 11, 24, 17, 3, 0);

const inside = (of: Partial<Presence> = {}): Presence => ({
  placeId: 'plc_1',
  state: 'DWELLING',
  score: 2,
  sinceMs: SEEN - 20 * MINUTE,
  lastSeenMs: SEEN - 5 * MINUTE,
  lastHeardMs: SEEN,
  visitId: 'vis_1',
  enteredMs: SEEN - 20 * MINUTE,
  hasDwelled: true,
  source: 'GPS',
  outsideSinceMs: null,
  zones: [],
  arrivalZones: [],
  ...of,
});
const track = (...presences: readonly Presence[]): Track => ({ ...EMPTY_TRACK, version: 3, presences });

describe('a phone that falls silent', () => {
  it('has left when it was last heard, half an hour later', () => {
    expect(silentChange(track(inside()), SEEN + 30 * MINUTE - 1)).toBeNull();
    expect(silentChange(track(inside()), SEEN + 30 * MINUTE)).toMatchObject({
      presences: [{ state: 'OUTSIDE', outsideSinceMs: SEEN, visitId: 'vis_1' }],
      forgotten: [],
      transitions: [{ type: 'EXITED', visitId: 'vis_1', atMs: SEEN }],
    });
  });

  it('keeps what is not silent, and forgets what was never confirmed', () => {
    const fresh = inside({ placeId: 'plc_2', visitId: 'vis_2', lastHeardMs: SEEN + 10 * MINUTE });
    const arriving = inside({ placeId: 'plc_3', state: 'ENTERING', visitId: null });
    const change = silentChange(track(inside(), fresh, arriving), SEEN + 35 * MINUTE);

    expect(change?.presences.map(({ placeId }) => placeId)).toEqual(['plc_1']);
    expect(change?.forgotten).toEqual(['plc_3']);
    expect(change?.transitions).toHaveLength(1);
  });

  it('is nothing to write for when no visit is open', () => {
    expect(silentChange(track(inside({ state: 'OUTSIDE', outsideSinceMs: SEEN })), SEEN + 5 * MINUTE)).toBeNull();
    expect(silentChange(track(), SEEN)).toBeNull();
  });
});

describe('the index of open presences', () => {
  it('names a time at which the visit is surely silent, and at most ten minutes more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 41 }), (lastHeardMs) => {
        const late = silentFromMs(lastHeardMs) - lastHeardMs - PRESENCE_POLICY.silenceMs;
        expect(late).toBeGreaterThanOrEqual(0);
        expect(late).toBeLessThan(10 * MINUTE);
      }),
    );
  });

  it('is not written again by each report', () => {
    const keys = [0, 1, 2, 3].map(
      (minute) => presenceItem('mem_1', inside({ lastHeardMs: SEEN + minute * MINUTE })).gsi1sk,
    );

    expect(new Set(keys)).toEqual(new Set(['2026-12-24T17:40:00.000Z']));
  });

  it('has open presences only, in all shards', () => {
    const closed = presenceItem('mem_1', inside({ state: 'OUTSIDE', outsideSinceMs: SEEN }));
    const shards = Array.from({ length: 200 }, (_, index) => silenceShard(`mem_${index}`));

    expect(presenceItem('mem_1', inside())).toMatchObject({ gsi1pk: `OPEN#${silenceShard('mem_1')}` });
    expect(presenceItem('mem_1', inside())).not.toHaveProperty('ttl');
    expect(closed).not.toHaveProperty('gsi1pk');
    expect(closed).toHaveProperty('ttl');
    expect(new Set(shards)).toEqual(new Set(SILENCE_SHARDS));
  });
});
