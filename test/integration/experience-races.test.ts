/** Presence pays once: two phones of one member and a retry, a thousand times (domain 1.5, I13, I14). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { consentItem } from '../../resolvers/loyalty/store/items.ts';
import { cellDocuments } from '../../resolvers/proximity/model/cells.ts';
import { cellItem } from '../../resolvers/proximity/store/items.ts';
import type { PositionPayload } from '../../schema/generated/types.ts';
import { experienceTables, inParallel, type ExperienceTables, type Item } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember } from '../support/loyalty-table.ts';
import { aPlace } from '../unit/resolvers/proximity/places.ts';

const RACES = 1000;
const CALLERS = 18;
const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const DUOMO = { lat: 45.464, lng: 9.19 };
const PLACE = aPlace(1, DUOMO);

const memberOf = (index: number): string => `mem_${index}`;

/** Inside for three minutes, confirmed, not yet a stay: the next fix makes it one. */
const aboutToDwell = (index: number): readonly Item[] => {
  const pk = `MEMBER#${memberOf(index)}`;
  const sinceMs = NOW - 180_000;
  const visitId = `vis_${index}`;
  const presence = {
    placeId: PLACE.id,
    state: 'INSIDE',
    score: 2,
    sinceMs,
    enteredMs: sinceMs,
    lastSeenMs: NOW - 15_000,
    visitId,
    hasDwelled: false,
    source: 'GPS',
  };
  const visit = {
    id: visitId,
    memberId: memberOf(index),
    placeId: PLACE.id,
    enteredAt: new Date(sinceMs).toISOString(),
    source: 'GPS',
    ttl: Math.floor(NOW / 1000) + 86_400,
  };
  const fix = { ...DUOMO, accuracyM: 10, sampledMs: NOW - 30_000 };
  const lock = { version: 1, fix, reportedMs: NOW - 30_000, recent: [], ttl: Math.floor(NOW / 1000) + 86_400 };
  return [
    { pk, sk: 'PRES#FIX', ...lock },
    { pk, sk: `PRES#P#${PLACE.id}`, ...presence },
    { pk, sk: `V#${visitId}`, ...visit },
  ];
};

describe('1,000 races of two phones and a retry', () => {
  let tables: ExperienceTables;
  const payloads = new Map<number, PositionPayload[]>();

  beforeAll(async () => {
    tables = await experienceTables();
    tables.setNow(NOW);
    const indexes = Array.from({ length: RACES }, (_, index) => index);
    const consent = { purpose: 'LOCATION', granted: true, textVersion: '1', source: 'app', at: '2026-10-01T08:00:00.000Z' };
    await tables.put('proximity', [...cellDocuments([PLACE]).map(cellItem), ...indexes.flatMap(aboutToDwell)]);
    await tables.put(
      'loyalty',
      indexes.flatMap((index) => [
        ...itemsOfMember(aStoredMember(memberOf(index), 0)),
        consentItem(memberOf(index), { ...consent, purpose: 'LOCATION' }),
      ]),
    );
    await inParallel(RACES, CALLERS / 3, async (index) => {
      const identity = { claims: { 'custom:member_id': memberOf(index) } };
      const report = (phone: string, sampledMs: number): Promise<PositionPayload> => {
        const sampledAt = new Date(sampledMs).toISOString();
        const input = { idempotencyKey: `report-${index}-${phone}`, at: DUOMO, accuracyM: 10, sampledAt };
        return answer({ arguments: { input }, identity }, tables.store);
      };
      payloads.set(
        index,
        await Promise.all([report('one', NOW), report('two', NOW - 1000), report('one', NOW)]),
      );
    });
  }, 420_000);

  afterAll(() => tables.stop());

  it('pay each member once', async () => {
    for (let index = 0; index < RACES; index += 1) {
      const pk = `MEMBER#${memberOf(index)}`;
      const [ledger, lots, awards, caps, accounts] = await Promise.all(
        ['L#', 'P#', 'AWARD#', 'CAP#', 'A#ACCOUNT'].map((prefix) => tables.itemsOf('loyalty', pk, prefix)),
      );

      expect(ledger).toMatchObject([{ kind: 'EARN', reason: 'VISIT', amount: 20, seq: 1, placeId: PLACE.id }]);
      expect(awards).toMatchObject([{ visitId: `vis_${index}`, entryId: ledger?.[0]?.id }]);
      expect(caps).toMatchObject([{ count: 1 }]);
      expect(lots).toMatchObject([{ remaining: 20 }]);
      expect(accounts).toMatchObject([{ available: 20, version: 1 }]);
    }
  }, 60_000);

  it('leave one visit each, which has dwelled', async () => {
    for (let index = 0; index < RACES; index += 1) {
      const visits = await tables.itemsOf('proximity', `MEMBER#${memberOf(index)}`, 'V#');

      expect(visits).toHaveLength(1);
      expect(visits[0]?.dwelledAt).toBeDefined();
    }
  }, 60_000);

  it('tell of the stay in one answer that was not a replay', () => {
    for (const [, all] of payloads) {
      const told = all.filter((each) => !each.replayed && each.events.some(({ type }) => type === 'DWELLED'));

      expect(told).toHaveLength(1);
      expect(told[0]?.events[0]?.award?.amount).toBe(20);
    }
  });

  it('refuse the slower phone, or answer its retry again', () => {
    const codes = new Set([...payloads.values()].flat().flatMap((each) => each.userErrors.map(({ code }) => code)));

    expect([...codes].filter((code) => !['STALE_POSITION', 'RATE_LIMITED', 'CONFLICT'].includes(code))).toEqual([]);
  });
});
