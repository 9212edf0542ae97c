/** Copies of cards, made anew from the cards themselves. */
import { isDeepStrictEqual } from 'node:util';
import { QueryCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ContentType, Locale } from '../../../schema/generated/types.ts';
import { retried, type RetryPolicy, type Try } from '../../shared/lambda/retries.ts';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import * as keys from '../model/keys.ts';
import { FEED_PAGE_CARDS, feedPage, relatedCards } from '../model/publish.ts';
import { documentKeys, feedPageItems, relatedAttribute, type Key } from './items.ts';
import type { Store } from './perform.ts';
import { readCards, readDocument, readFeedPage } from './read.ts';

const RETRY_POLICY: RetryPolicy = { attempts: 6, baseMs: 40 };

export interface ChangedFeed {
  readonly type: ContentType;
  readonly locale: Locale;
  /** The card that came, changed or went. */
  readonly changedId: string;
}

/**
 * Writes the first page of a feed anew.
 *
 * The index names candidates and may lag; so do the page and the change itself. Which of them are published, and how, is read
 * strongly. So no card that is there is lost, and none that is gone stays, whatever happens at the same time.
 * @throws Error when others kept writing the page: the record is delivered again
 */
export async function refreshFeedPage(store: Store, feed: ChangedFeed): Promise<void> {
  const outcome = await retried(RETRY_POLICY, store, () => tryPage(store, feed));
  if (outcome === null)
    throw new Error(`The page of ${feed.type} in ${feed.locale} was written by others, several times.`);
}

async function tryPage(store: Store, { type, locale, changedId }: ChangedFeed): Promise<Try<true>> {
  const [page, listed] = await Promise.all([readFeedPage(store, type, locale), newestIds(store, type, locale)]);
  const candidates = [...new Set([changedId, ...page.ids, ...listed])];
  const cards = await readCards(store, locale, candidates);
  const ofType = [...cards.values()].filter((card) => card.type === type);
  const fresh = feedPage(type, locale, ofType);
  // The index says whether there is more than can be seen from here: all of a full page's ids came from it.
  const hasMore = fresh.hasMore || listed.length > FEED_PAGE_CARDS;
  const items = feedPageItems({ ...fresh, hasMore }, page.revision + 1);
  const guard =
    page.revision === 0
      ? { ConditionExpression: 'attribute_not_exists(pk) OR attribute_not_exists(revision) OR revision = :none' }
      : { ConditionExpression: 'revision = :none' };
  const values = { ExpressionAttributeValues: { ':none': page.revision } };
  const puts = items.map((Item) => ({ Put: { TableName: store.tableName, Item, ...guard, ...values } }));
  return unlessConflict(() => store.client.send(new TransactWriteCommand({ TransactItems: puts })));
}

async function unlessConflict(send: () => Promise<unknown>): Promise<Try<true>> {
  try {
    await send();
    return { done: true, value: true };
  } catch (error) {
    if (isRetryable(error)) return { done: false };
    throw error;
  }
}

/** One more than a page holds. */
async function newestIds(store: Store, type: ContentType, locale: Locale): Promise<readonly string[]> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      IndexName: keys.FEED_INDEX,
      KeyConditionExpression: 'gsi1pk = :feed',
      ExpressionAttributeValues: { ':feed': keys.feedPk(type, locale) },
      ScanIndexForward: false,
      Limit: FEED_PAGE_CARDS + 1,
    }),
  );
  return (Items as { readonly id: string }[]).map((each) => each.id);
}

/** Writes the embedded cards of all documents that show this content. */
export async function refreshEmbedders(store: Store, locale: Locale, contentId: string): Promise<void> {
  const { Items = [] } = await store.client.send(
    new QueryCommand({
      TableName: store.tableName,
      ConsistentRead: true,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': keys.embeddersPk(contentId) },
    }),
  );
  for (const { sk } of Items as Key[]) await refreshRelated(store, locale, sk);
}

/**
 * Writes the embedded cards of one document, when they are not what is published now.
 *
 * The document's own record asks for it too: a card that went between the document's reads and its transaction had its record
 * projected before anybody knew of this embedder.
 */
export async function refreshRelated(store: Store, locale: Locale, contentId: string): Promise<void> {
  const document = await readDocument(store, locale, contentId);
  if (document === null || document.relatedIds.length === 0) return;
  const cards = await readCards(store, locale, document.relatedIds);
  const related = relatedAttribute(relatedCards(document, [...cards.values()]));
  if (isDeepStrictEqual(related, document.related)) return;
  // The copy that is compared comes last: whatever ends this early is mended by the next delivery.
  const [compared, ...others] = documentKeys(locale, contentId);
  const update = (key: Key): Promise<void> => updateRelated(store, key, document.version, related);
  await Promise.all(others.map(update));
  if (compared !== undefined) await update(compared);
}

/** A document that was published anew meanwhile has embedded the newest cards itself. */
async function updateRelated(store: Store, key: Key, version: number, related: readonly object[]): Promise<void> {
  try {
    await store.client.send(
      new UpdateCommand({
        TableName: store.tableName,
        Key: key,
        UpdateExpression: 'SET related = :related',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':related': related, ':version': version },
      }),
    );
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error;
  }
}
