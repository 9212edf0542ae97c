/** Points by the day on which they expire, soonest first: one Query over a range of dates (L3). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Member, MemberExpiringPointsArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { LAST_DATE, LOT_PREFIX, lotSk, memberPk } from '../model/keys.ts';
import type { TableKey } from './parts/table-key.ts';

type LotsContext = Context<MemberExpiringPointsArgs, Record<string, never>, undefined, Pick<Member, 'id'>>;

export function request(ctx: LotsContext) {
  // AWSDate may carry an offset (`2026-12-31+01:00`): the key has the bare day.
  const before = (ctx.args.before ?? LAST_DATE).slice(0, LAST_DATE.length);
  const upTo: [string, string] = [LOT_PREFIX, lotSk(before)];
  return ddb.query<TableKey>({ query: { pk: { eq: memberPk(ctx.source?.id ?? '') }, sk: { between: upTo } } });
}

export function response(ctx: LotsContext) {
  failOnError(ctx);
  return ctx.result?.items ?? [];
}
