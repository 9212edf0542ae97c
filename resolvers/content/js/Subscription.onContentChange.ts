/**
 * Narrows to what was asked for and to what the caller's level may read; without an account, to what everybody may. The level is that of the moment of subscribing. Once a
 * filter is set, arguments narrow nothing by themselves: they are part of it.
 */
import { extensions, util, type Context } from '@aws-appsync/utils';
import type { SubscriptionOnContentChangeArgs } from '../../../schema/generated/types.ts';
import type { Reader } from '../model/targeting.ts';

type ChangeContext = Context<SubscriptionOnContentChangeArgs, Record<string, unknown>, { result: Reader }>;

export function request() {
  return {};
}

export function response(ctx: ChangeContext) {
  const { type, locale, placeId } = ctx.args;
  const reader: Reader = ctx.prev.result;
  extensions.setSubscriptionFilter(
    util.transform.toSubscriptionFilter({
      ...(reader.memberId === null ? { isPublic: { eq: true } } : { minTierRank: { le: reader.tierRank } }),
      ...(type ? { type: { eq: type } } : {}),
      ...(locale ? { locale: { eq: locale } } : {}),
      ...(placeId ? { placeId: { eq: placeId } } : {}),
    }),
  );
  // A subscription's resolver answers the registration, and null is the only answer that carries no event.
  return null;
}
