/** What points buy at a place, for one member: decided by the function that `redeemReward` follows. */
import type { NearbyReward } from '../../../schema/generated/types.ts';
import { redeemability, type CatalogueReward, type MemberState, type Program } from '../../loyalty/model/index.ts';

export const MAX_REWARDS_A_PLACE = 10;

export interface Standing {
  readonly member: Pick<MemberState, 'account' | 'tier' | 'profile'>;
  readonly now: string;
  readonly program: Program;
}

/** A reward that can be taken elsewhere only is not offered here. */
export function nearbyRewards(
  rewards: readonly CatalogueReward[],
  placeId: string,
  { member, now, program }: Standing,
): readonly NearbyReward[] {
  const isHere = ({ terms }: CatalogueReward): boolean => terms.placeIds === null || terms.placeIds.includes(placeId);
  const offers = rewards.filter(isHere).map(({ shown, terms }): NearbyReward => {
    const { account, tier } = member;
    const inStock = !shown.availability.soldOut;
    const facts = { reward: terms, account, tierRank: tier.rank, now, placeId, inStock };
    const { blockedBy, pointsMissing } = redeemability(facts, program);
    const isActive = member.profile.status === 'ACTIVE';
    const code = isActive ? (blockedBy?.code ?? null) : 'NOT_ACTIVE';
    return { reward: shown, redeemable: code === null, pointsMissing, blockedBy: code };
  });
  return [...offers].sort(byUse).slice(0, MAX_REWARDS_A_PLACE);
}

/** What can be taken first, dearest first; then what is nearest to being in reach. */
function byUse(a: NearbyReward, b: NearbyReward): number {
  if (a.redeemable !== b.redeemable) return a.redeemable ? -1 : 1;
  const byCost = a.redeemable ? b.reward.costPoints - a.reward.costPoints : a.pointsMissing - b.pointsMissing;
  return byCost === 0 ? (a.reward.id < b.reward.id ? -1 : 1) : byCost;
}
