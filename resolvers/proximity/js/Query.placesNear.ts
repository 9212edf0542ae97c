/** Places around a position: one BatchGetItem over at most nine cell documents (P2). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { QueryPlacesNearArgs } from '../../../schema/generated/types.ts';
import { badRequest, failOnError } from '../../shared/js/failures.ts';
import { coverOf } from '../model/grid.ts';
import { CELL_SK, cellPk, TABLE_VARIABLE } from '../model/keys.ts';
import { nearest, type ReadCell, type Search } from '../model/near.ts';

type CellBatch = {
  readonly data?: Record<string, ReadCell[] | null> | null;
  /** What a throttled table did not read. */
  readonly unprocessedKeys?: Record<string, unknown[] | null> | null;
};

function checkRange(name: string, value: number, least: number, most: number): void {
  if (!(value >= least && value <= most)) {
    badRequest(`\`${name}\` is ${value}; allowed are ${least} to ${most}.`);
  }
}

function searchOf(args: QueryPlacesNearArgs): Search {
  return { center: args.center, radiusM: args.radiusM ?? 1000, first: args.first ?? 20 };
}

export function request(ctx: Context<QueryPlacesNearArgs>) {
  const { center, radiusM, first } = searchOf(ctx.args);
  checkRange('center.lat', center.lat, -90, 90);
  checkRange('center.lng', center.lng, -180, 180);
  checkRange('radiusM', radiusM, 50, 2000);
  checkRange('first', first, 1, 100);
  const keys = coverOf(center, radiusM).cells.map((cell) => ({ pk: cellPk(cell), sk: CELL_SK }));
  return ddb.batchGet({ tables: { [ctx.env[TABLE_VARIABLE] ?? '']: { keys } } });
}

export function response(ctx: Context<QueryPlacesNearArgs>) {
  failOnError(ctx);
  const batch: CellBatch = ctx.result;
  const search = searchOf(ctx.args);
  const table = ctx.env[TABLE_VARIABLE] ?? '';
  const { nodes, truncated } = nearest(batch.data?.[table] ?? [], search);
  const isUnread = (batch.unprocessedKeys?.[table] ?? []).length > 0;
  return { nodes, truncated: truncated || isUnread, cellLevel: coverOf(search.center, search.radiusM).level };
}
