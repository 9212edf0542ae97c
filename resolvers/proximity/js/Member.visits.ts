/** One page of a member's visits, newest first: one backward Query (P5). TTL deletes late, so what has run out is left out here. */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Member, MemberVisitsArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { pageSize } from '../../shared/js/read-page.ts';
import { memberPk, VISIT_PREFIX } from '../model/keys.ts';
import { visitPage, type VisitItem } from './parts/visit-page.ts';

type VisitsContext = Context<MemberVisitsArgs, Record<string, never>, undefined, Pick<Member, 'id'>>;

export function request(ctx: VisitsContext) {
  return ddb.query<VisitItem>({
    query: { pk: { eq: memberPk(ctx.source?.id ?? '') }, sk: { beginsWith: VISIT_PREFIX } },
    filter: { ttl: { gt: util.time.nowEpochSeconds() } },
    limit: pageSize(ctx.args),
    nextToken: ctx.args.after,
    scanIndexForward: false,
  });
}

export function response(ctx: VisitsContext) {
  failOnError(ctx);
  return visitPage(ctx.result);
}
