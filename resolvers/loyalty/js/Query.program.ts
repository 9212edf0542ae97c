/** The levels, lowest first: the sort key is the rank (L5). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import { failOnError } from '../../shared/js/failures.ts';
import { PROGRAM_ID, programPk, TIER_PREFIX } from '../model/keys.ts';
import type { TableKey } from './parts/table-key.ts';

export function request() {
  return ddb.query<TableKey>({ query: { pk: { eq: programPk(PROGRAM_ID) }, sk: { beginsWith: TIER_PREFIX } } });
}

export function response(ctx: Context) {
  failOnError(ctx);
  return ctx.result?.items ?? [];
}
