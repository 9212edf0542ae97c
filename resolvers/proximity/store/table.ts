/** What every read and write of the Proximity table needs. */
import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '../../shared/lambda/clock.ts';
import type { Randomness } from '../../shared/lambda/randomness.ts';
import type { RetryPolicy } from '../../shared/lambda/retries.ts';
import type { Key } from './items.ts';

export interface ProximityTable {
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

export interface ProximityStore extends ProximityTable {
  readonly clock: Clock;
  readonly randomness: Randomness;
}

export const RETRY_POLICY: RetryPolicy = { attempts: 4, baseMs: 40 };

export type Stored = Key & Readonly<Record<string, unknown>>;

const MAX_KEYS = 100;
const MAX_CALLS = 4;

/**
 * The items that exist. What DynamoDB leaves unprocessed is asked for again, a few times.
 * @throws Error when it stays unprocessed
 */
export async function batchGet(
  { client, tableName }: ProximityTable,
  keys: readonly Key[],
  options: { readonly isConsistent?: boolean } = {},
): Promise<readonly Stored[]> {
  const found: Stored[] = [];
  let left = keys;
  for (let call = 0; left.length > 0; call += 1) {
    if (call === MAX_CALLS) throw new Error(`${tableName} left ${left.length} keys unread.`);
    const wanted = left.slice(0, MAX_KEYS);
    const rest = left.slice(MAX_KEYS);
    const answer = await client.send(
      new BatchGetCommand({
        RequestItems: { [tableName]: { Keys: [...wanted], ConsistentRead: options.isConsistent ?? false } },
      }),
    );
    found.push(...((answer.Responses?.[tableName] ?? []) as Stored[]));
    left = [...((answer.UnprocessedKeys?.[tableName]?.Keys ?? []) as Key[]), ...rest];
  }
  return found;
}
