/** What the signed-in member may read now, newest first: who it is, then one Query over all cards (C5). */
import type { Context } from '@aws-appsync/utils';
import type { QueryMyFeedArgs } from '../../../schema/generated/types.ts';
import { requiredClaim } from '../../shared/js/claims.ts';

export function request(ctx: Context<QueryMyFeedArgs>) {
  requiredClaim(ctx, 'custom:member_id');
  return {};
}

export function response(ctx: Context<QueryMyFeedArgs>) {
  return ctx.prev.result;
}
