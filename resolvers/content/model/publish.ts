/** Turns a version into documents: everything that a read would have to decide, and can be decided before, is decided here, once. */
import type { ContentType, Locale } from '../../../schema/generated/types.ts';
import type {
  ContentVersion,
  DocumentVariant,
  Experiment,
  FeedCard,
  FeedPage,
  PublishedDocument,
  RelatedCard,
  VersionText,
} from './content.ts';
import { timeSk } from './keys.ts';
import { isTargeted } from './targeting.ts';

/** Languages in which documents exist, whether or not a translation does. */
export const LOCALES: readonly Locale[] = ['it', 'en'];

export const DEFAULT_LOCALE: Locale = 'it';

export const MAX_RELATED = 5;

/** Cards in a materialised page: the default size of a page, so most first reads need nothing else. */
export const FEED_PAGE_CARDS = 20;

/**
 * The language that a reader gets: the one asked for, then its base language, then Italian.
 * @returns null when no step of the chain has a text: the content does not exist in that language
 */
export function resolveLocale(available: readonly Locale[], requested: string): Locale | null {
  const base = requested.split('-')[0] ?? requested;
  return [requested, base, DEFAULT_LOCALE].flatMap((step) => available.find((each) => each === step) ?? [])[0] ?? null;
}

/** What a document is made with. */
export interface Dates {
  readonly publishedAt: string;
  /** When the clock takes it back: readers are turned away at that instant, however late the clock's work is done. */
  readonly unpublishAt: string | null;
}

/** How a version is shown. */
export interface Publication extends Dates {
  /** When its window begins and subscribers are told; null once they were. */
  readonly opensAt: string | null;
}

/** One document a language; cards of related contents are embedded later, by `withRelated`. */
export function publishedDocuments(version: ContentVersion, publication: Dates): readonly PublishedDocument[] {
  return LOCALES.flatMap((requested) => documentIn(version, publication, requested) ?? []);
}

/** @returns null when the content does not exist in that language */
export function documentIn(
  version: ContentVersion,
  publication: Dates,
  requestedLocale: Locale,
): PublishedDocument | null {
  const resolved = resolveLocale(
    version.texts.map((each) => each.locale),
    requestedLocale,
  );
  const text = version.texts.find((each) => each.locale === resolved);
  return text === undefined ? null : documentOf(version, text, requestedLocale, publication);
}

function documentOf(
  { contentId, version, settings }: ContentVersion,
  text: VersionText,
  requestedLocale: Locale,
  { publishedAt, unpublishAt }: Dates,
): PublishedDocument {
  const { title, summary, body, image } = text;
  const { type, slug, tags, placeIds, relatedIds, targeting, priority, visibleFrom, experiment } = settings;
  return {
    id: contentId,
    type,
    slug,
    title,
    summary,
    body,
    image,
    tags,
    requestedLocale,
    resolvedLocale: text.locale,
    version,
    visibleFrom,
    visibleTo: earlier(settings.visibleTo, unpublishAt),
    publishedAt,
    related: [],
    relatedIds,
    places: placeIds,
    priority,
    targeting,
    experiment: experiment?.key ?? null,
    variants: experiment === null ? [] : variantsIn(experiment, text.locale),
  };
}

/** Of two ends; null is no end. */
export const earlier = (a: string | null, b: string | null): string | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;

/** Shares become ends of ranges of buckets; a variant without words of its own in that language still has its readers. */
function variantsIn({ variants }: Experiment, locale: Locale): readonly DocumentVariant[] {
  let upTo = 0;
  return variants.map(({ key, share, texts }) => {
    upTo += share;
    const { locale: _locale, ...words } = texts.find((each) => each.locale === locale) ?? { locale };
    return { key, upTo, ...words };
  });
}

export function toFeedCard(document: PublishedDocument): FeedCard {
  const { version, places, targeting, experiment, variants } = document;
  return { ...toRelatedCard(document), version, places, targeting, experiment, variants };
}

/** A card within another document is never part of an experiment: it is written once for all readers. */
export function toRelatedCard(card: RelatedCard): RelatedCard {
  const { id, type, title, summary, image, resolvedLocale, priority, publishedAt, visibleFrom, visibleTo } = card;
  return { id, type, title, summary, image, resolvedLocale, priority, publishedAt, visibleFrom, visibleTo };
}

/**
 * Embeds the cards of related contents, so that a detail view is one read.
 *
 * Only what is open to everybody is embedded; windows are looked at when it is read.
 * @param published cards of the document's language by content id
 */
export function withRelated(document: PublishedDocument, published: ReadonlyMap<string, FeedCard>): PublishedDocument {
  return { ...document, related: relatedCards(document, [...published.values()]) };
}

/** In the order that the editor gave; a content never embeds itself. Legal in APPSYNC_JS. */
export function relatedCards(
  { id, relatedIds }: Pick<PublishedDocument, 'id' | 'relatedIds'>,
  published: readonly FeedCard[],
): readonly RelatedCard[] {
  return relatedIds
    .flatMap((each) => published.find((card) => card.id === each) ?? [])
    .filter((card) => card.id !== id && !isTargeted(card.targeting))
    .slice(0, MAX_RELATED)
    .map((card) => toRelatedCard(card));
}

/** @param cards of one type and language; targeted ones never reach a public feed */
export function feedPage(type: ContentType, locale: Locale, cards: readonly FeedCard[]): FeedPage {
  const open = cards.filter((each) => !isTargeted(each.targeting));
  const newestFirst = [...open].sort((a, b) => (timeSk(a.publishedAt, a.id) < timeSk(b.publishedAt, b.id) ? 1 : -1));
  return {
    type,
    locale,
    cards: newestFirst.slice(0, FEED_PAGE_CARDS),
    hasMore: newestFirst.length > FEED_PAGE_CARDS,
  };
}
