/** One beacon by what it sends: one GetItem (P1). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Beacon, QueryBeaconArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { BEACON_SK, beaconPk } from '../model/keys.ts';

type TableKey = { pk: string; sk: string };

export function request(ctx: Context<QueryBeaconArgs>) {
  const { uuid, major, minor } = ctx.args;
  return ddb.get<TableKey>({ key: { pk: beaconPk(uuid, major, minor), sk: BEACON_SK } });
}

export function response(ctx: Context<QueryBeaconArgs>): Beacon | null {
  failOnError(ctx);
  return ctx.result ?? null;
}
