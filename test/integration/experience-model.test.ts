/**
 * Any story of a member over real tables: reports from inside, the edge and far away, beacons, retries, silence, the sweeper, consent given
 * and taken back. After each step the laws hold: I13 (presence), I14 (one award a place and day), I15 (no position without consent).
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { answer as report } from '../../resolvers/experience/lambda/Mutation.reportPosition.ts';
import { answer as consent } from '../../resolvers/experience/lambda/Mutation.setConsent.ts';
import { answer as save } from '../../resolvers/proximity/lambda/Mutation.savePlace.ts';
import { endSilentVisits } from '../../resolvers/proximity/store/silent-visits.ts';
import type { PositionPayload, ReportPositionInput } from '../../schema/generated/types.ts';
import { experienceTables, type ExperienceTables, type Item } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember } from '../support/loyalty-table.ts';

const STORIES = 40;
const SILENCE_MS = 45 * 60_000;
const NOW = Date.UTC(2026, 10, 21, 9, 0, 0);
const DUOMO = { lat: 45.464, lng: 9.19 };
/** Within the radius, but not for sure. */
const EDGE = { lat: 45.46462, lng: 9.19 };
const FAR = { lat: 45.474, lng: 9.19 };
const UUID = '0b6a1f5e-7c2d-4a93-9e10-5d8f2c4b7a61';

type Step =
  | {
      readonly kind: 'report';
      readonly at: 'DUOMO' | 'EDGE' | 'FAR';
      readonly afterS: number;
      readonly byBeacon: boolean;
    }
  | { readonly kind: 'retry' | 'sweep' | 'consent' | 'withdraw' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('report' as const),
      at: fc.constantFrom('DUOMO' as const, 'DUOMO' as const, 'EDGE' as const, 'FAR' as const),
      afterS: fc.constantFrom(20, 45, 60, 90, 400, 2000, 40_000),
      byBeacon: fc.boolean(),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom<Step>(
      { kind: 'retry' },
      { kind: 'sweep' },
      { kind: 'withdraw' },
      { kind: 'consent' },
      { kind: 'consent' },
    ),
  },
);

let tables: ExperienceTables;
let nowMs = NOW;
let keys = 0;
const key = (): string => `key-${String((keys += 1)).padStart(8, '0')}`;

beforeAll(async () => {
  tables = await experienceTables();
  tables.setNow(nowMs);
  const beacons = [{ uuid: UUID, major: 1, minor: 1, zone: 'entrance', txPowerDbm: -59 }];
  const input = { idempotencyKey: key(), name: 'Duomo', kind: 'STORE' as const, center: DUOMO, radiusM: 75, beacons };
  await save({ arguments: { input }, identity: null }, { ...tables.store, tableName: tables.store.proximityTable });
}, 60_000);
afterAll(() => tables.stop());

/** One member, and what was told about them. */
class Teller {
  readonly memberId: string;
  readonly #identity: { readonly claims: Readonly<Record<string, string>> };
  #last: { readonly input: ReportPositionInput; readonly answer: PositionPayload } | null = null;
  isLocated = false;
  readonly told: PositionPayload['events'][number][] = [];

  constructor(memberId: string) {
    this.memberId = memberId;
    this.#identity = { claims: { 'custom:member_id': memberId } };
  }

  async tell(next: Step): Promise<void> {
    if (next.kind === 'report') await this.#report(next);
    else if (next.kind === 'retry') await this.#retry();
    else if (next.kind === 'sweep') {
      nowMs += SILENCE_MS;
      tables.setNow(nowMs);
      await endSilentVisits({ ...tables.store, tableName: tables.store.proximityTable }, this.memberId);
    } else await this.#consent(next.kind === 'consent');
  }

