/** One accepted change as one transaction (access patterns W1, W2, W4): all of it, or nothing. */
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import type { PlannedWrite } from './items.ts';
import type { Table } from './read.ts';

export type CommitOutcome = 'committed' | 'stale';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** @param expectedVersion of the account as it was read; the write is refused when somebody was faster */
export function toTransactItem(write: PlannedWrite, tableName: string, expectedVersion: number): TransactItem {
  const { pk, sk } = write.item;
  switch (write.action) {
    case 'create':
      return { Put: { TableName: tableName, Item: write.item, ConditionExpression: 'attribute_not_exists(pk)' } };
    case 'remove':
      return { Delete: { TableName: tableName, Key: { pk, sk } } };
    case 'take-stock':
      // Relative, not absolute: other members take from the same shard, and only its last unit is worth a conflict.
      return {
        Update: {
          TableName: tableName,
          Key: { pk, sk },
          UpdateExpression: 'SET remaining = remaining - :one, taken = taken + :one',
          ConditionExpression: 'remaining >= :one',
          ExpressionAttributeValues: { ':one': 1 },
        },
      };
    case 'put':
      return { Put: { TableName: tableName, Item: write.item, ...accountGuard(write, expectedVersion) } };
  }
}

/** The account's version guards the lots and the level too: nobody writes those without it. */
function accountGuard(write: PlannedWrite, expectedVersion: number): object {
  if (write.role !== 'account') return {};
  return {
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':version': expectedVersion },
  };
}

/**
 * @returns `stale` when nothing was written because somebody else was faster: read again, then decide again
 * @throws whatever else DynamoDB says
 */
export async function commit(
  { client, tableName }: Table,
  writes: readonly PlannedWrite[],
  expectedVersion: number,
): Promise<CommitOutcome> {
  const items = writes.map((write) => toTransactItem(write, tableName, expectedVersion));
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    return 'committed';
  } catch (error) {
    if (isRetryable(error)) return 'stale';
    throw error;
  }
}
