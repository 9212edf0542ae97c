/**
 * The only home of the Content table's key shapes and index names (access patterns C1, C3, C4).
 *
 * Legal in APPSYNC_JS too: AppSync reads the table itself, with these same functions.
 */

/** Feeds by type and language, newest last. Its projection is ALL, so only small items carry its keys. */
export const FEED_INDEX = 'GSI1';

export const DOCUMENT_SK = 'DOC';
export const CARD_SK = 'CARD';
export const PAGE_SK = 'PAGE';

/** Copies of what everybody reads, each on a partition of its own; a reader takes any. */
export const REPLICAS = [0, 1, 2, 3];

/** @param draw in [0, 1), made outside */
export function replicaOf(draw: number): number {
  return Math.floor(draw * REPLICAS.length);
}

export function publishedPk(locale: string, contentId: string, replica: number): string {
  return `PUB#${locale}#${contentId}#r${replica}`;
}

/** The materialised first page. */
export function feedPagePk(type: string, locale: string, replica: number): string {
  return `FEED#${type}#${locale}#r${replica}`;
}

/** The partition of the index. */
export function feedPk(type: string, locale: string): string {
  return `FEED#${type}#${locale}`;
}

/** @param publishedAt in UTC with milliseconds, so that text order is time order; the id settles ties */
export function feedSk(publishedAt: string, contentId: string): string {
  return `${publishedAt}#${contentId}`;
}
