/** Turns a head and its versions into documents: everything that a read would have to decide is decided here, once. */
import type { ContentCard, ContentType, Locale } from '../../../schema/generated/types.ts';
import type { ContentHead, ContentVersion, FeedCard, FeedPage, PublishedDocument, Targeting } from './content.ts';

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

export const isTargeted = (targeting: Targeting): boolean =>
  (targeting.minTierRank ?? 0) > 0 || (targeting.segments ?? []).length > 0;

/**
 * One document a language, from the published version.
 * @param versions of this content, in any order; other version numbers are ignored
 * @returns nothing for a head that has no published version
 */
export function publishedDocuments(
  head: ContentHead,
  versions: readonly ContentVersion[],
  publishedAt: string,
): readonly PublishedDocument[] {
  if (head.status !== 'PUBLISHED' || head.publishedVersion === null) return [];
  const version = head.publishedVersion;
  const texts = versions.filter((each) => each.contentId === head.id && each.version === version);
  return LOCALES.flatMap((requestedLocale) => {
    const resolved = resolveLocale(
      texts.map((each) => each.locale),
      requestedLocale,
    );
    const text = texts.find((each) => each.locale === resolved);
    return text === undefined ? [] : [documentOf(head, text, requestedLocale, publishedAt)];
  });
}

function documentOf(
  head: ContentHead,
  text: ContentVersion,
  requestedLocale: Locale,
  publishedAt: string,
): PublishedDocument {
  const { title, summary, body, image, version } = text;
  return {
    id: head.id,
    type: head.type,
    slug: head.slug,
    title,
    summary,
    body,
    image,
    tags: head.tags,
    requestedLocale,
    resolvedLocale: text.locale,
    version,
    visibleFrom: head.visibleFrom,
    visibleTo: head.visibleTo,
    publishedAt,
    related: [],
    places: head.placeIds,
    priority: head.priority,
    isTargeted: isTargeted(head.targeting),
  };
}

export function toFeedCard(document: PublishedDocument): FeedCard {
  const { visibleFrom, visibleTo } = document;
  return { ...toCard(document), visibleFrom, visibleTo };
}

function toCard({
  id,
  type,
  title,
  summary,
  image,
  resolvedLocale,
  priority,
  publishedAt,
}: PublishedDocument): ContentCard {
  return { id, type, title, summary, image, resolvedLocale, priority, publishedAt };
}

/**
 * Embeds the cards of related contents, so that a detail view is one read.
 *
 * Only what everybody may see, always, is embedded: a card copied into a public document is not checked again.
 * @param inSameLocale documents of that language by content id
 */
export function withRelated(
  document: PublishedDocument,
  relatedIds: readonly string[],
  inSameLocale: ReadonlyMap<string, PublishedDocument>,
): PublishedDocument {
  const related = relatedIds
    .flatMap((id) => inSameLocale.get(id) ?? [])
    .filter(
      (each) => each.id !== document.id && !each.isTargeted && each.visibleFrom === null && each.visibleTo === null,
    )
    .slice(0, MAX_RELATED)
    .map(toCard);
  return { ...document, related };
}

/** @param documents of one type and language; targeted ones never reach a public feed */
export function feedPage(type: ContentType, locale: Locale, documents: readonly PublishedDocument[]): FeedPage {
  const cards = documents.filter((each) => !each.isTargeted).map(toFeedCard);
  const newestFirst = [...cards].sort((a, b) => (feedOrder(a) < feedOrder(b) ? 1 : -1));
  return {
    type,
    locale,
    cards: newestFirst.slice(0, FEED_PAGE_CARDS),
    hasMore: newestFirst.length > FEED_PAGE_CARDS,
  };
}

const feedOrder = ({ publishedAt, id }: FeedCard): string => `${publishedAt}#${id}`;
