/** Published documents, cards and feed pages to table items. Pure: publishing and the demo data build the same ones. A null is left out. */
import type { FeedPage, PublishedDocument } from '../model/content.ts';
import * as keys from '../model/keys.ts';
import { toFeedCard } from '../model/publish.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

const withoutNulls = (attributes: object): object =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

const item = (key: Key, attributes: object): Item => ({ ...key, ...withoutNulls(attributes) });

/**
 * A document's copies, and the small card that the feed's index carries in its place: a page of bodies would cost ten times more.
 * Targeted documents have no card: the feed is public.
 */
export function publishedItems(document: PublishedDocument): readonly Item[] {
  const { requestedLocale, id, type, publishedAt } = document;
  const related = document.related.map(withoutNulls);
  const copies = keys.REPLICAS.map((replica) =>
    item({ pk: keys.publishedPk(requestedLocale, id, replica), sk: keys.DOCUMENT_SK }, { ...document, related }),
  );
  if (document.isTargeted) return copies;
  const index = { gsi1pk: keys.feedPk(type, requestedLocale), gsi1sk: keys.feedSk(publishedAt, id) };
  const key = { pk: keys.publishedPk(requestedLocale, id, 0), sk: keys.CARD_SK };
  return [...copies, item(key, { ...toFeedCard(document), ...index })];
}

export function feedPageItems(page: FeedPage): readonly Item[] {
  const { type, locale, hasMore } = page;
  const cards = page.cards.map(withoutNulls);
  return keys.REPLICAS.map((replica) =>
    item({ pk: keys.feedPagePk(type, locale, replica), sk: keys.PAGE_SK }, { type, locale, cards, hasMore }),
  );
}
