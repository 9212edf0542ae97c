/** What targeting asks of the caller: one BatchGetItem of three small items, and nothing for a caller who is no member. */
import { runtime, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { claim } from '../../../shared/js/claims.ts';
import { LOYALTY_TABLE_VARIABLE } from '../../model/keys.ts';
import { EVERYBODY } from '../../model/targeting.ts';
import { batchOf } from '../parts/batch.ts';
import { memberKeys, readerOf, type MemberItems } from '../parts/reader.ts';

type ReaderContext = Context<{ readonly placeId?: string | null }>;

export function request(ctx: ReaderContext) {
  const memberId = claim(ctx, 'custom:member_id');
  if (memberId === null) {
    runtime.earlyReturn(EVERYBODY);
  }
  return ddb.batchGet({ tables: { [ctx.env[LOYALTY_TABLE_VARIABLE] ?? '']: { keys: memberKeys(memberId) } } });
}

export function response(ctx: ReaderContext) {
  const items = batchOf(ctx, ctx.env[LOYALTY_TABLE_VARIABLE] ?? '') as MemberItems;
  return readerOf(claim(ctx, 'custom:member_id') ?? '', items, ctx.args.placeId ?? null);
}
