/**
 * The only home of the Content table's key shapes and index names (access patterns C1 to C7, W7 to W9).
 *
 * Legal in APPSYNC_JS too: AppSync reads the table itself, with these same functions.
 */

/** Public feeds by type, and by tag. Its projection is ALL, so only small items carry its keys. */
export const FEED_INDEX = 'GSI1';

/** Every card of a language, and what is due. */
export const ALL_INDEX = 'GSI2';

export const DOCUMENT_SK = 'DOC';
export const CARD_SK = 'CARD';
export const PAGE_SK = 'PAGE';
export const HEAD_SK = 'HEAD';
export const SLUG_SK = 'SLUG';
export const IDEMPOTENCY_SK = 'IDEM';
export const PLACE_CARDS_SK = 'EXPERIENCE';
export const TAG_PREFIX = 'TAG#';
export const VERSION_PREFIX = 'V#';

/** Of all contents that wait for the clock: one partition, so that what an outage left over is found by one Query. */
export const DUE_PK = 'DUE';

/** Copies of what everybody reads, each on a partition of its own; a reader takes any. */
export const REPLICAS = [0, 1, 2, 3];

/** @param draw in [0, 1), made outside */
export function replicaOf(draw: number): number {
  return Math.floor(draw * REPLICAS.length);
}

export function publishedPk(locale: string, contentId: string, replica: number): string {
  return `PUB#${locale}#${contentId}#r${replica}`;
}

/** The copy of a card that a tag's index carries; it stands beside the card. */
export function tagSk(tag: string): string {
  return `${TAG_PREFIX}${tag}`;
}

/** The materialised first page. */
export function feedPagePk(type: string, locale: string, replica: number): string {
  return `FEED#${type}#${locale}#r${replica}`;
}

/** A partition of the feed index: what is open to everybody. */
export function feedPk(type: string, locale: string): string {
  return `FEED#${type}#${locale}`;
}

/** A partition of the feed index: what has the tag, for whomever. */
export function tagPk(tag: string, locale: string): string {
  return `TAG#${tag}#${locale}`;
}

/** A partition of the other index: what is published, for whomever. */
export function allPk(locale: string): string {
  return `ALL#${locale}`;
}

/** @param at in UTC with milliseconds, so that text order is time order; the id settles ties */
export function timeSk(at: string, contentId: string): string {
  return `${at}#${contentId}`;
}

/** What is bound to a place: one document for readers, and beside it a note for each card. */
export function placePk(placeId: string, locale: string): string {
  return `PLACE#${placeId}#${locale}`;
}

export const PLACE_NOTE_PREFIX = 'AT#';

export function placeNoteSk(contentId: string): string {
  return `${PLACE_NOTE_PREFIX}${contentId}`;
}

export function contentPk(contentId: string): string {
  return `CONTENT#${contentId}`;
}

/** Six digits, so that text order is the versions' order. */
export function versionPrefix(version: number): string {
  return `${VERSION_PREFIX}${`000000${version}`.slice(-6)}#`;
}

export function settingsSk(version: number): string {
  return `${versionPrefix(version)}SETTINGS`;
}

export function textSk(version: number, locale: string): string {
  return `${versionPrefix(version)}${locale}`;
}

export function slugPk(slug: string): string {
  return `SLUG#${slug}`;
}

/** Who embeds the card of this content. */
export function embeddersPk(contentId: string): string {
  return `EMBEDDED#${contentId}`;
}

export function idempotencyPk(recordId: string): string {
  return `IDEM#${recordId}`;
}

/** Impressions of a content: a counter an hour, variant and kind, in a few shards. */
export function metricPk(contentId: string): string {
  return `METRIC#${contentId}`;
}

/** @param hour `yyyy-mm-ddThh` */
export function metricSk(hour: string, variant: string, kind: string, shard: number): string {
  return `${hour}#${variant}#${kind}#S${shard}`;
}

/** Says that an event has been counted. */
export function countedPk(eventId: string): string {
  return `COUNTED#${eventId}`;
}

export const COUNTED_SK = 'COUNTED';

/** Where the Loyalty table keeps what targeting asks of a member; a test holds these equal to that table's own. */
export function memberPk(memberId: string): string {
  return `MEMBER#${memberId}`;
}

export const MEMBER_PROFILE_SK = 'A#PROFILE';
export const MEMBER_TIER_SK = 'A#TIER';
export const MEMBER_PROFILING_SK = 'A#CONSENT#PROFILING';

/** What the API's environment calls the two tables that one read may span. */
export const CONTENT_TABLE_VARIABLE = 'CONTENT_TABLE';
export const LOYALTY_TABLE_VARIABLE = 'LOYALTY_TABLE';
