/** Decides who may listen: a member to their own account, the support desk to any. Events come from the mutation. */
import { util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnAccountChangeArgs } from '../../../schema/generated/types.ts';
import { claim, isInGroup } from '../../shared/js/claims.ts';

export function request() {
  return { payload: null };
}

export function response(ctx: Context<SubscriptionOnAccountChangeArgs>) {
  const isOwn = claim(ctx, 'custom:member_id') === ctx.args.memberId;
  if (!isOwn && !isInGroup(ctx, 'support') && !isInGroup(ctx, 'admin')) {
    util.unauthorized();
  }
  // A subscription's resolver answers the registration, and null is the only answer that carries no event.
  return null;
}
