/** One accepted change as one transaction (access patterns W7, W8): all of it, or nothing. */
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { isRetryable } from '../../shared/lambda/transaction-conflicts.ts';
import type { PlannedWrite } from './plan.ts';
import type { Table } from './read.ts';

export type CommitOutcome = 'committed' | 'stale';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** @param expectedRevision of the head as it was read; null when it was not there */
export function toTransactItem(
  { action, item }: PlannedWrite,
  tableName: string,
  expectedRevision: number | null,
): TransactItem {
  const { pk, sk } = item;
  const put = { TableName: tableName, Item: item };
  const isAbsent = 'attribute_not_exists(pk)';
  switch (action) {
    case 'put':
      return { Put: put };
    case 'create':
      return { Put: { ...put, ConditionExpression: isAbsent } };
    case 'remove':
      return { Delete: { TableName: tableName, Key: { pk, sk } } };
    case 'claim':
      return {
        Put: {
          ...put,
          ConditionExpression: `${isAbsent} OR contentId = :owner`,
          ExpressionAttributeValues: { ':owner': item.contentId },
        },
      };
    case 'free':
      return {
        Delete: {
          TableName: tableName,
          Key: { pk, sk },
          ConditionExpression: `${isAbsent} OR contentId = :owner`,
          ExpressionAttributeValues: { ':owner': item.contentId },
        },
      };
    case 'lock':
      return expectedRevision === null
        ? { Put: { ...put, ConditionExpression: isAbsent } }
        : {
            Put: {
              ...put,
              ConditionExpression: 'revision = :revision',
              ExpressionAttributeValues: { ':revision': expectedRevision },
            },
          };
  }
}

/**
 * @returns `stale` when nothing was written because somebody else was faster: read again, then decide again
 * @throws whatever else DynamoDB says
 */
export async function commit(
  { client, tableName }: Table,
  writes: readonly PlannedWrite[],
  expectedRevision: number | null,
): Promise<CommitOutcome> {
  const items = writes.map((write) => toTransactItem(write, tableName, expectedRevision));
  try {
    await client.send(new TransactWriteCommand({ TransactItems: items }));
    return 'committed';
  } catch (error) {
    if (isRetryable(error)) return 'stale';
    throw error;
  }
}
