/** Gives back what it got: subscribers hear of a mutation's result, and this one exists for them alone (NONE data source). */
import type { Context } from '@aws-appsync/utils';
import type { AccountChange, MutationPublishAccountChangeArgs } from '../../../schema/generated/types.ts';
import { failOnError } from '../../shared/js/failures.ts';

export function request(ctx: Context<MutationPublishAccountChangeArgs>) {
  const { memberId, kind, amount, available, tierId, redemptionId, version, occurredAt } = ctx.args.input;
  const payload: AccountChange = {
    memberId,
    kind,
    amount,
    available,
    tierId: tierId ?? null,
    redemptionId: redemptionId ?? null,
    version,
    occurredAt,
  };
  return { payload };
}

export function response(ctx: Context<MutationPublishAccountChangeArgs>) {
  failOnError(ctx);
  return ctx.result;
}
