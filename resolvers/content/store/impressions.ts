/** Counters of impressions, each impression once: the mark that it was counted is written with the count. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { retried, type RetryPolicy, type Try } from '../../shared/lambda/retries.ts';
import { cancellationCodes, isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import type { Impression } from '../model/impressions.ts';
import * as keys from '../model/keys.ts';
import { impressionKey } from './items.ts';
import type { Store } from './perform.ts';

/** EventBridge delivers for a day, and a phone without a network may send late. */
const MARK_KEPT_S = 7 * 86_400;

const RETRY_POLICY: RetryPolicy = { attempts: 5, baseMs: 40 };

export type Counted = 'counted' | 'counted-before';

/** @throws Error when the table stays too busy: the bus tries again */
export async function countImpression(store: Store, impression: Impression): Promise<Counted> {
  const outcome = await retried(RETRY_POLICY, store, () => tryOnce(store, impression));
  if (outcome === null) throw new Error(`Impression ${impression.id} met others at its counter, several times.`);
  return outcome;
}

async function tryOnce(store: Store, impression: Impression): Promise<Try<Counted>> {
  try {
    await store.client.send(
      new TransactWriteCommand({ TransactItems: [mark(store, impression), add(store, impression)] }),
    );
    return { done: true, value: 'counted' };
  } catch (error) {
    if (cancellationCodes(error)[0] === 'ConditionalCheckFailed') return { done: true, value: 'counted-before' };
    if (isRetryable(error)) return { done: false };
    throw error;
  }
}

function mark({ tableName, clock }: Store, { id }: Impression) {
  const ttl = Math.floor(clock.now() / 1000) + MARK_KEPT_S;
  return {
    Put: {
      TableName: tableName,
      Item: { pk: keys.countedPk(id), sk: keys.COUNTED_SK, ttl },
      ConditionExpression: 'attribute_not_exists(pk)',
    },
  };
}

function add({ tableName }: Store, impression: Impression) {
  return {
    Update: {
      TableName: tableName,
      Key: impressionKey(impression),
      UpdateExpression: 'ADD #count :one',
      ExpressionAttributeNames: { '#count': 'count' },
      ExpressionAttributeValues: { ':one': 1 },
    },
  };
}
