/** Visits of phones that report no more, over real tables: the sweeper ends them, once, and yields to whoever reports after all. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answer as report } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { answer as consent } from '../../resolvers/experience/lambda/Mutation.setConsent.ts';
import { answer as save } from '../../resolvers/proximity/lambda/Mutation.savePlace.ts';
import { endSilentVisits } from '../../resolvers/proximity/store/silent-visits.ts';
import type { ProximityStore } from '../../resolvers/proximity/store/table.ts';
import { run } from '../../resolvers/proximity/stream/presenceSweeper.ts';
import type { LogFields } from '../../resolvers/shared/lambda/log.ts';
import type { ReportPositionInput } from '../../schema/generated/types.ts';
import { experienceTables, type ExperienceTables, type Item } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember } from '../support/loyalty-table.ts';

const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const MINUTE = 60_000;
const HERE = { lat: 45.464, lng: 9.19 };

let tables: ExperienceTables;
let store: ProximityStore;
let nowMs = NOW;
let keys = 0;
const said: (readonly [string, LogFields | undefined])[] = [];
const log = {
  info: (message: string, fields?: LogFields) => said.push([message, fields]),
  error: (message: string, fields?: LogFields) => said.push([message, fields]),
};

const as = (memberId: string) => ({ identity: { claims: { 'custom:member_id': memberId } } });
const key = (): string => `key-${String((keys += 1)).padStart(8, '0')}`;
const iso = (ms: number): string => new Date(ms).toISOString();

function go(ms: number): void {
  nowMs += ms;
  tables.setNow(nowMs);
}

async function position(memberId: string, of: Partial<ReportPositionInput> = {}): Promise<void> {
  const input = { idempotencyKey: key(), at: HERE, accuracyM: 10, sampledAt: iso(nowMs), ...of };
  expect((await report({ arguments: { input }, ...as(memberId) }, tables.store)).userErrors).toEqual([]);
}

/** Fixes so far apart that each is written. @returns when the phone was heard for the last time */
async function comesIn(memberId: string): Promise<number> {
  await tables.put('loyalty', itemsOfMember(aStoredMember(memberId, 0)));
  const input = { idempotencyKey: key(), purpose: 'LOCATION' as const, granted: true, textVersion: '2026-09' };
  await consent({ arguments: { input }, ...as(memberId) }, tables.store);
  for (let fix = 0; fix < 3; fix += 1) {
    go(70_000);
    await position(memberId);
  }
  return nowMs;
}

const visitsOf = (memberId: string) => tables.itemsOf('proximity', `MEMBER#${memberId}`, 'V#');
const presencesOf = (memberId: string) => tables.itemsOf('proximity', `MEMBER#${memberId}`, 'PRES#P#');
const lockOf = (memberId: string) => tables.itemsOf('proximity', `MEMBER#${memberId}`, 'PRES#FIX');

beforeAll(async () => {
  tables = await experienceTables();
  tables.setNow(nowMs);
  store = { ...tables.store, tableName: tables.store.proximityTable };
  const input = { idempotencyKey: key(), name: 'Duomo', kind: 'STORE' as const, center: HERE, radiusM: 75 };
  await save({ arguments: { input }, identity: null }, store);
}, 60_000);
afterAll(() => tables.stop());

