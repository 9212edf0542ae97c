/** One place: one GetItem (P1). */
import type { Context } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import type { Place, QueryPlaceArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';
import { PLACE_SK, placePk } from '../model/keys.ts';

type TableKey = { pk: string; sk: string };

/** An item leaves out what is null. */
type PlaceDocument = Omit<Place, 'address' | 'openingHours'> & Partial<Place>;

export function request(ctx: Context<QueryPlaceArgs>) {
  return ddb.get<TableKey>({ key: { pk: placePk(ctx.args.id), sk: PLACE_SK } });
}

export function response(ctx: Context<QueryPlaceArgs>): Place | null {
  failOnError(ctx);
  const doc: PlaceDocument | null = ctx.result;
  if (!doc) {
    return null;
  }
  return {
    id: doc.id,
    name: doc.name,
    kind: doc.kind,
    center: doc.center,
    radiusM: doc.radiusM,
    address: doc.address ?? null,
    openingHours: doc.openingHours ?? null,
    timezone: doc.timezone,
    dwellThresholdS: doc.dwellThresholdS,
    tags: doc.tags,
  };
}
