import type { MutationRedeemRewardArgs, RedemptionPayload } from '../../../schema/generated/types.ts';
import { requiredClaim, type DirectEvent } from '../../shared/lambda/caller.ts';
import { redeemRewardFaults, redemptionPayload, refusedRedemption } from '../model/index.ts';
import { redeemReward } from '../store/commands.ts';
import { liveStore } from '../store/live.ts';
import type { Store } from '../store/perform.ts';

/**
 * Answers the field with the given store; the handler below gives it the real one.
 * @throws {UnauthorizedException} when the token names no member: whose points they are is never an argument
 */
export async function answer(event: DirectEvent<MutationRedeemRewardArgs>, store: Store): Promise<RedemptionPayload> {
  const memberId = requiredClaim(event, 'custom:member_id');
  const { input } = event.arguments;
  const faults = redeemRewardFaults(input);
  if (faults.length > 0) return refusedRedemption(faults);

  const outcome = await redeemReward(store, memberId, input);
  return outcome.outcome === 'refused'
    ? refusedRedemption([outcome.error])
    : redemptionPayload(outcome.answer, outcome.replayed);
}

export const handler = (event: DirectEvent<MutationRedeemRewardArgs>): Promise<RedemptionPayload> =>
  answer(event, liveStore());
