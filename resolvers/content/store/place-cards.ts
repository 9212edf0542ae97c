/** The cards of a place as one document (C7): made anew from the cards themselves, and read for many places at once. */
import { BatchGetCommand, DeleteCommand, GetCommand, paginateQuery, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Locale } from '../../../schema/generated/types.ts';
import { retried, type RetryPolicy, type Try } from '../../shared/lambda/retries.ts';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import type { FeedCard } from '../model/content.ts';
import * as keys from '../model/keys.ts';
import { boundPlaces, placeCards } from '../model/place-cards.ts';
import { placeCardsItem, placeCardsKey, placeNoteItem, type Key } from './items.ts';
import type { Store } from './perform.ts';
import { cardOf, readCards, type Table } from './read.ts';

const RETRY_POLICY: RetryPolicy = { attempts: 6, baseMs: 40 };
const CARDS_A_READ = 100;
const MOST_READS = 3;

/**
 * Brings the notes and the documents of these places up to date with one card.
 *
 * Only the card's own records write its note, in their order; what is published is read strongly. So it may be told again.
 * @param placeIds where the card is, or was, bound
 * @throws Error when others kept writing a document: the record is delivered again
 */
export async function refreshPlaces(
  store: Store,
  locale: Locale,
  contentId: string,
  placeIds: readonly string[],
): Promise<void> {
  if (placeIds.length === 0) return;
  const card = (await readCards(store, locale, [contentId])).get(contentId);
  const bound = card === undefined ? [] : boundPlaces(card);
  for (const placeId of placeIds) {
    const Item = placeNoteItem(placeId, locale, contentId);
    const { pk, sk } = Item;
    const { tableName: TableName } = store;
    if (bound.includes(placeId)) await store.client.send(new PutCommand({ TableName, Item }));
    else await store.client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
    const outcome = await retried(RETRY_POLICY, store, () => tryDocument(store, locale, placeId));
    if (outcome === null)
      throw new Error(`The cards of ${placeId} in ${locale} were written by others, several times.`);
  }
}

async function tryDocument(store: Store, locale: Locale, placeId: string): Promise<Try<true>> {
  const { client, tableName } = store;
  const key = { TableName: tableName, Key: placeCardsKey(placeId, locale) };
  // The revision is read before the notes: whoever notes a card later than that writes the document later too.
  const found = await client.send(new GetCommand({ ...key, ConsistentRead: true }));
  const revision = (found.Item as { readonly revision: number } | undefined)?.revision ?? null;
  const ids = await notedIds(store, locale, placeId);
  const cards: FeedCard[] = [];
  for (let start = 0; start < ids.length; start += CARDS_A_READ) {
    cards.push(...(await readCards(store, locale, ids.slice(start, start + CARDS_A_READ))).values());
  }
  const chosen = placeCards(cards, placeId, new Date(store.clock.now()).toISOString());
  const put = { TableName: tableName, Item: placeCardsItem(placeId, locale, chosen, (revision ?? 0) + 1) };
  const guard =
    revision === null
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'revision = :read', ExpressionAttributeValues: { ':read': revision } };
  try {
    await client.send(new PutCommand({ ...put, ...guard }));
    return { done: true, value: true };
  } catch (error) {
    if (isRetryable(error)) return { done: false };
    throw error;
  }
}

async function notedIds({ client, tableName }: Table, locale: Locale, placeId: string): Promise<readonly string[]> {
  const query = {
    TableName: tableName,
    ConsistentRead: true,
    KeyConditionExpression: 'pk = :pk AND begins_with(sk, :notes)',
    ExpressionAttributeValues: { ':pk': keys.placePk(placeId, locale), ':notes': keys.PLACE_NOTE_PREFIX },
  };
  const ids: string[] = [];
  for await (const page of paginateQuery({ client }, query)) {
    ids.push(...((page.Items ?? []) as Key[]).map(({ sk }) => sk.slice(keys.PLACE_NOTE_PREFIX.length)));
  }
  return ids;
}

/**
 * The cards of up to 100 places: one BatchGetItem, eventually consistent.
 * @returns by place; a place without cards has none
 * @throws Error when DynamoDB leaves documents unread three times
 */
export async function readPlaceCards(
  { client, tableName }: Table,
  locale: Locale,
  placeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly FeedCard[]>> {
  const found = new Map<string, readonly FeedCard[]>();
  let left: Key[] = placeIds.map((placeId) => placeCardsKey(placeId, locale));
  for (let read = 0; left.length > 0; read += 1) {
    if (read === MOST_READS) throw new Error(`DynamoDB left the cards of ${left.length} places unread; try again.`);
    const answer = await client.send(new BatchGetCommand({ RequestItems: { [tableName]: { Keys: left } } }));
    for (const item of (answer.Responses?.[tableName] ?? []) as { placeId: string; cards: FeedCard[] }[]) {
      found.set(item.placeId, item.cards.map(cardOf));
    }
    left = (answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[];
  }
  return found;
}
