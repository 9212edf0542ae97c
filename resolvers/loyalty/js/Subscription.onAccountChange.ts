/**
 * Decides who may listen to what: a member to their own account, the support desk to any member or to all. Events come from the
 * mutation, and the filter looks at its result: a subscriber need not select what is filtered by.
 */
import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnAccountChangeArgs } from '../../../schema/generated/types.ts';
import { claim, isInGroup } from '../../shared/js/claims.ts';

export function request() {
  return { payload: null };
}

export function response(ctx: Context<SubscriptionOnAccountChangeArgs>) {
  const memberId = ctx.args.memberId ?? null;
  const isOwn = memberId !== null && claim(ctx, 'custom:member_id') === memberId;
  if (!isOwn && !isInGroup(ctx, 'support') && !isInGroup(ctx, 'admin')) {
    util.unauthorized();
  }
  const kinds = ctx.args.kinds ?? [];
  // Without a filter everything passes: that is staff who asked for all.
  if (memberId !== null || kinds.length > 0) {
    extensions.setSubscriptionFilter(
      util.transform.toSubscriptionFilter({
        ...(memberId === null ? {} : { memberId: { eq: memberId } }),
        ...(kinds.length > 0 ? { kind: { in: [...kinds] } } : {}),
      }),
    );
  }
  // A subscription's resolver answers the registration, and null is the only answer that carries no event.
  return null;
}
