/**
 * `nearbyExperience` as places, cards and rewards grow ×10 and ×100: the handler's own function over three tables of DynamoDB Local,
 * members asking around Milan. Calls are those that the SDK sends; read units are those that DynamoDB Local answers with.
 * Run: `npm run bench:nearby`.
 */
import { dice } from '../demo/random.ts';
import type { FeedCard } from '../resolvers/content/model/content.ts';
import { boundPlaces, placeCards } from '../resolvers/content/model/place-cards.ts';
import { documentIn, toFeedCard } from '../resolvers/content/model/publish.ts';
import { placeCardsItem, placeNoteItem, publishedItems } from '../resolvers/content/store/items.ts';
import { answer } from '../resolvers/experience/lambda/Query.nearbyExperience.ts';
import { cellDocuments } from '../resolvers/proximity/model/cells.ts';
import { cellItem } from '../resolvers/proximity/store/items.ts';
import { meteredCalls } from '../test/support/metered-calls.ts';
import { experienceTables, type ExperienceTables, type Item } from '../test/support/experience-tables.ts';
import { aStoredMember, itemsOfMember, itemsOfReward } from '../test/support/loyalty-table.ts';
import { aVersion, settings } from '../test/unit/resolvers/content/drafts.ts';
import { aPlace } from '../test/unit/resolvers/proximity/places.ts';

const QUESTIONS = 200;
const NOW = Date.UTC(2026, 10, 21, 11, 0, 0);
const AS = { claims: { 'custom:member_id': 'mem_asks' } };

/** The size of the demo data (domain 7). */
const PLACES = 30;
const CARDS = 200;
const REWARDS = 20;

const WEEK = Object.fromEntries(
  ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, [['10:00', '19:30']]]),
);
const SUMMARY = 'Filato a mano in due giorni, con la lana che resta morbida. '.repeat(3);

const chance = dice('bench nearby');
const point = () => ({ lat: 45.47 + chance.normal() * 0.054, lng: 9.19 + chance.normal() * 0.077 });

/** Two of three cards are bound to a place, some to several. */
function contentOf(index: number, placeIds: readonly string[]) {
  const bound = index % 3 === 0 ? [] : Array.from({ length: 1 + (index % 2) }, () => chance.pick(placeIds));
  const texts = [{ locale: 'it' as const, title: `Lana ${index}`, summary: SUMMARY, body: SUMMARY, image: null }];
  const version = aVersion({
    contentId: `cnt_01K${String(index).padStart(23, '0')}`,
    settings: settings({
      placeIds: bound,
      priority: index % 100,
      targeting: index % 4 === 0 ? { minTierRank: 1 } : {},
    }),
    texts,
  });
  const publication = { publishedAt: new Date(NOW - index * 60_000).toISOString(), unpublishAt: null };
  return documentIn(version, publication, 'it');
}

function contentItems(count: number, placeIds: readonly string[]): readonly Item[] {
  const documents = Array.from({ length: count }, (_, index) => contentOf(index, placeIds) ?? []).flat();
  const byPlace = new Map<string, FeedCard[]>();
  for (const card of documents.map(toFeedCard)) {
    for (const placeId of boundPlaces(card)) byPlace.set(placeId, [...(byPlace.get(placeId) ?? []), card]);
  }
  const now = new Date(NOW).toISOString();
  return [
    ...documents.flatMap((each) => publishedItems(each).filter(({ sk }) => sk === 'CARD')),
    ...[...byPlace].flatMap(([placeId, cards]) => [
      placeCardsItem(placeId, 'it', placeCards(cards, placeId, now)),
      ...cards.map(({ id }) => placeNoteItem(placeId, 'it', id)),
    ]),
  ];
}

async function fill(tables: ExperienceTables, times: number): Promise<void> {
  const places = Array.from({ length: PLACES * times }, (_, index) => aPlace(index, point(), { openingHours: WEEK }));
  const ids = places.map(({ id }) => id);
  await tables.put('proximity', cellDocuments(places).map(cellItem));
  await tables.put('content', contentItems(CARDS * times, ids));
  const rewards = Array.from({ length: REWARDS * times }, (_, index) =>
    itemsOfReward(`rwd_${index}`, {
      costPoints: 20 + (index % 60) * 10,
      placeIds: index % 2 === 0 ? null : [chance.pick(ids)],
    }),
  );
  await tables.put('loyalty', [...itemsOfMember(aStoredMember('mem_asks', 400)), ...rewards.flat()]);
}

const mean = (all: readonly number[]): string => (all.reduce((sum, each) => sum + each, 0) / all.length).toFixed(1);
const text = (all: readonly number[]): string => `${mean(all)} / ${Math.max(...all)}`;

async function measure(times: number): Promise<string> {
  const tables = await experienceTables();
  try {
    tables.setNow(NOW);
    await fill(tables, times);
    const meter = meteredCalls(tables.store.client);
    const [calls, units, places, shown]: number[][] = [[], [], [], []];
    for (let question = 0; question < QUESTIONS; question += 1) {
      meter.reset();
      const found = await answer({ arguments: { at: point() }, identity: AS }, tables.store);
      calls?.push(meter.calls());
      units?.push(meter.readUnits());
      places?.push(found.places.length);
      shown?.push(found.places.reduce((sum, { content }) => sum + content.length, 0));
    }
    const columns = [calls, units, places, shown].map((each) => text(each ?? []));
    return `| ×${times} | ${PLACES * times} | ${CARDS * times} | ${REWARDS * times} | ${columns.join(' | ')} |`;
  } finally {
    await tables.stop();
  }
}

async function main(): Promise<void> {
  console.log(`${QUESTIONS} questions, 2 km, 20 places at most; average / highest\n`);
  console.log('| data | places | cards | rewards | DynamoDB calls | read units | places found | cards shown |');
  console.log('| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const times of [1, 10, 100]) console.log(await measure(times));
}

await main();
