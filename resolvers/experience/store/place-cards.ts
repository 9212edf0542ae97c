import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Locale } from '../../../schema/generated/types.ts';
import type { FeedCard } from '../../content/model/content.ts';
import { ALL_INDEX, allPk } from '../../content/model/keys.ts';
import { cardOf, type Table } from '../../content/store/read.ts';

/** Published cards of one language, newest first: one Query on the index, so that its cost does not grow with the archive. */
export async function newestCards(
  { client, tableName }: Table,
  locale: Locale,
  limit: number,
): Promise<readonly FeedCard[]> {
  const found = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: ALL_INDEX,
      KeyConditionExpression: 'gsi2pk = :pk',
      ExpressionAttributeValues: { ':pk': allPk(locale) },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => cardOf(item as FeedCard));
}
