/** Whether a reward can be taken now. One function for the promise and for the act, so that they cannot differ. */
import type { UserError } from '../../../schema/generated/types.ts';
import type { Account } from './member.ts';
import type { Program } from './program.ts';
import { refusal } from './refusals.ts';
import type { RewardTerms } from './rewards.ts';
import { tierOfRank } from './tiers.ts';

export interface RedeemabilityFacts {
  readonly reward: RewardTerms;
  readonly account: Pick<Account, 'available' | 'takenByReward'>;
  readonly tierRank: number;
  /** An instant in UTC. */
  readonly now: string;
  readonly placeId: string | null;
  /** As far as it is known where the question is asked. */
  readonly inStock: boolean;
}

export interface Redeemability {
  readonly redeemable: boolean;
  /** 0 when the balance suffices, whatever else stands in the way. */
  readonly pointsMissing: number;
  /** The first obstacle, in a fixed order: reward, time, tier, place, limit, points, stock. */
  readonly blockedBy: UserError | null;
}

function ofReward({ reward, now }: RedeemabilityFacts): UserError | null {
  const { id, status, redeemableFrom, redeemableTo } = reward;
  if (status === 'DRAFT') return refusal('NOT_FOUND', `There is no reward ${id}.`, ['input', 'rewardId']);
  if (status !== 'ACTIVE') return refusal('NOT_ACTIVE', `The reward ${id} cannot be taken: its status is ${status}.`);
  if (redeemableFrom !== null && now < redeemableFrom) {
    return refusal('NOT_ACTIVE', `The reward ${id} can be taken from ${redeemableFrom} on.`);
  }
  if (redeemableTo !== null && now >= redeemableTo) {
    return refusal('EXPIRED', `The reward ${id} could be taken until ${redeemableTo}.`);
  }
  return null;
}

function ofPlace({ reward, placeId }: RedeemabilityFacts): UserError | null {
  if (reward.placeIds === null || (placeId !== null && reward.placeIds.includes(placeId))) return null;
  const where = `The reward ${reward.id} can be taken at these places only: ${reward.placeIds.join(', ')}`;
  const got = placeId === null ? 'name one of them' : `${placeId} is not one of them`;
  return refusal('INVALID', `${where}; ${got}.`, ['input', 'placeId']);
}

function ofTier({ reward, tierRank }: RedeemabilityFacts, program: Program): UserError | null {
  if (tierRank < reward.minTierRank) {
    const needed = tierOfRank(program, reward.minTierRank).name;
    return refusal('TIER_TOO_LOW', `The reward ${reward.id} is for members from ${needed} up.`);
  }
  return null;
}

function ofLimit({ reward, account }: RedeemabilityFacts): UserError | null {
  const taken = account.takenByReward[reward.id] ?? 0;
  if (reward.perMemberLimit === null || taken < reward.perMemberLimit) return null;
  return refusal('CAP_REACHED', `The reward ${reward.id} can be taken ${reward.perMemberLimit} times by each member.`);
}

function ofPoints({ reward, account }: RedeemabilityFacts): UserError | null {
  if (account.available >= reward.costPoints) return null;
  const text = `The reward ${reward.id} costs ${reward.costPoints} points; the balance is ${account.available}.`;
  return refusal('INSUFFICIENT_POINTS', text);
}

function ofStock({ reward, inStock }: RedeemabilityFacts): UserError | null {
  return inStock ? null : refusal('OUT_OF_STOCK', `The reward ${reward.id} is sold out.`);
}

export function redeemability(facts: RedeemabilityFacts, program: Program): Redeemability {
  const blockedBy =
    ofReward(facts) ?? ofTier(facts, program) ?? ofPlace(facts) ?? ofLimit(facts) ?? ofPoints(facts) ?? ofStock(facts);
  return {
    redeemable: blockedBy === null,
    pointsMissing: Math.max(0, facts.reward.costPoints - facts.account.available),
    blockedBy,
  };
}
