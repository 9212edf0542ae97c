/** Gives back what it got: subscribers hear of a mutation's result, and this one exists for them alone (NONE data source). */
import type { Context } from '@aws-appsync/utils';
import type { MutationPublishPlacePresenceArgs, PlacePresence } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';

export function request(ctx: Context<MutationPublishPlacePresenceArgs>) {
  const { placeId, type, insideNow, occurredAt } = ctx.args.input;
  const payload: PlacePresence = { placeId, type, insideNow, occurredAt };
  return { payload };
}

export function response(ctx: Context<MutationPublishPlacePresenceArgs>) {
  failOnError(ctx);
  return ctx.result;
}
