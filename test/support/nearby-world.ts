/**
 * Tables for `nearbyExperience` that grow while every answer stays as large: around the middle of the city there are always more places than
 * an answer holds, each with as many cards, and more rewards in reach than are read.
 */
import { dice } from '../../demo/random.ts';
import type { FeedCard } from '../../resolvers/content/model/content.ts';
import { placeCards } from '../../resolvers/content/model/place-cards.ts';
import { documentIn, toFeedCard } from '../../resolvers/content/model/publish.ts';
import { placeCardsItem, placeNoteItem, publishedItems } from '../../resolvers/content/store/items.ts';
import { cellDocuments } from '../../resolvers/proximity/model/cells.ts';
import { cellItem } from '../../resolvers/proximity/store/items.ts';
import { aVersion, settings } from '../unit/resolvers/content/drafts.ts';
import { aPlace } from '../unit/resolvers/proximity/places.ts';
import type { ExperienceTables, Item } from './experience-tables.ts';
import { aStoredMember, itemsOfMember, itemsOfReward } from './loyalty-table.ts';

export const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
export const ASKER = 'mem_asks';

/** At ×1. */
export const PLACES = 100;
export const REWARDS = 60;

const WEEK = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['10:00', '19:30']]]),
);
const SUMMARY = 'Filato a mano in due giorni, con la lana che resta morbida. '.repeat(3);

type Chance = ReturnType<typeof dice>;

/** Six kilometres of deviation, as domain 3.5 measured. */
const around = (chance: Chance, spread: number) => ({
  lat: 45.47 + chance.normal() * 0.054 * spread,
  lng: 9.19 + chance.normal() * 0.077 * spread,
});

/** Where members ask: near enough to the middle to have a full answer at every size. */
export const pointsToAsk = (count: number) => {
  const chance = dice('nearby questions');
  return Array.from({ length: count }, () => around(chance, 0.4));
};

function contentItems(placeIds: readonly string[], cardsEach: number): readonly Item[] {
  const now = new Date(NOW).toISOString();
  return placeIds.flatMap((placeId, place) => {
    const cards = Array.from({ length: cardsEach }, (_, card) => cardAt(placeId, place * cardsEach + card));
    return [
      ...cards.flatMap(({ stored }) => stored),
      placeCardsItem(
        placeId,
        'it',
        placeCards(
          cards.map(({ card }) => card),
          placeId,
          now,
        ),
      ),
      ...cards.map(({ card }) => placeNoteItem(placeId, 'it', card.id)),
    ];
  });
}

function cardAt(placeId: string, index: number): { readonly card: FeedCard; readonly stored: readonly Item[] } {
  const texts = [{ locale: 'it' as const, title: `Lana ${index}`, summary: SUMMARY, body: SUMMARY, image: null }];
  const contentId = `cnt_01K${String(index).padStart(23, '0')}`;
  const version = aVersion({ contentId, settings: settings({ placeIds: [placeId], priority: index % 100 }), texts });
  const publishedAt = new Date(NOW - index * 1000).toISOString();
  const document = documentIn(version, { publishedAt, unpublishAt: null }, 'it');
  if (document === null) throw new Error('A card in Italian has a document in Italian.');
  return { card: toFeedCard(document), stored: publishedItems(document).filter(({ sk }) => sk === 'CARD') };
}

export interface Grown {
  readonly places: number;
  readonly cards: number;
  readonly rewards: number;
}

/** @param times how often more of everything there is than at ×1 */
export async function fillNearby(tables: ExperienceTables, times: number, cardsEach: number): Promise<Grown> {
  const chance = dice(`nearby world ${times}`);
  const places = Array.from({ length: PLACES * times }, (_, index) =>
    aPlace(index, around(chance, 1), { openingHours: WEEK }),
  );
  const ids = places.map(({ id }) => id);
  const rewards = Array.from({ length: REWARDS * times }, (_, index) =>
    itemsOfReward(`rwd_${index}`, {
      costPoints: 20 + (index % 60) * 10,
      placeIds: index % 2 === 0 ? null : [chance.pick(ids)],
    }),
  );
  tables.setNow(NOW);
  await tables.put('proximity', cellDocuments(places).map(cellItem));
  await tables.put('content', contentItems(ids, cardsEach));
  await tables.put('loyalty', [...itemsOfMember(aStoredMember(ASKER, 400)), ...rewards.flat()]);
  return { places: places.length, cards: places.length * cardsEach, rewards: rewards.length };
}
