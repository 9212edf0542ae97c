/** What the catalogue says of a reward's stock: counted from the shards, written into the reward's documents (L7). */
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Availability } from '../../../schema/generated/types.ts';
import * as keys from '../model/keys.ts';
import { fromEpochMs } from '../model/index.ts';
import { availabilityOf, LOCALES } from './items.ts';
import type { Store } from './perform.ts';
import { readShards } from './read.ts';

/**
 * State, not a difference: to count again does no harm. All shards of a reward are in one shard of the stream, so nobody counts the same
 * reward at the same time.
 */
export async function refreshAvailability(store: Store, rewardId: string): Promise<void> {
  const asOf = fromEpochMs(store.clock.now());
  const shards = await readShards(store, rewardId);
  const stock = shards.reduce((sum, { remaining, taken }) => sum + remaining + taken, 0);
  const availability = availabilityOf(stock, shards, asOf);
  await Promise.all(LOCALES.map((locale) => writeAvailability(store, keys.rewardPk(rewardId, locale), availability)));
}

async function writeAvailability(store: Store, pk: string, availability: Availability): Promise<void> {
  const update = new UpdateCommand({
    TableName: store.tableName,
    Key: { pk, sk: keys.REWARD_SK },
    UpdateExpression: 'SET availability = :availability',
    // A reward that is gone stays so, and one that is not limited any more says nothing of the shards it left behind.
    ConditionExpression: 'attribute_exists(stock)',
    ExpressionAttributeValues: { ':availability': availability },
  });
  try {
    await store.client.send(update);
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
