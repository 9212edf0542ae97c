/** What is published at a place reaches `nearbyExperience` whatever its age: from the table's stream to the answer (C7). */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { marshal } from '../../demo/marshal.ts';
import { PLACE_CARDS } from '../../resolvers/content/model/place-cards.ts';
import type { PublishedDocument } from '../../resolvers/content/model/content.ts';
import { publishedItems } from '../../resolvers/content/store/items.ts';
import { project } from '../../resolvers/content/stream/projectContent.ts';
import { answer as nearby } from '../../resolvers/experience/lambda/Query.nearbyExperience.ts';
import { cellDocuments } from '../../resolvers/proximity/model/cells.ts';
import { cellItem } from '../../resolvers/proximity/store/items.ts';
import type { StreamRecord } from '../../resolvers/shared/lambda/stream-batch.ts';
import { experienceTables, type ExperienceTables, type Item } from '../support/experience-tables.ts';
import { aStoredMember, itemsOfMember } from '../support/loyalty-table.ts';
import { aDocument } from '../unit/resolvers/content/drafts.ts';
import { aPlace } from '../unit/resolvers/proximity/places.ts';

const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const MEMBER = 'mem_reads';
const HERE = { lat: 45.464, lng: 9.19 };
const PLACES = [aPlace(1, HERE), aPlace(2, { lat: 45.4642, lng: 9.191 })];
const [HOME = '', OTHER = ''] = PLACES.map(({ id }) => id);

let tables: ExperienceTables;
const contents = () => ({ ...tables.store, tableName: tables.store.contentTable });
const log = { info: () => undefined, error: () => undefined };

const cardOf = (document: PublishedDocument): Item => {
  const card = publishedItems(document).find(({ sk }) => sk === 'CARD');
  if (card === undefined) throw new Error('A document has a card.');
  return card;
};
const imageOf = (item: Item | null): object | undefined =>
  item === null ? undefined : Object.fromEntries(Object.entries(item).map(([name, value]) => [name, marshal(value)]));

/** As the stream tells of a card that came, changed or went. */
async function tell(...changes: readonly (readonly [before: Item | null, after: Item | null])[]): Promise<void> {
  const Records = changes.map(([before, after], index) => ({
    eventName: before === null ? 'INSERT' : after === null ? 'REMOVE' : 'MODIFY',
    dynamodb: {
      SequenceNumber: String(index),
      Keys: { sk: { S: 'CARD' } },
      OldImage: imageOf(before),
      NewImage: imageOf(after),
    },
  })) as unknown as StreamRecord[];
  expect(await project({ Records }, { store: contents(), log })).toEqual({ batchItemFailures: [] });
}

async function publish(...documents: readonly PublishedDocument[]): Promise<readonly Item[]> {
  const cards = documents.map(cardOf);
  await tables.put('content', cards);
  await tell(...cards.map((card) => [null, card] as const));
  return cards;
}

async function withdraw(card: Item): Promise<void> {
  await tables.remove('content', card);
  await tell([card, null]);
}

async function shownAt(placeId: string): Promise<readonly string[]> {
  const { places } = await nearby(
    { arguments: { at: HERE }, identity: { claims: { 'custom:member_id': MEMBER } } },
    tables.store,
  );
  return places.find(({ place }) => place.placeId === placeId)?.content.map(({ id }) => id) ?? [];
}

beforeAll(async () => {
  tables = await experienceTables();
  tables.setNow(NOW);
  await tables.put('proximity', cellDocuments(PLACES).map(cellItem));
  await tables.put('loyalty', itemsOfMember(aStoredMember(MEMBER, 100)));
}, 60_000);
afterAll(() => tables.stop());

describe('content of a place', () => {
  it('is found though two hundred newer cards are published elsewhere', async () => {
    const elsewhere = Array.from({ length: 200 }, (_, index) =>
      aDocument({ id: `cnt_new_${index}`, publishedAt: new Date(NOW - index * 60_000).toISOString() }),
    );
    await tables.put('content', elsewhere.map(cardOf));
    await publish(
      aDocument({ id: 'cnt_old', places: [HOME], publishedAt: '2019-03-01T08:00:00.000Z' }),
      aDocument({ id: 'cnt_there', targeting: { placeIds: [OTHER] }, publishedAt: '2020-03-01T08:00:00.000Z' }),
    );
    tables.sent.length = 0;

    expect(await shownAt(HOME)).toEqual(['cnt_old']);
    expect(tables.sent.length).toBeLessThanOrEqual(8);
    expect(await shownAt(OTHER)).toEqual(['cnt_there']);
  });

  it('goes when its card goes, moves when its card moves, and comes back', async () => {
    const [card] = await publish(aDocument({ id: 'cnt_moves', places: [HOME] }));
    const moved = cardOf(aDocument({ id: 'cnt_moves', places: [OTHER], version: 2 }));
    if (card === undefined) throw new Error('One card was published.');
    expect(await shownAt(HOME)).toContain('cnt_moves');
    await tables.put('content', [moved]);
    await tell([card, moved], [card, moved]);

    expect(await shownAt(HOME)).not.toContain('cnt_moves');
    expect(await shownAt(OTHER)).toContain('cnt_moves');
    await withdraw(moved);
    expect(await shownAt(OTHER)).not.toContain('cnt_moves');
    expect(await tables.itemsOf('content', `PLACE#${OTHER}#it`, 'AT#')).toMatchObject([{ sk: 'AT#cnt_there' }]);
  });

  it('is no card that this member may not see', async () => {
    await publish(
      aDocument({ id: 'cnt_tier', places: [HOME], targeting: { minTierRank: 3 }, priority: 90 }),
      aDocument({ id: 'cnt_later', places: [HOME], visibleFrom: '2027-01-01T00:00:00.000Z', priority: 90 }),
    );

    expect(await shownAt(HOME)).toEqual(['cnt_old']);
  });

  it('is what counts most, and what follows when that goes', async () => {
    const many = Array.from({ length: PLACE_CARDS + 2 }, (_, index) =>
      aDocument({ id: `cnt_many_${String(index).padStart(2, '0')}`, places: [OTHER], priority: 80 - index }),
    );
    const cards = await publish(...many);
    const first = (await shownAt(OTHER)).slice(0, 2);
    for (const card of cards.slice(0, PLACE_CARDS)) await withdraw(card);

    expect(first).toEqual(['cnt_many_00', 'cnt_many_01']);
    expect(await shownAt(OTHER)).toEqual(['cnt_many_12', 'cnt_many_13', 'cnt_there']);
  });
});
