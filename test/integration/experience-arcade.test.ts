/** A member inside many overlapping geofences: every report is one transaction that DynamoDB takes, and each is a step further. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ORTICA_LINO, type EarningRule } from '../../resolvers/loyalty/model/index.ts';
import { cellDocuments } from '../../resolvers/proximity/model/cells.ts';
import { MAX_PLACES } from '../../resolvers/proximity/model/track.ts';
import { cellItem } from '../../resolvers/proximity/store/items.ts';
import { endSilentVisits } from '../../resolvers/proximity/store/silent-visits.ts';
import { aStory, HERE, Story } from '../support/experience-story.ts';
import { aPlace } from '../unit/resolvers/proximity/places.ts';

const SHOPS = 90;

let story: Story;
beforeAll(async () => {
  story = await aStory();
  const shops = Array.from({ length: SHOPS }, (_, index) => aPlace(index, { ...HERE, lat: HERE.lat + index * 1e-6 }));
  await story.tables.put('proximity', cellDocuments(shops).map(cellItem));
}, 60_000);
afterAll(() => story.tables.stop());

const visitsOf = (memberId: string) => story.tables.itemsOf('proximity', `MEMBER#${memberId}`, 'V#');

async function stroll(memberId: string, fixes: number): Promise<readonly string[]> {
  const types: string[] = [];
  for (let fix = 0; fix < fixes; fix += 1) {
    story.go(20);
    const { events, userErrors } = await story.position(memberId);
    expect(userErrors).toEqual([]);
    types.push(...events.map(({ type }) => type));
  }
  return types;
}

describe(`a member inside ${SHOPS} fences at once`, () => {
  it('comes to the nearest of them, stays, is paid once, and is gone from all when silence ends the visits', async () => {
    await story.comes('mem_arcade');
    const types = await stroll('mem_arcade', 16);
    const ledger = await story.tables.itemsOf('loyalty', 'MEMBER#mem_arcade', 'L#');
    const store = { ...story.tables.store, tableName: story.tables.store.proximityTable };
    story.go(45 * 60);

    expect(types.filter((type) => type === 'ENTERED')).toHaveLength(MAX_PLACES);
    expect(types.filter((type) => type === 'DWELLED')).toHaveLength(MAX_PLACES);
    expect(ledger).toMatchObject([{ reason: 'VISIT', amount: 20 }]);
    expect(await endSilentVisits(store, 'mem_arcade')).toBe(MAX_PLACES);
    expect((await visitsOf('mem_arcade')).every((visit) => 'exitedAt' in visit)).toBe(true);
  });

  it('is paid what one transaction holds when four rules pay each stay, and told what was not', async () => {
    const rules = [1, 2, 3, 4].map((number): EarningRule => {
      const open = { conditions: {}, validFrom: null, validTo: null, priority: number };
      return { id: `rul_${number}`, trigger: 'VISIT', bonusPoints: 1, cap: { times: 90, per: 'DAY' }, ...open };
    });
    const { tables } = story;
    const generous = { ...tables, store: { ...tables.store, program: { ...ORTICA_LINO, rules } } };
    const told = new Story(generous, story.nowMs + 60_000);
    await told.comes('mem_generous');
    const amounts: number[] = [];
    for (let fix = 0; fix < 16; fix += 1) {
      told.go(20);
      const { events, userErrors, account } = await told.position('mem_generous');
      expect(userErrors).toEqual([]);
      if (events.some(({ type }) => type === 'DWELLED')) amounts.push(account?.available ?? 0);
    }
    story.go((told.nowMs - story.nowMs) / 1000);

    expect(amounts).toEqual([15, 30, 45, 57]);
    expect(await story.tables.itemsOf('loyalty', 'MEMBER#mem_generous', 'CAP#')).toHaveLength(4);
  });

  it('may take the consent back however much is stored, by reports and by presences from before there was a bound', async () => {
    const memberId = 'mem_arcade_much';
    const pk = `MEMBER#${memberId}`;
    await story.comes(memberId);
    await stroll(memberId, 3);
    const [presence] = await story.tables.itemsOf('proximity', pk, 'PRES#P#');
    const [visit] = await story.tables.itemsOf('proximity', pk, 'V#');
    const numbers = Array.from({ length: 95 }, (_, index) => index);
    const ids = numbers.map((index) => ({ placeId: `plc_old_${index}`, visitId: `vis_old_${index}` }));
    await story.tables.put('proximity', [
      ...ids.map(({ placeId, visitId }) => ({ ...presence, pk, sk: `PRES#P#${placeId}`, placeId, visitId })),
      ...ids.map(({ placeId, visitId }) => ({ ...visit, pk, sk: `V#${visitId}`, placeId, id: visitId })),
      ...Array.from({ length: 330 }, (_, index) => ({ pk, sk: `REP#rep_${index}`, fingerprint: 'f', events: [] })),
    ]);
    const { userErrors } = await story.agree(memberId, false);
    const left = (await story.tables.all('proximity')).filter((item) => item.pk === pk);

    expect(userErrors).toEqual([]);
    expect(new Set(left.map(({ sk }) => sk.split('#')[0]))).toEqual(new Set(['PRES', 'V']));
    expect(left.filter(({ sk }) => sk.startsWith('PRES#'))).toMatchObject([{ sk: 'PRES#FIX', isWithdrawn: true }]);
    expect(left.filter(({ sk }) => sk.startsWith('V#')).every((each) => 'exitedAt' in each)).toBe(true);
  });

  it('may take the consent back', async () => {
    await story.comes('mem_arcade_leaves');
    await stroll('mem_arcade_leaves', 4);
    const { userErrors } = await story.agree('mem_arcade_leaves', false);

    expect(userErrors).toEqual([]);
    expect(await story.tables.itemsOf('proximity', 'MEMBER#mem_arcade_leaves', 'PRES#P#')).toEqual([]);
    expect((await visitsOf('mem_arcade_leaves')).every((visit) => 'exitedAt' in visit)).toBe(true);
  });
});
