/** Decides whether a member takes a reward, and what that changes. */
import type { Redemption } from '../../../schema/generated/types.ts';
import { addDaysToInstant } from './calendar.ts';
import { accept, refused, type CommandBase, type Decision } from './decision.ts';
import type { MemberState } from './member.ts';
import type { Program } from './program.ts';
import { redeemability } from './redeemability.ts';
import { memberNotActive, memberNotFound, refusal } from './refusals.ts';
import { pickShard, takeOne, type Reward, type StockShard } from './rewards.ts';

export interface RedeemReward extends CommandBase {
  /** From the caller's token, never from the input. */
  readonly memberId: string;
  readonly rewardId: string;
  readonly placeId: string | null;
  readonly redemptionId: string;
  readonly code: string;
  /** In [0, 1): which of the stocked shards to take from. */
  readonly draw: number;
}

export interface RedeemState {
  readonly member: MemberState | null;
  readonly reward: Reward | null;
  /** Exact counts; empty for an unlimited reward. */
  readonly shards: readonly StockShard[];
}

export function decideRedeemReward(state: RedeemState, command: RedeemReward, program: Program): Decision {
  const { member, reward } = state;
  if (member === null) return refused(memberNotFound(command.memberId));
  if (member.profile.status !== 'ACTIVE') return refused(memberNotActive(member.profile.status));
  if (reward === null) {
    return refused(refusal('NOT_FOUND', `There is no reward ${command.rewardId}.`, ['input', 'rewardId']));
  }

  const shard = reward.stock === null ? null : pickShard(state.shards, command.draw);
  const { blockedBy } = redeemability(
    {
      reward,
      account: member.account,
      tierRank: member.tier.rank,
      now: command.at,
      placeId: command.placeId,
      inStock: reward.stock === null || shard !== null,
    },
    program,
  );
  if (blockedBy !== null) return refused(blockedBy);

  const cost = reward.costPoints;
  return accept(
    member,
    command,
    {
      kind: 'CAPTURE',
      reason: 'REDEMPTION',
      movement: { amount: cost === 0 ? 0 : -cost, owedChange: 0 },
      qualifyingPoints: 0,
      occurredAt: command.at,
      placeId: command.placeId,
      cappedRewardId: reward.perMemberLimit === null ? null : reward.id,
      redemption: issued(reward, command, program),
      shard: shard === null ? null : takeOne(shard),
    },
    program,
  );
}

function issued(reward: Reward, command: RedeemReward, program: Program): Redemption {
  return {
    id: command.redemptionId,
    memberId: command.memberId,
    rewardId: reward.id,
    rewardName: reward.name,
    points: reward.costPoints,
    status: 'ISSUED',
    code: command.code,
    expiresAt: addDaysToInstant(command.at, program.redemptionValidDays),
    createdAt: command.at,
    updatedAt: command.at,
  };
}
