/** Whom a slug leads to: one GetItem. A slug that leads nowhere ends the pipeline. */
import { runtime, util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryContentBySlugArgs } from '../../../../schema/generated/types.ts';
import { failOnError } from '../../../shared/js/failures.ts';
import { SLUG_SK, slugPk } from '../../model/keys.ts';
import type { TableKey } from '../parts/table-key.ts';

export function request(ctx: Context<QueryContentBySlugArgs>) {
  // No key is longer than DynamoDB takes, and none of a slug that cannot be is looked for.
  if (!util.matches('^[a-z0-9-]{1,80}$', ctx.args.slug)) {
    runtime.earlyReturn(null, { skipTo: 'END' });
  }
  return ddb.get<TableKey>({ key: { pk: slugPk(ctx.args.slug), sk: SLUG_SK } });
}

export function response(ctx: Context<QueryContentBySlugArgs>) {
  failOnError(ctx);
  const found: { readonly contentId: string } | null = ctx.result;
  if (!found) {
    runtime.earlyReturn(null, { skipTo: 'END' });
  }
  return { id: found.contentId };
}
