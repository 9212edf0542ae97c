/**
 * Presence pays once: two phones of one member, or a report and its retry, at the same time, a thousand times (domain 1.5, I13, I14).
 * In every tenth race all three meet.
 */
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
const RACES_AT_A_TIME = 12;
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

describe('1,000 races of two phones, or of a report and its retry', () => {
  let tables: ExperienceTables;
  const payloads = new Map<number, PositionPayload[]>();
  const stored = new Map<string, readonly Item[]>();

  beforeAll(async () => {
    tables = await experienceTables();
    tables.setNow(NOW);
    const indexes = Array.from({ length: RACES }, (_, index) => index);
    const consent = {
      purpose: 'LOCATION',
      granted: true,
      textVersion: '1',
      source: 'app',
      at: '2026-10-01T08:00:00.000Z',
    };
    await tables.put('proximity', [...cellDocuments([PLACE]).map(cellItem), ...indexes.flatMap(aboutToDwell)]);
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
        const input = { idempotencyKey: `report-${index}-${phone}`, at: DUOMO, accuracyM: 10, sampledAt };
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

  it('pay each member once', () => {
    for (let index = 0; index < RACES; index += 1) {
      const ledger = itemsOf(index, 'L#');

      expect(ledger).toMatchObject([{ kind: 'EARN', reason: 'VISIT', amount: 20, seq: 1, placeId: PLACE.id }]);
      expect(itemsOf(index, 'AWARD#')).toMatchObject([{ visitId: `vis_${index}`, entryId: ledger[0]?.id }]);
      expect(itemsOf(index, 'CAP#')).toMatchObject([{ count: 1 }]);
      expect(itemsOf(index, 'P#')).toMatchObject([{ remaining: 20 }]);
      expect(itemsOf(index, 'A#ACCOUNT')).toMatchObject([{ available: 20, version: 1 }]);
    }
  });

  it('leave one visit each, which has dwelled', () => {
    for (let index = 0; index < RACES; index += 1) {
      const visits = itemsOf(index, 'V#');

      expect(visits).toHaveLength(1);
      expect(visits[0]?.dwelledAt).toBeDefined();
    }
  });

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
