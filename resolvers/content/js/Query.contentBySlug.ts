/** One published item by slug: the slug leads to the id, the id to the item (C2). */
import type { Context } from '@aws-appsync/utils';
import type { QueryContentBySlugArgs } from '../../../schema/generated/types.ts';

export function request() {
  return {};
}

export function response(ctx: Context<QueryContentBySlugArgs>) {
  return ctx.prev.result;
}
