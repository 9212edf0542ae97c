/** What one BatchGetItem gave, of each table in the order of its keys. */
import { util, type Context } from '@aws-appsync/utils';
import { failOnError } from '../../../shared/js/failures.ts';

/** AppSync's own word: clients know it as worth another try. */
const THROTTLED = 'DynamoDB:ProvisionedThroughputExceededException';

type Batch = {
  readonly data?: Record<string, unknown[]> | null;
  readonly unprocessedKeys?: Record<string, unknown[] | null> | null;
};

/**
 * Ends the field as a throttled GetItem does when DynamoDB left a key unread: null would say that nothing is there, and a member's level that
 * was not read would say that there is none.
 */
export function batchOf(ctx: Context, table: string): unknown[] {
  failOnError(ctx);
  const batch: Batch | null = ctx.result;
  const left = batch?.unprocessedKeys?.[table] ?? [];
  if (left.length > 0) {
    util.error('DynamoDB was too busy to read all of it; ask again.', THROTTLED);
  }
  return batch?.data?.[table] ?? [];
}
