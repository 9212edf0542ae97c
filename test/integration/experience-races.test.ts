/**
 * Presence pays once: two phones of one member, or a report and its retry, at the same time, a thousand times (domain 1.5, I13, I14).
 * In every tenth race all three meet. A third of the members are one fix before they have entered: no award is at stake that would keep
 * a second visit out; for another third the same fix is the stay, too. A fifth are inside two places, which share a cap. In the end the stream tells of the visits three times over.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { consentItem } from '../../resolvers/loyalty/store/items.ts';
import { cellDocuments } from '../../resolvers/proximity/model/cells.ts';
import { countInside } from '../../resolvers/proximity/store/footfall.ts';
import { cellItem } from '../../resolvers/proximity/store/items.ts';
import { publish, type Publishing } from '../../resolvers/proximity/stream/publishPlacePresence.ts';
import type { StreamRecord } from '../../resolvers/shared/lambda/stream-batch.ts';
import type { PositionPayload } from '../../schema/generated/types.ts';
import { experienceTables, inParallel, type ExperienceTables, type Item } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember } from '../support/loyalty-table.ts';
import { aPlace } from '../unit/resolvers/proximity/places.ts';

const RACES = 1000;
const RACES_AT_A_TIME = 12;
const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const DUOMO = { lat: 45.464, lng: 9.19 };
const ARCADE = { lat: 45.5, lng: 9.19 };
const PLACE = aPlace(1, DUOMO);
const SHOPS = [aPlace(2, ARCADE), aPlace(3, ARCADE)];
const REDELIVERED = 60;

const indexes = Array.from({ length: RACES }, (_, index) => index);
const memberOf = (index: number): string => `mem_${index}`;
const isArriving = (index: number): boolean => index % 3 < 2;
const isStaying = (index: number): boolean => index % 3 > 0;
const placesOf = (index: number) => (index % 5 === 0 ? SHOPS : [PLACE]);

/** The next fix is a stay, or the confirmation of an arrival, or both. */
function aboutToChange(index: number): readonly Item[] {
  const pk = `MEMBER#${memberOf(index)}`;
  const sinceMs = NOW - (isStaying(index) ? 180_000 : 45_000);
  const at = index % 5 === 0 ? ARCADE : DUOMO;
  const fix = { ...at, accuracyM: 10, sampledMs: NOW - 30_000 };
  const lock = { version: 1, fix, reportedMs: NOW - 30_000, recent: [], ttl: Math.floor(NOW / 1000) + 86_400 };
  const presences = placesOf(index).flatMap(({ id: placeId }): readonly Item[] => {
    const times = { sinceMs, enteredMs: sinceMs, lastSeenMs: NOW - 30_000 };
    const presence = { pk, sk: `PRES#P#${placeId}`, placeId, ...times, hasDwelled: false, source: 'GPS' };
    if (isArriving(index)) return [{ ...presence, state: 'ENTERING', score: 1.5 }];
    const id = `vis_${index}_${placeId}`;
    const visit = { memberId: memberOf(index), placeId, enteredAt: new Date(sinceMs).toISOString(), source: 'GPS' };
    return [
      { ...presence, state: 'INSIDE', score: 2, visitId: id },
      { pk, sk: `V#${id}`, id, ...visit, ttl: Math.floor(NOW / 1000) + 86_400 },
    ];
  });
  return [{ pk, sk: 'PRES#FIX', ...lock }, ...presences];
}

