/** Reported positions, consent and `nearbyExperience` over real tables: what is stored, what is refused, what it costs. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer as report } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { answer as consent } from '../../resolvers/experience/lambda/Mutation.setConsent.ts';
import { answer as nearby } from '../../resolvers/experience/lambda/Query.nearbyExperience.ts';
import { answer as save } from '../../resolvers/proximity/lambda/Mutation.savePlace.ts';
import { countInside } from '../../resolvers/proximity/store/footfall.ts';
import type { PositionPayload, ReportPositionInput, SavePlaceInput } from '../../schema/generated/types.ts';
import { experienceTables, type ExperienceTables } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember, itemsOfReward } from '../support/loyalty-table.ts';

const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const HERE = { lat: 45.464, lng: 9.19 };
const FAR = { lat: 45.484, lng: 9.19 };
const UUID = '0b6a1f5e-7c2d-4a93-9e10-5d8f2c4b7a61';

let tables: ExperienceTables;
let nowMs = NOW;
let keys = 0;
let placeId = '';

const as = (memberId: string) => ({ identity: { claims: { 'custom:member_id': memberId } } });
const key = (): string => `key-${String((keys += 1)).padStart(8, '0')}`;

function go(seconds: number): void {
  nowMs += seconds * 1000;
  tables.setNow(nowMs);
}

const inputAt = (of: Partial<ReportPositionInput> = {}): ReportPositionInput => ({
  idempotencyKey: key(),
  at: HERE,
  accuracyM: 10,
  sampledAt: new Date(nowMs).toISOString(),
  ...of,
});

const position = (memberId: string, of: Partial<ReportPositionInput> = {}): Promise<PositionPayload> =>
  report({ arguments: { input: inputAt(of) }, ...as(memberId) }, tables.store);

const agree = (memberId: string, granted: boolean, idempotencyKey = key()) =>
  consent(
    { arguments: { input: { idempotencyKey, purpose: 'LOCATION', granted, textVersion: '2026-09' } }, ...as(memberId) },
    tables.store,
  );

const savePlace = (of: Partial<SavePlaceInput> = {}) => {
  const input: SavePlaceInput = {
    idempotencyKey: key(),
    name: 'Duomo',
    kind: 'STORE',
    center: HERE,
    radiusM: 75,
    ...of,
  };
  const store = { ...tables.store, tableName: tables.store.proximityTable };
  return save({ arguments: { input }, identity: null }, store);
};

async function enrol(memberId: string, points = 0): Promise<void> {
  await tables.put('loyalty', itemsOfMember(aStoredMember(memberId, points)));
}

beforeAll(async () => {
  tables = await experienceTables();
  tables.setNow(nowMs);
  const beacons = [{ uuid: UUID, major: 1, minor: 1, zone: 'entrance', txPowerDbm: -59 }];
  const openingHours = JSON.stringify({ sat: [['10:00', '19:30']] });
  placeId = (await savePlace({ beacons, openingHours })).place?.id ?? '';
}, 60_000);
afterAll(() => tables.stop());

describe('a member who agreed', () => {
  const member = 'mem_agreed';
  beforeAll(async () => {
    await enrol(member);
    await agree(member, true);
  });

  it('enters, stays, is paid once, goes, and comes back to the same visit', async () => {
    const types: string[] = [];
    const awards: unknown[] = [];
    const walk = [HERE, HERE, HERE, HERE, HERE, HERE, HERE, HERE, HERE, HERE, FAR, FAR, FAR, FAR, HERE, HERE, HERE];
    for (const [index, at] of walk.entries()) {
      go(at === FAR || walk[index - 1] === FAR ? 60 : 15);
      const { events, userErrors } = await position(member, { at });
      expect(userErrors).toEqual([]);
      types.push(...events.map((event) => event.type));
      awards.push(...events.flatMap((event) => event.award?.amount ?? []));
    }
    const visits = await tables.itemsOf('proximity', `MEMBER#${member}`, 'V#');

    expect(types).toEqual(['ENTERED', 'DWELLED', 'EXITED', 'ENTERED']);
    expect(awards).toEqual([20]);
    expect(visits).toHaveLength(1);
    expect(visits[0]).not.toHaveProperty('exitedAt');
    expect(visits[0]).toHaveProperty('returnedAt');
    expect(await tables.itemsOf('loyalty', `MEMBER#${member}`, 'L#')).toMatchObject([{ visitId: visits[0]?.id }]);
  });

  it('gets the same answer to the same report, and a refusal for another one with its key', async () => {
    const other = 'mem_again';
    await enrol(other);
    await agree(other, true);
    go(15);
    await position(other);
    go(15);
    const input = inputAt();
    const first = await report({ arguments: { input }, ...as(other) }, tables.store);
    const again = await report({ arguments: { input }, ...as(other) }, tables.store);
    const changed = await report({ arguments: { input: { ...input, accuracyM: 11 } }, ...as(other) }, tables.store);

    expect(first.events.map(({ type }) => type)).toEqual(['ENTERED']);
    expect(again).toEqual({ ...first, replayed: true });
    expect(changed.userErrors[0]?.code).toBe('IDEMPOTENCY_MISMATCH');
  });

  it('is paid for the zone when a beacon confirms the arrival', async () => {
    const other = 'mem_beacon';
    await enrol(other);
    await agree(other, true);
    const beacons = [{ uuid: UUID.toUpperCase(), major: 1, minor: 1, rssiDbm: -60 }];
    go(15);
    await position(other, { beacons, accuracyM: 150 });
    go(15);
    const { events, account } = await position(other, { beacons, accuracyM: 150 });

    expect(events).toMatchObject([
      { type: 'ENTERED', confidence: 'HIGH', award: { reason: 'BEACON_ZONE', amount: 10 } },
    ]);
    expect(account?.available).toBe(10);
  });

  it('commits a stay without the award when the day was paid before', async () => {
    const other = 'mem_twice';
    await enrol(other);
    await agree(other, true);
    const stay = async (): Promise<PositionPayload[]> => {
      const all: PositionPayload[] = [];
      for (let fix = 0; fix < 10; fix += 1) {
        go(15);
        all.push(await position(other));
      }
      return all;
    };
    await stay();
    go(45 * 60);
    const second = await stay();
    const dwelled = second.flatMap(({ events }) => events).find(({ type }) => type === 'DWELLED');
    const visits = await tables.itemsOf('proximity', `MEMBER#${other}`, 'V#');
    const ledger = await tables.itemsOf('loyalty', `MEMBER#${other}`, 'L#');

    expect(dwelled).toMatchObject({ award: null, awardSkipped: 'CAP_REACHED' });
    expect(visits).toHaveLength(2);
    expect(ledger).toHaveLength(1);
  });

  it.each([
    ['made up', { mocked: true }, 'LOW_CONFIDENCE'],
    ['inaccurate', { accuracyM: 201 }, 'LOW_CONFIDENCE'],
    ['too old', { sampledAt: new Date(NOW - 600_000).toISOString() }, 'STALE_POSITION'],
    ['too fast', { at: { lat: 41.9, lng: 12.5 } }, 'LOW_CONFIDENCE'],
  ] as const)('is refused when the position is %s', async (_, of, code) => {
    go(30);
    const { events, userErrors } = await position(member, of);

    expect(events).toEqual([]);
    expect(userErrors.map((each) => each.code)).toEqual([code]);
  });

  it('is slowed down to one report a second', async () => {
    go(30);
    await position(member, { at: FAR, accuracyM: 200 });
    nowMs += 500;
    tables.setNow(nowMs);

    expect((await position(member, { at: FAR })).userErrors).toMatchObject([{ code: 'RATE_LIMITED', retryable: true }]);
  });
});

describe('without the LOCATION consent (I15)', () => {
  it('nothing is written, whatever is reported', async () => {
    const member = 'mem_silent';
    await enrol(member);
    for (const each of [{}, { mocked: true }, { accuracyM: 500 }]) {
      go(15);
      expect((await position(member, each)).userErrors[0]?.code).toBe('CONSENT_REQUIRED');
    }

    expect(await tables.itemsOf('proximity', `MEMBER#${member}`, '')).toEqual([]);
  });

  it('a withdrawal removes what is stored of the position and ends the visit, and a report under way writes nothing', async () => {
    const member = 'mem_leaves';
    await enrol(member);
    await agree(member, true);
    for (let fix = 0; fix < 3; fix += 1) {
      go(15);
      await position(member);
    }
    go(15);
    const withdrawal = agree(member, false);
    const racing = Array.from({ length: 8 }, () => position(member));
    const { consent: given } = await withdrawal;
    await Promise.all(racing);
    const items = await tables.itemsOf('proximity', `MEMBER#${member}`, 'PRES#');
    const [visit] = await tables.itemsOf('proximity', `MEMBER#${member}`, 'V#');

    expect(given?.granted).toBe(false);
    expect(items).toMatchObject([{ sk: 'PRES#FIX', isWithdrawn: true }]);
    expect(JSON.stringify(items)).not.toContain('45.46');
    expect(visit?.exitedAt).toBeDefined();
  });

  it('each change stays in the history, and the same request is one change', async () => {
    const member = 'mem_history';
    await enrol(member);
    await agree(member, true, 'the-same-key');
    const again = await agree(member, true, 'the-same-key');
    go(1);
    await agree(member, false);

    expect(again.replayed).toBe(true);
    expect((await tables.itemsOf('loyalty', `MEMBER#${member}`, 'H#CONSENT#')).map((item) => item.granted)).toEqual([
      true,
      false,
    ]);
  });
});

describe('nearbyExperience', () => {
  it('joins places and rewards in at most eight reads, and stores nothing', async () => {
    const member = 'mem_asks';
    await enrol(member, 100);
    await tables.put('loyalty', [
      ...itemsOfReward('rwd_cheap', { costPoints: 80 }),
      ...itemsOfReward('rwd_dear', { costPoints: 120 }),
      ...itemsOfReward('rwd_elsewhere', { costPoints: 50, placeIds: ['plc_other'] }),
    ]);
    tables.sent.length = 0;
    const found = await nearby({ arguments: { at: HERE }, ...as(member) }, tables.store);
    const [place] = found.places;

    expect(tables.sent.length).toBeLessThanOrEqual(8);
    expect(tables.sent.filter((name) => !/^(Query|BatchGetItem)Command$/.test(name))).toEqual([]);
    expect(found).toMatchObject({ balance: 100, tier: { id: 'lino' }, truncated: false });
    expect(place).toMatchObject({ place: { placeId, inside: true }, openNow: true });
    expect(
      place?.rewards.map(({ reward, redeemable, pointsMissing, blockedBy }) => [
        reward.id,
        redeemable,
        pointsMissing,
        blockedBy,
      ]),
    ).toEqual([
      ['rwd_cheap', true, 0, null],
      ['rwd_dear', false, 20, 'INSUFFICIENT_POINTS'],
    ]);
    expect(await tables.itemsOf('proximity', `MEMBER#${member}`, '')).toEqual([]);
  });

  it.each([{ radiusM: 49 }, { radiusM: 10_001 }, { first: 0 }, { first: 21 }])('refuses %j', async (of) => {
    await expect(nearby({ arguments: { at: HERE, ...of }, ...as('mem_asks') }, tables.store)).rejects.toThrow(
      /allowed/,
    );
  });
});

describe('savePlace', () => {
  it('moves a place in the grid and in no other way', async () => {
    const made = await savePlace({ name: 'Moving', center: { lat: 10, lng: 179.999 } });
    const id = made.place?.id ?? '';
    const moved = await savePlace({ id, name: 'Moved', center: { lat: 10, lng: -179.999 }, radiusM: 900 });
    const find = async (lng: number) =>
      (await nearby({ arguments: { at: { lat: 10, lng }, radiusM: 60 }, ...as('mem_asks') }, tables.store)).places;

    expect(moved.place).toMatchObject({ id, name: 'Moved', timezone: 'Europe/Rome' });
    expect(await find(179.999)).toEqual([]);
    expect((await find(-179.999)).map(({ place }) => place.name)).toEqual(['Moved']);
  });

  it('answers the same request once, and refuses a place or a beacon that is not its own', async () => {
    const idempotencyKey = 'save-once-1';
    const first = await savePlace({ idempotencyKey });
    const again = await savePlace({ idempotencyKey });
    const beacons = [{ uuid: UUID, major: 1, minor: 1, zone: 'entrance', txPowerDbm: -59 }];

    expect(again).toEqual({ ...first, replayed: true });
    expect((await savePlace({ id: 'plc_none' })).userErrors[0]?.code).toBe('NOT_FOUND');
    expect((await savePlace({ beacons })).userErrors[0]?.path).toEqual(['input', 'beacons']);
  });

  it('loses no place when twenty are saved in one cell at once', async () => {
    const center = { lat: 60, lng: 60 };
    const saved = new Set<string>();
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const idempotencyKey = key();
        for (let attempt = 0; attempt < 30; attempt += 1) {
          const { place } = await savePlace({ idempotencyKey, center });
          if (place !== null) return void saved.add(place.id);
        }
      }),
    );
    const cells = await Promise.all(
      [17, 15, 13, 11].map(async (level) => {
        const size = 2 ** level;
        const cell = `${level}#${Math.floor((150 / 180) * size)}#${Math.floor((240 / 360) * size)}`;
        return tables.itemsOf('proximity', `CELL#${cell}`, 'REFS');
      }),
    );

    for (const [cell] of cells) {
      expect(new Set((cell?.refs as { id: string }[]).map(({ id }) => id))).toEqual(saved);
    }
    expect(saved.size).toBe(20);
  }, 60_000);
});

describe('the count of who is inside', () => {
  it('counts each transition once, however often it is told', async () => {
    const table = { client: tables.store.client, tableName: tables.store.proximityTable };
    const count = (name: string, by: number): Promise<number> => countInside(table, 'plc_count', name, by, nowMs);

    expect([
      await count('a', 1),
      await count('a', 1),
      await count('b', 1),
      await count('a2', -1),
      await count('c', 0),
    ]).toEqual([1, 1, 2, 1, 1]);
  });
});
