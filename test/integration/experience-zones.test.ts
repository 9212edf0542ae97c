/** Beacon zones over real tables: a zone pays when it is first heard in a visit, and a rule may name the zones that it pays for (domain 2.2). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORTICA_LINO, type EarningRule } from '../../resolvers/loyalty/model/index.ts';
import type { ReportPositionInput } from '../../schema/generated/types.ts';
import { Story, UUID } from '../support/experience-story.ts';
import { experienceTables } from '../support/experience-tables.ts';

const rule = (id: string, bonusPoints: number, of: Partial<EarningRule>): EarningRule => ({
  ...{ id, trigger: 'BEACON_ZONE', bonusPoints, conditions: {}, validFrom: null, validTo: null, priority: 50 },
  ...of,
});

const RULES = [
  rule('rul_entrance', 10, { conditions: { zones: ['entrance'] }, cap: { times: 3, per: 'WEEK' } }),
  rule('rul_fitting', 15, { conditions: { zones: ['fitting-room'] }, cap: { times: 1, per: 'DAY' } }),
];

let story: Story;
beforeAll(async () => {
  const tables = await experienceTables();
  const rules = [...ORTICA_LINO.rules.filter(({ trigger }) => trigger !== 'BEACON_ZONE'), ...RULES];
  story = new Story(
    { ...tables, store: { ...tables.store, program: { ...ORTICA_LINO, rules } } },
    Date.UTC(2026, 10, 21, 11),
  );
  const beacons = ['entrance', 'fitting-room', 'till'].map((zone, minor) => ({
    ...{ uuid: UUID, major: 1, minor: minor + 1, zone, txPowerDbm: -59 },
  }));
  await story.savePlace({ beacons });
}, 60_000);
afterAll(() => story.tables.stop());

const near = (...minors: readonly number[]): Partial<ReportPositionInput> => ({
  beacons: minors.map((minor) => ({ uuid: UUID, major: 1, minor, rssiDbm: -60 })),
});

/** Each report 15 s after the one before. @returns what it told: type, zones, and points or why there were none */
async function told(memberId: string, reports: readonly Partial<ReportPositionInput>[]): Promise<readonly unknown[]> {
  const all: unknown[] = [];
  for (const of of reports) {
    story.go(15);
    const { events, userErrors } = await story.position(memberId, of);
    expect(userErrors).toEqual([]);
    all.push(...events.map(({ type, zones, award, awardSkipped }) => [type, ...zones, award?.amount ?? awardSkipped]));
  }
  return all;
}

const ledgerOf = async (memberId: string) =>
  (await story.tables.itemsOf('loyalty', `MEMBER#${memberId}`, 'L#')).map(({ reason, ruleIds, amount }) => [
    reason,
    ruleIds,
    amount,
  ]);

describe('a beacon zone', () => {
  it('that is heard in the middle of a visit pays by the rule that names it, once, and another by its own', async () => {
    await story.comes('mem_zones');
    const all = await told('mem_zones', [{}, {}, near(1), near(1), near(1, 2), near(3)]);

    expect(all).toEqual([
      ['ENTERED', null],
      ['ZONE_REACHED', 'entrance', 10],
      ['ZONE_REACHED', 'fitting-room', 15],
      // Nobody pays for the till.
      ['ZONE_REACHED', 'till', null],
    ]);
    expect(await ledgerOf('mem_zones')).toEqual([
      ['BEACON_ZONE', ['rul_entrance'], 10],
      ['BEACON_ZONE', ['rul_fitting'], 15],
    ]);
  });

  it('that is heard on the way in pays with the arrival', async () => {
    await story.comes('mem_way_in');

    expect(await told('mem_way_in', [near(1), {}])).toEqual([['ENTERED', 'entrance', 10]]);
  });

  it('too far away to be sure pays nothing', async () => {
    await story.comes('mem_weak');
    const beacons = [{ uuid: UUID, major: 1, minor: 1, rssiDbm: -76 }];

    expect(await told('mem_weak', [{}, {}, { beacons }])).toEqual([['ENTERED', null]]);
  });

  it('pays again neither in the next visit of the day, nor for a return, and says so', async () => {
    await story.comes('mem_again');
    await told('mem_again', [near(2), near(2)]);
    for (let away = 0; away < 3; away += 1) {
      story.go(60);
      await story.position('mem_again', { at: { lat: 45.469, lng: 9.19 } });
    }
    const back = await told('mem_again', [near(2), near(2)]);
    story.go(45 * 60);
    const next = await told('mem_again', [near(2), near(2)]);

    expect(back).toEqual([['ENTERED', null]]);
    expect(next).toEqual([
      ['EXITED', null],
      ['ENTERED', 'fitting-room', 'CAP_REACHED'],
    ]);
    expect(await ledgerOf('mem_again')).toHaveLength(1);
  });

  it('that two phones and a retry hear at once pays once', async () => {
    const members = Array.from({ length: 60 }, (_, index) => `mem_two_${index}`);
    for (const member of members) await story.comes(member);
    for (let fix = 0; fix < 2; fix += 1) {
      story.go(15);
      await Promise.all(members.map((member) => story.position(member)));
    }
    story.go(15);
    await Promise.all(
      members.map(async (member) => {
        const one = story.inputAt(near(1));
        const other = story.inputAt(near(1));
        await Promise.all([story.report(member, one), story.report(member, one), story.report(member, other)]);
      }),
    );

    for (const member of members) {
      expect(await ledgerOf(member)).toEqual([['BEACON_ZONE', ['rul_entrance'], 10]]);
      expect(await story.tables.itemsOf('loyalty', `MEMBER#${member}`, 'CAP#')).toMatchObject([{ count: 1 }]);
    }
  }, 60_000);
});
