/** Model state to table items. Pure: the store and the demo data build the same ones. A null is left out; whoever reads it gets null. */
import type {
  ContentHead,
  ContentVersion,
  FeedCard,
  FeedPage,
  PublishedDocument,
  RelatedCard,
} from '../model/content.ts';
import { sha256 } from '../../shared/lambda/digest.ts';
import type { IdempotencyRecord } from '../model/idempotency.ts';
import type { Impression } from '../model/impressions.ts';
import * as keys from '../model/keys.ts';
import { toFeedCard } from '../model/publish.ts';
import { isTargeted } from '../model/targeting.ts';
import { dueAt } from '../model/transitionContent.ts';

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export type Item = Key & Readonly<Record<string, unknown>>;

export const withoutNulls = (attributes: object): object =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

const item = (key: Key, attributes: object): Item => ({ ...key, ...withoutNulls(attributes) });

/** Longer than any client retries. */
const IDEMPOTENCY_KEPT_S = 30 * 86_400;

export const headKey = (contentId: string): Key => ({ pk: keys.contentPk(contentId), sk: keys.HEAD_SK });

/** What waits for the clock is in the index, at its time. */
export function headItem(head: ContentHead): Item {
  const due = dueAt(head);
  const index = due === null ? {} : { gsi2pk: keys.DUE_PK, gsi2sk: keys.timeSk(due, head.id) };
  return item(headKey(head.id), { ...head, settings: withoutNulls(head.settings), ...index });
}

/** One item for the settings, and one for each language: a preview reads no more than it shows. */
export function versionItems({
  contentId,
  version,
  settings,
  texts,
  author,
  createdAt,
}: ContentVersion): readonly Item[] {
  const pk = keys.contentPk(contentId);
  return [
    item(
      { pk, sk: keys.settingsSk(version) },
      { contentId, version, settings: withoutNulls(settings), author, createdAt },
    ),
    ...texts.map((text) => item({ pk, sk: keys.textSk(version, text.locale) }, { ...text, contentId, version })),
  ];
}

export const slugKey = (slug: string): Key => ({ pk: keys.slugPk(slug), sk: keys.SLUG_SK });

export const slugItem = (slug: string, contentId: string): Item => item(slugKey(slug), { contentId });

export const relatedAttribute = (related: readonly RelatedCard[]): readonly object[] => related.map(withoutNulls);

/** The places of a document's copies. */
export const documentKeys = (locale: string, contentId: string): readonly Key[] =>
  keys.REPLICAS.map((replica) => ({ pk: keys.publishedPk(locale, contentId, replica), sk: keys.DOCUMENT_SK }));

export const cardKey = (locale: string, contentId: string): Key => ({
  pk: keys.publishedPk(locale, contentId, 0),
  sk: keys.CARD_SK,
});

/**
 * A document's copies, the small card that indexes carry in its place (a page of bodies would cost ten times more), and a copy of
 * the card for each tag. A targeted document's card is in no feed of a type: those are public.
 * @param opensAt while its window has not begun: the card says so to those who would tell subscribers
 */
export function publishedItems(document: PublishedDocument, opensAt: string | null = null): readonly Item[] {
  const { requestedLocale, id, type, publishedAt, tags } = document;
  const related = relatedAttribute(document.related);
  const card = toFeedCard(document);
  const position = keys.timeSk(publishedAt, id);
  const feed = isTargeted(document.targeting) ? {} : { gsi1pk: keys.feedPk(type, requestedLocale), gsi1sk: position };
  const all = { gsi2pk: keys.allPk(requestedLocale), gsi2sk: position };
  const { pk, sk } = cardKey(requestedLocale, id);
  return [
    ...documentKeys(requestedLocale, id).map((key) => item(key, { ...document, related })),
    item(
      { pk, sk },
      { ...card, locale: requestedLocale, minTierRank: card.targeting.minTierRank ?? 0, opensAt, ...feed, ...all },
    ),
    ...tags.map((tag) =>
      item({ pk, sk: keys.tagSk(tag) }, { ...card, gsi1pk: keys.tagPk(tag, requestedLocale), gsi1sk: position }),
    ),
  ];
}

/** Tells, when a content changes, who shows its card. */
export const embedderItems = (contentId: string, relatedIds: readonly string[]): readonly Item[] =>
  relatedIds.map((related) => item({ pk: keys.embeddersPk(related), sk: contentId }, {}));

/** @param revision counts the page's changes; whoever read an older number has to read again */
export function feedPageItems({ type, locale, hasMore, cards }: FeedPage, revision = 0): readonly Item[] {
  const stored = cards.map(withoutNulls);
  return keys.REPLICAS.map((replica) =>
    item(
      { pk: keys.feedPagePk(type, locale, replica), sk: keys.PAGE_SK },
      { type, locale, cards: stored, hasMore, revision },
    ),
  );
}

export const placeCardsKey = (placeId: string, locale: string): Key => ({
  pk: keys.placePk(placeId, locale),
  sk: keys.PLACE_CARDS_SK,
});

/** @param revision as of a feed's page */
export const placeCardsItem = (placeId: string, locale: string, cards: readonly FeedCard[], revision = 0): Item =>
  item(placeCardsKey(placeId, locale), { placeId, locale, cards: cards.map(withoutNulls), revision });

/** Says that the card of this content is bound to the place: so the document can be made anew when another card goes. */
export const placeNoteItem = (placeId: string, locale: string, contentId: string): Item =>
  item({ pk: keys.placePk(placeId, locale), sk: keys.placeNoteSk(contentId) }, {});

/** @param nowMs from when on it is kept */
export function idempotencyItem(record: IdempotencyRecord, nowMs: number): Item {
  const ttl = Math.floor(nowMs / 1000) + IDEMPOTENCY_KEPT_S;
  return item({ pk: keys.idempotencyPk(record.id), sk: keys.IDEMPOTENCY_SK }, { ...record, ttl });
}

/** A counter bears some 40 transactions a second (domain 3.4). */
const IMPRESSION_SHARDS = 4;

const HOUR_CHARACTERS = 'yyyy-mm-ddThh'.length;

/** The same one however often the impression comes. */
const shardOf = (impressionId: string): number => (sha256(impressionId)[0] ?? 0) % IMPRESSION_SHARDS;

/** The counter that an impression belongs to. */
export function impressionKey({ id, contentId, variant, kind, at }: Impression, shard = shardOf(id)): Key {
  const hour = new Date(at).toISOString().slice(0, HOUR_CHARACTERS);
  return { pk: keys.metricPk(contentId), sk: keys.metricSk(hour, variant, kind, shard) };
}

export const impressionCountItem = (key: Key, count: number): Item => item(key, { count });