describe('1,000 races of two phones, or of a report and its retry', () => {
  let tables: ExperienceTables;
  const payloads = new Map<number, PositionPayload[]>();
  const stored = new Map<string, readonly Item[]>();

  beforeAll(async () => {
    tables = await experienceTables();
    tables.setNow(NOW);
    const consent = {
      purpose: 'LOCATION',
      granted: true,
      textVersion: '1',
      source: 'app',
      at: '2026-10-01T08:00:00.000Z',
    };
    await tables.put('proximity', [
      ...cellDocuments([PLACE, ...SHOPS]).map(cellItem),
      ...indexes.flatMap(aboutToChange),
    ]);
    await tables.put(
      'loyalty',
      indexes.flatMap((index) => [
        ...itemsOfMember(aStoredMember(memberOf(index), 0)),
        consentItem(memberOf(index), { ...consent, purpose: 'LOCATION' }),
      ]),
    );
    await inParallel(RACES, RACES_AT_A_TIME, async (index) => {
      const identity = { claims: { 'custom:member_id': memberOf(index) } };
      const report = (phone: string, sampledMs: number): Promise<PositionPayload> => {
        const sampledAt = new Date(sampledMs).toISOString();
        const at = index % 5 === 0 ? ARCADE : DUOMO;
        const input = { idempotencyKey: `report-${index}-${phone}`, at, accuracyM: 10, sampledAt };
        return answer({ arguments: { input }, identity }, tables.store);
      };
      const first = report('one', NOW);
      const others = [
        ...(index % 2 === 0 ? [report('two', NOW - 1000)] : []),
        ...(index % 2 === 1 || index % 10 === 0 ? [report('one', NOW)] : []),
      ];
      payloads.set(index, await Promise.all([first, ...others]));
    });
    for (const table of ['loyalty', 'proximity'] as const) {
      for (const item of await tables.all(table)) {
        stored.set(item.pk, [...(stored.get(item.pk) ?? []), item]);
      }
    }
  }, 300_000);

  afterAll(() => tables.stop());

  const itemsOf = (index: number, prefix: string): readonly Item[] =>
    (stored.get(`MEMBER#${memberOf(index)}`) ?? []).filter(({ sk }) => sk.startsWith(prefix));

  it('pay each member who stays once, at one place when two share the cap', () => {
    for (const index of indexes.filter(isStaying)) {
      const ledger = itemsOf(index, 'L#');
      const [first] = placesOf(index);
      const [visit] = itemsOf(index, 'V#').filter(({ placeId }) => placeId === first?.id);

      expect(ledger).toMatchObject([
        { kind: 'EARN', reason: 'VISIT', amount: 20, seq: 1, placeId: first?.id, visitId: visit?.id },
      ]);
      expect(itemsOf(index, 'AWARD#')).toMatchObject([{ visitId: visit?.id, entryId: ledger[0]?.id }]);
      expect(itemsOf(index, 'CAP#')).toMatchObject([{ count: 1 }]);
      expect(itemsOf(index, 'P#')).toMatchObject([{ remaining: 20 }]);
      expect(itemsOf(index, 'A#ACCOUNT')).toMatchObject([{ available: 20, version: 1 }]);
    }
  });

  it('leave one visit each at a place, and the presence that names it', () => {
    for (const index of indexes) {
      const visits = itemsOf(index, 'V#');
      const presences = itemsOf(index, 'PRES#P#');

      expect(visits.map(({ placeId }) => placeId).sort()).toEqual(placesOf(index).map(({ id }) => id));
      expect(visits.every((visit) => 'dwelledAt' in visit === isStaying(index) && !('exitedAt' in visit))).toBe(true);
      expect(new Set(presences.map(({ visitId }) => visitId))).toEqual(new Set(visits.map(({ id }) => id)));
    }
  });

  it('tell of it in one answer that was not a replay', () => {
    for (const [index, all] of payloads) {
      const told = all.filter((each) => !each.replayed && each.events.length > 0);

      const types = told[0]?.events.map(({ type }) => type);
      const paid = told[0]?.events.flatMap(({ award }) => award?.amount ?? []);

      expect(told).toHaveLength(1);
      expect(types?.filter((type) => type === 'ENTERED')).toHaveLength(isArriving(index) ? placesOf(index).length : 0);
      expect(types?.filter((type) => type === 'DWELLED')).toHaveLength(isStaying(index) ? placesOf(index).length : 0);
      expect(paid).toEqual(isStaying(index) ? [20] : []);
    }
  });

  it('refuse the slower phone, or answer its retry again', () => {
    const codes = new Set([...payloads.values()].flat().flatMap((each) => each.userErrors.map(({ code }) => code)));

    expect([...codes].filter((code) => !['STALE_POSITION', 'RATE_LIMITED', 'CONFLICT'].includes(code))).toEqual([]);
  });

  it('count each visitor once, though the stream tells of every visit three times and out of order', async () => {
    const table = { client: tables.store.client, tableName: tables.store.proximityTable };
    const visits = indexes
      .filter((index) => isStaying(index) && placesOf(index).includes(PLACE))
      .slice(0, REDELIVERED)
      .flatMap((index) => itemsOf(index, 'V#'));
    const records = visits.map((visit, index): StreamRecord => {
      const NewImage = Object.fromEntries(Object.entries(visit).map(([name, value]) => [name, { S: String(value) }]));
      const Keys = { pk: { S: visit.pk }, sk: { S: visit.sk } };
      return { eventName: 'INSERT', dynamodb: { Keys, NewImage, SequenceNumber: String(index) } };
    });
    const published: unknown[] = [];
    const publishing: Publishing = {
      call: (_, variables) => Promise.resolve(void published.push(variables)),
      log: { info: () => undefined, error: (message) => published.push(message) },
      count: (placeId, name, by) => countInside(table, placeId, name, by, NOW),
    };
    const deliveries = [records, [...records].reverse(), records];
    const answers = await Promise.all(deliveries.map((Records) => publish({ Records }, publishing)));
    const [inside] = await tables.itemsOf('proximity', `PLACE#${PLACE.id}`, 'INSIDE');

    expect(answers.flatMap(({ batchItemFailures }) => batchItemFailures)).toEqual([]);
    expect(published).toHaveLength(3 * 2 * REDELIVERED);
    expect(inside?.inside).toBe(REDELIVERED);
  }, 60_000);
});
