/** A reward's document in the contract's shape: every nullable field is there. */
import type { Reward } from '../../../../schema/generated/types.ts';

/** An item leaves out what is null. */
export type RewardDocument = Pick<
  Reward,
  'id' | 'name' | 'resolvedLocale' | 'costPoints' | 'minTierRank' | 'status' | 'availability'
> &
  Partial<Reward>;

export function toReward(doc: RewardDocument): Reward {
  return {
    id: doc.id,
    name: doc.name,
    description: doc.description ?? null,
    resolvedLocale: doc.resolvedLocale,
    costPoints: doc.costPoints,
    minTierRank: doc.minTierRank,
    status: doc.status,
    availability: doc.availability,
    placeIds: doc.placeIds ?? null,
    redeemableFrom: doc.redeemableFrom ?? null,
    redeemableTo: doc.redeemableTo ?? null,
    perMemberLimit: doc.perMemberLimit ?? null,
    image: doc.image ?? null,
  };
}
