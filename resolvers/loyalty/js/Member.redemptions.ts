/** One page of the rewards taken, newest first: one backward Query (L4). With `status`, a page can hold fewer than `first`. */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Member, MemberRedemptionsArgs, Redemption } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { pageInfo, pageSize, type ItemPage } from '../../shared/js/read-page.ts';
import { memberPk, REDEMPTION_PREFIX } from '../model/keys.ts';
import type { TableKey } from './parts/table-key.ts';

type RedemptionItem = TableKey & { status: string };
type RedemptionsContext = Context<MemberRedemptionsArgs, Record<string, never>, undefined, Pick<Member, 'id'>>;

export function request(ctx: RedemptionsContext) {
  const status = ctx.args.status ?? null;
  return ddb.query<RedemptionItem>({
    query: { pk: { eq: memberPk(ctx.source?.id ?? '') }, sk: { beginsWith: REDEMPTION_PREFIX } },
    filter: status === null ? null : { status: { eq: status } },
    limit: pageSize(ctx.args),
    nextToken: ctx.args.after,
    scanIndexForward: false,
  });
}

export function response(ctx: RedemptionsContext) {
  failOnError(ctx);
  const page: ItemPage<Redemption> = ctx.result;
  return { nodes: page.items ?? [], pageInfo: pageInfo(page) };
}
