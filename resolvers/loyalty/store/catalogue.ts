/** Rewards near a balance: what the member can take, dearest first, and what is nearly in reach. */
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { Locale, Reward } from '../../../schema/generated/types.ts';
import * as keys from '../model/keys.ts';
import type { CatalogueReward } from '../model/index.ts';
import type { Table } from './read.ts';

const IN_REACH_FACTOR = 1.5;
const LEAST_REACH = 200;

/** One Query on the index (L6), at most `limit` rewards, so that its cost does not grow with the catalogue. */
export async function rewardsNearBalance(
  { client, tableName }: Table,
  balance: number,
  locale: Locale,
  limit: number,
): Promise<readonly CatalogueReward[]> {
  const upTo = Math.max(LEAST_REACH, Math.floor(balance * IN_REACH_FACTOR));
  const found = await client.send(
    new QueryCommand({
      TableName: tableName,
      IndexName: keys.CATALOG_INDEX,
      KeyConditionExpression: 'gsi1pk = :pk AND gsi1sk BETWEEN :from AND :to',
      ExpressionAttributeValues: {
        ':pk': keys.catalogPk(keys.PROGRAM_ID, locale),
        ':from': keys.CATALOG_PREFIX,
        ':to': keys.catalogSkUpTo(upTo),
      },
      ScanIndexForward: false,
      Limit: limit,
    }),
  );
  return (found.Items ?? []).map((item) => catalogueReward(item as Reward & { readonly stock?: number }));
}

/** An item leaves out what is null. */
function catalogueReward(doc: Partial<Reward> & Reward & { readonly stock?: number }): CatalogueReward {
  const { id, name, costPoints, minTierRank, status, resolvedLocale, availability } = doc;
  const optional = doc as Partial<Reward>;
  const shown: Reward = {
    id,
    name,
    description: optional.description ?? null,
    resolvedLocale,
    costPoints,
    minTierRank,
    status,
    availability: {
      ...availability,
      remainingApprox: (availability as Partial<typeof availability>).remainingApprox ?? null,
    },
    placeIds: optional.placeIds ?? null,
    redeemableFrom: optional.redeemableFrom ?? null,
    redeemableTo: optional.redeemableTo ?? null,
    perMemberLimit: optional.perMemberLimit ?? null,
    image: optional.image ?? null,
  };
  const { placeIds, redeemableFrom, redeemableTo, perMemberLimit } = shown;
  const terms = { id, costPoints, minTierRank, status, placeIds, redeemableFrom, redeemableTo, perMemberLimit };
  return { shown, terms: { ...terms, stock: doc.stock ?? null } };
}