  async #report({ at, afterS, byBeacon }: Extract<Step, { kind: 'report' }>): Promise<void> {
    nowMs += afterS * 1000;
    tables.setNow(nowMs);
    const input: ReportPositionInput = {
      idempotencyKey: key(),
      at: { DUOMO, EDGE, FAR }[at],
      accuracyM: 12,
      sampledAt: new Date(nowMs).toISOString(),
      ...(byBeacon && at !== 'FAR' ? { beacons: [{ uuid: UUID, major: 1, minor: 1, rssiDbm: -60 }] } : {}),
    };
    const answer = await report({ arguments: { input }, identity: this.#identity }, tables.store);
    expect(answer.userErrors.map(({ code }) => code)).toEqual(this.isLocated ? [] : ['CONSENT_REQUIRED']);
    this.told.push(...answer.events);
    this.#last = this.isLocated ? { input, answer } : null;
  }

  /** The network lost the answer. */
  async #retry(): Promise<void> {
    if (this.#last === null) return;
    const { input, answer } = this.#last;
    const again = await report({ arguments: { input }, identity: this.#identity }, tables.store);
    if (this.isLocated) expect(again.events).toEqual(answer.events);
    else expect(again.userErrors.map(({ code }) => code)).toEqual(['CONSENT_REQUIRED']);
  }

  async #consent(granted: boolean): Promise<void> {
    const input = { idempotencyKey: key(), purpose: 'LOCATION' as const, granted, textVersion: '1' };
    expect((await consent({ arguments: { input }, identity: this.#identity }, tables.store)).userErrors).toEqual([]);
    this.isLocated = granted;
    // What was told of a position went with it: a report from before is answered no more.
    if (!granted) this.#last = null;
  }
}

const of = (items: readonly Item[], prefix: string): readonly Item[] => items.filter(({ sk }) => sk.startsWith(prefix));

/** What the tables say of a member, against what the laws say. */
async function check({ memberId, isLocated, told }: Teller): Promise<void> {
  const stored = await tables.itemsOf('proximity', `MEMBER#${memberId}`, '');
  const ledger = of(await tables.itemsOf('loyalty', `MEMBER#${memberId}`, ''), 'L#');
  const visits = of(stored, 'V#');
  const open = visits.filter((visit) => !('exitedAt' in visit));
  const inside = of(stored, 'PRES#P#').filter(({ state }) => ['INSIDE', 'DWELLING', 'EXITING'].includes(String(state)));

  // I13: who is inside has the one open visit; nobody leaves before they came.
  expect(inside.map(({ visitId }) => visitId)).toEqual(open.map(({ id }) => id));
  expect(open.length).toBeLessThanOrEqual(1);
  for (const { enteredAt, dwelledAt, exitedAt } of visits) {
    const after = [dwelledAt, exitedAt].filter((each) => typeof each === 'string');
    expect(after.every((each) => typeof enteredAt === 'string' && enteredAt <= each)).toBe(true);
  }
  const dwelled = told.filter(({ type }) => type === 'DWELLED').map(({ visitId }) => visitId);
  expect(new Set(dwelled).size).toBe(dwelled.length);

  // I14: one entry a rule and local day, each of a visit that is there.
  const paid = ledger.map(({ reason, occurredAt }) => `${String(reason)} ${localDay(String(occurredAt))}`);
  expect(new Set(paid).size).toBe(paid.length);
  expect(ledger.filter(({ reason }) => reason === 'VISIT').length).toBeLessThanOrEqual(
    visits.filter((visit) => 'dwelledAt' in visit).length,
  );

  // I15: without consent there are a lock that says nothing and the visits that ended, and wherever else one looks nothing.
  if (isLocated) return;
  const all = (await tables.all('proximity')).filter((item) => JSON.stringify(item).includes(memberId));
  const lock = of(all, 'PRES#').map(({ pk: _pk, version: _version, ...rest }) => rest);
  expect(all.filter(({ sk }) => sk !== 'PRES#FIX' && !sk.startsWith('V#'))).toEqual([]);
  expect(lock).toEqual([{ sk: 'PRES#FIX', isWithdrawn: true }]);
  expect(JSON.stringify(all)).not.toMatch(/45\.46|9\.19"|lat|accuracyM/);
  expect(open).toEqual([]);
}

const localDay = (at: string): string => new Date(Date.parse(at) + 3_600_000).toISOString().slice(0, 10);

describe('any story of a member', () => {
  it('keeps the laws of presence, of awards and of consent', async () => {
    let stories = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
        const teller = new Teller(`mem_story_${(stories += 1)}_`);
        await tables.put('loyalty', itemsOfMember(aStoredMember(teller.memberId, 0)));
        await teller.tell({ kind: 'consent' });
        for (const next of steps) {
          await teller.tell(next);
          await check(teller);
        }
      }),
      { numRuns: STORIES, seed: 20171224 },
    );

    expect(stories).toBeGreaterThanOrEqual(STORIES);
  }, 300_000);
});
