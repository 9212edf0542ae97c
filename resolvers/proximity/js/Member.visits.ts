/** One page of a member's visits, newest first: one backward Query (P5). TTL deletes late, so what has run out is left out here. */
import { util, type Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Member, MemberVisitsArgs, Visit } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { pageInfo, pageSize, type ItemPage } from '../../shared/js/read-page.ts';
import { memberPk, VISIT_PREFIX } from '../model/keys.ts';

type TableKey = { pk: string; sk: string };
type VisitItem = TableKey & { ttl: number };
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
  const page: ItemPage<Pick<Visit, 'id' | 'placeId' | 'enteredAt' | 'source'> & Partial<Visit>> = ctx.result;
  const nodes = (page.items ?? []).map((visit) => ({
    id: visit.id,
    placeId: visit.placeId,
    enteredAt: visit.enteredAt,
    exitedAt: visit.exitedAt ?? null,
    durationS: visit.durationS ?? null,
    source: visit.source,
  }));
  return { nodes, pageInfo: pageInfo(page) };
}
