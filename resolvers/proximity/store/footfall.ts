/** How many members are inside a place: counted once for each change, however often the stream tells of it. */
import { GetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { cancellationCodes, isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import { INSIDE_SK, placePk, APPLIED_SK, appliedPk } from '../model/keys.ts';
import type { ProximityTable } from './table.ts';

/** Longer than a stream remembers. */
const MARKER_KEPT_S = 7 * 86_400;

const MAX_ATTEMPTS = 4;

/**
 * @param transition names the change: the same name counts once
 * @param by 1, -1, or 0 to count nothing
 * @returns how many are inside after it
 */
export async function countInside(
  table: ProximityTable,
  placeId: string,
  transition: string,
  by: number,
  nowMs: number,
): Promise<number> {
  if (by !== 0) await countOnce(table, placeId, transition, by, nowMs);
  const { client, tableName } = table;
  const Key = { pk: placePk(placeId), sk: INSIDE_SK };
  const found = await client.send(new GetCommand({ TableName: tableName, Key, ConsistentRead: true }));
  // Visits that began before the counter was there can end below it.
  return Math.max(0, (found.Item as { readonly inside?: number } | undefined)?.inside ?? 0);
}

async function countOnce(
  { client, tableName }: ProximityTable,
  placeId: string,
  transition: string,
  by: number,
  nowMs: number,
): Promise<void> {
  const marker = { pk: appliedPk(transition), sk: APPLIED_SK, ttl: Math.floor(nowMs / 1000) + MARKER_KEPT_S };
  const command = new TransactWriteCommand({
    TransactItems: [
      { Put: { TableName: tableName, Item: marker, ConditionExpression: 'attribute_not_exists(pk)' } },
      {
        Update: {
          TableName: tableName,
          Key: { pk: placePk(placeId), sk: INSIDE_SK },
          UpdateExpression: 'ADD inside :by',
          ExpressionAttributeValues: { ':by': by },
        },
      },
    ],
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(command);
      return;
    } catch (error) {
      if (cancellationCodes(error)[0] === 'ConditionalCheckFailed') return;
      if (!isRetryable(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