describe('presenceSweeper', () => {
  it('ends the visit when the phone was last heard, and changes nothing when it is called again', async () => {
    const member = 'mem_silent';
    const heardMs = await comesIn(member);
    const [visit] = await visitsOf(member);
    const [lock] = await lockOf(member);
    go(29 * MINUTE);
    expect(await run({ store, log })).toEqual({ ended: 0, failed: 0 });
    go(15 * MINUTE);
    expect(await run({ store, log })).toEqual({ ended: 1, failed: 0 });

    expect(await visitsOf(member)).toEqual([{ ...visit, exitedAt: iso(heardMs), durationS: 140 }]);
    expect(await presencesOf(member)).toMatchObject([{ state: 'OUTSIDE', outsideSinceMs: heardMs }]);
    // Nobody reported: what is remembered of the last fix, and for how long, stays.
    expect(await lockOf(member)).toEqual([{ ...lock, version: Number(lock?.version) + 1 }]);
    expect(await run({ store, log })).toEqual({ ended: 0, failed: 0 });
    expect(said).toContainEqual(['Visits ended in silence.', { ended: 1 }]);
  });

  it('leaves a phone alone whose fixes are too vague to say inside or outside, and ends its visit at the last of them', async () => {
    const member = 'mem_vague';
    await comesIn(member);
    for (let report = 0; report < 40; report += 1) {
      go(MINUTE);
      await position(member, { at: { lat: 45.46485, lng: 9.19 }, accuracyM: 60 });
      if (report % 5 === 4) expect(await run({ store, log })).toEqual({ ended: 0, failed: 0 });
    }
    const heardMs = nowMs;
    expect(await visitsOf(member)).toHaveLength(1);
    expect((await visitsOf(member))[0]).not.toHaveProperty('exitedAt');
    go(45 * MINUTE);
    expect(await run({ store, log })).toEqual({ ended: 1, failed: 0 });

    expect(await visitsOf(member)).toMatchObject([{ exitedAt: iso(heardMs) }]);
  });

  it('takes a presence that was written before the last fix was remembered with it', async () => {
    const member = 'mem_before';
    const heardMs = await comesIn(member);
    const [presence] = await presencesOf(member);
    const { lastHeardMs: _, ...older } = { ...presence } as Item & { readonly lastHeardMs?: number };
    await tables.put('proximity', [{ ...older, lastSeenMs: heardMs - 10 * MINUTE }]);
    go(45 * MINUTE);

    expect(await run({ store, log })).toEqual({ ended: 1, failed: 0 });
    expect(await visitsOf(member)).toMatchObject([{ exitedAt: iso(heardMs) }]);
  });

  it('leaves a phone alone that goes on reporting', async () => {
    const member = 'mem_talking';
    await comesIn(member);
    for (let report = 0; report < 10; report += 1) {
      go(4 * MINUTE);
      await position(member);
    }
    expect(await run({ store, log })).toEqual({ ended: 0, failed: 0 });
    expect((await visitsOf(member))[0]).not.toHaveProperty('exitedAt');
  });

  it('goes through more members than a page, in every shard', async () => {
    const members = Array.from({ length: 240 }, (_, index) => `mem_many_${index}`);
    const openMs = nowMs;
    const open = (memberId: string) => {
      const visitId = `vis_${memberId}`;
      const pk = `MEMBER#${memberId}`;
      const shard = Array.from(memberId).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 4;
      return [
        { pk, sk: `V#${visitId}`, id: visitId, memberId, placeId: 'plc_1', enteredAt: iso(openMs), source: 'GPS' },
        { pk, sk: 'PRES#FIX', version: 1 },
        {
          ...{ pk, sk: 'PRES#P#plc_1', placeId: 'plc_1', state: 'INSIDE', score: 2, visitId, source: 'GPS' },
          ...{ sinceMs: openMs, lastSeenMs: openMs, enteredMs: openMs, hasDwelled: false },
          ...{ gsi1pk: `OPEN#${shard}`, gsi1sk: iso(openMs + 40 * MINUTE) },
        },
      ];
    };
    await tables.put('proximity', members.flatMap(open));
    go(50 * MINUTE);

    const { ended, failed } = await run({ store, log });
    const visits = (await tables.all('proximity')).filter(({ sk }) => sk.startsWith('V#vis_mem_many'));

    // The one of the test before has fallen silent, too.
    expect({ ended, failed }).toEqual({ ended: 241, failed: 0 });
    expect(new Set(visits.map(({ exitedAt }) => exitedAt))).toEqual(new Set([iso(openMs)]));
  });

  it('stops before its time is up, and the next call goes on', async () => {
    await comesIn('mem_late');
    go(50 * MINUTE);
    expect(await run({ store, log }, { getRemainingTimeInMillis: () => 1000 })).toEqual({ ended: 0, failed: 0 });
    expect(await run({ store, log }, { getRemainingTimeInMillis: () => 30_000 })).toEqual({ ended: 1, failed: 0 });
  });

  it('says which member failed, and ends the visits of the others', async () => {
    await comesIn('mem_first');
    await comesIn('mem_other');
    go(50 * MINUTE);
    const client = Object.create(store.client) as typeof store.client;
    const send = store.client.send.bind(store.client) as (command: unknown) => Promise<unknown>;
    client.send = ((command: { readonly input: object }) => {
      const isFirst = JSON.stringify(command.input).includes('MEMBER#mem_first');
      return isFirst ? Promise.reject(new Error('no connection')) : send(command);
    }) as typeof store.client.send;

    expect(await run({ store: { ...store, client }, log })).toEqual({ ended: 1, failed: 1 });
    expect(said.at(-2)).toEqual([
      'A silent visit was not ended; the next call tries again.',
      { memberId: 'mem_first', reason: 'Error: no connection' },
    ]);
    expect(await run({ store, log })).toEqual({ ended: 1, failed: 0 });
  });

  it('ends each visit once when twenty sweepers and a report meet', async () => {
    const member = 'mem_met';
    await comesIn(member);
    go(50 * MINUTE);
    const [sweeps] = await Promise.all([
      Promise.all(Array.from({ length: 20 }, () => endSilentVisits(store, member))),
      position(member),
    ]);

    expect(sweeps.filter((ended) => ended === 1).length).toBeLessThanOrEqual(1);
    expect((await visitsOf(member)).filter((visit) => 'exitedAt' in visit)).toHaveLength(1);
  });
});
