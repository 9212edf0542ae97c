/** One page of the visits that began at a place on one of its days, newest first: one backward Query of the index (P5). */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryPlaceVisitsArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { pageSize } from '../../shared/js/read-page.ts';
import { placeDayPk, VISIT_INDEX } from '../model/keys.ts';
import { visitPage, type VisitItem } from './parts/visit-page.ts';

export function request(ctx: Context<QueryPlaceVisitsArgs>) {
  return ddb.query<VisitItem>({
    index: VISIT_INDEX,
    query: { gsi2pk: { eq: placeDayPk(ctx.args.placeId, ctx.args.day) } },
    filter: { ttl: { gt: util.time.nowEpochSeconds() } },
    limit: pageSize(ctx.args),
    nextToken: ctx.args.after,
    scanIndexForward: false,
  });
}

export function response(ctx: Context<QueryPlaceVisitsArgs>) {
  failOnError(ctx);
  return visitPage(ctx.result);
}
