/** Rewards and their stock. Stock lies in shards, so that a rush on one reward does not meet on one item. */
import type { Locale, Reward as ShownReward, RewardStatus } from '../../../schema/generated/types.ts';

/** What decides whether a reward can be taken; the same in every language. */
export interface RewardTerms {
  readonly id: string;
  readonly costPoints: number;
  readonly minTierRank: number;
  readonly status: RewardStatus;
  /** Null means everywhere. */
  readonly placeIds: readonly string[] | null;
  readonly redeemableFrom: string | null;
  /** Excluded: from this instant on it is too late. */
  readonly redeemableTo: string | null;
  readonly perMemberLimit: number | null;
  /** Units at the start; null is unlimited. */
  readonly stock: number | null;
}

/** A reward as one member reads it. */
export interface Reward extends RewardTerms {
  readonly name: string;
}

/** Both views of one document: what is shown, and what the rule looks at. */
export interface CatalogueReward {
  readonly shown: ShownReward;
  readonly terms: RewardTerms;
}

/** How a reward is called in one language. */
export interface RewardText {
  readonly name: string;
  readonly description: string | null;
}

/** Italian is always there: other languages fall back to it. */
export type RewardTexts = { readonly it: RewardText } & Readonly<Partial<Record<Locale, RewardText>>>;

export interface StockShard {
  readonly rewardId: string;
  readonly index: number;
  readonly remaining: number;
  readonly taken: number;
}

export const MAX_SHARDS = 32;

/** Splits a stock as evenly as whole units allow (invariant I8: the shards sum to the stock). */
export function newStock(rewardId: string, units: number, shards: number): readonly StockShard[] {
  const count = Math.max(1, Math.min(MAX_SHARDS, shards));
  return Array.from({ length: count }, (_, index) => ({
    rewardId,
    index,
    remaining: Math.floor(units / count) + (index < units % count ? 1 : 0),
    taken: 0,
  }));
}

/**
 * One of the shards that have a unit left, or null when none has.
 * @param draw in [0, 1), made outside; spreads concurrent callers
 */
export function pickShard(shards: readonly StockShard[], draw: number): StockShard | null {
  const stocked = shards.filter((shard) => shard.remaining >= 1);
  return stocked[Math.floor(draw * stocked.length)] ?? null;
}

export function takeOne(shard: StockShard): StockShard {
  return { ...shard, remaining: shard.remaining - 1, taken: shard.taken + 1 };
}
