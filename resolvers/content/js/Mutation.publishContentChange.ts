/** Gives back what it got: subscribers hear of a mutation's result, and this one exists for them alone (NONE data source). */
import type { Context } from '@aws-appsync/utils';
import type { ContentChange, MutationPublishContentChangeArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';

export function request(ctx: Context<MutationPublishContentChangeArgs>) {
  const { contentId, type, locale, status, title, minTierRank, isPublic, placeId, version, publishedAt } =
    ctx.args.input;
  const payload: ContentChange = {
    contentId,
    type,
    locale,
    status,
    title: title ?? null,
    minTierRank,
    isPublic,
    placeId: placeId ?? null,
    version,
    publishedAt,
  };
  return { payload };
}

export function response(ctx: Context<MutationPublishContentChangeArgs>) {
  failOnError(ctx);
  return ctx.result;
}
