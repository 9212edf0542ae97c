/** One page of the journal, newest first: one backward Query (L2). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { LedgerEntry, Member, MemberLedgerArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { pageInfo, pageSize, type ItemPage } from '../../shared/js/read-page.ts';
import { LEDGER_PREFIX, memberPk } from '../model/keys.ts';
import type { TableKey } from './parts/table-key.ts';

type LedgerContext = Context<MemberLedgerArgs, Record<string, never>, undefined, Pick<Member, 'id'>>;

export function request(ctx: LedgerContext) {
  return ddb.query<TableKey>({
    query: { pk: { eq: memberPk(ctx.source?.id ?? '') }, sk: { beginsWith: LEDGER_PREFIX } },
    limit: pageSize(ctx.args),
    nextToken: ctx.args.after,
    scanIndexForward: false,
  });
}

export function response(ctx: LedgerContext) {
  failOnError(ctx);
  const page: ItemPage<LedgerEntry> = ctx.result;
  return { nodes: page.items ?? [], pageInfo: pageInfo(page) };
}
