/** One reward in one language: one GetItem (L7). A draft is nobody's business yet. */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryRewardArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { REWARD_SK, rewardPk } from '../model/keys.ts';
import { toReward, type RewardDocument } from './parts/reward.ts';
import type { TableKey } from './parts/table-key.ts';

export function request(ctx: Context<QueryRewardArgs>) {
  return ddb.get<TableKey>({ key: { pk: rewardPk(ctx.args.id, ctx.args.locale ?? 'it'), sk: REWARD_SK } });
}

export function response(ctx: Context<QueryRewardArgs>) {
  failOnError(ctx);
  const doc: RewardDocument | null = ctx.result;
  if (!doc || doc.status === 'DRAFT') {
    return null;
  }
  return toReward(doc);
}
