/** One page of the catalogue, cheapest first: one Query on the index (L6). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryRewardsArgs } from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import { pageInfo, pageSize, type ItemPage } from '../../shared/js/read-page.ts';
import { CATALOG_INDEX, CATALOG_PREFIX, catalogPk, catalogSkUpTo, PROGRAM_ID } from '../model/keys.ts';
import { toReward, type RewardDocument } from './parts/reward.ts';
import type { IndexKey } from './parts/table-key.ts';

export function request(ctx: Context<QueryRewardsArgs>) {
  const maxPoints = ctx.args.maxPoints ?? null;
  if (maxPoints !== null && maxPoints < 0) {
    badRequest(`\`maxPoints\` is ${maxPoints}; it must be 0 or more.`);
  }
  const pk = { eq: catalogPk(PROGRAM_ID, ctx.args.locale ?? 'it') };
  const limit = pageSize(ctx.args);
  const nextToken = ctx.args.after;
  if (maxPoints === null) {
    const query = { gsi1pk: pk, gsi1sk: { beginsWith: CATALOG_PREFIX } };
    return ddb.query<IndexKey>({ index: CATALOG_INDEX, query, limit, nextToken });
  }
  const upTo: [string, string] = [CATALOG_PREFIX, catalogSkUpTo(maxPoints)];
  const query = { gsi1pk: pk, gsi1sk: { between: upTo } };
  return ddb.query<IndexKey>({ index: CATALOG_INDEX, query, limit, nextToken });
}

export function response(ctx: Context<QueryRewardsArgs>) {
  failOnError(ctx);
  const page: ItemPage<RewardDocument> = ctx.result;
  return { nodes: (page.items ?? []).map((doc) => toReward(doc)), pageInfo: pageInfo(page) };
}
