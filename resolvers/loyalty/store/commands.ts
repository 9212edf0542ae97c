/** One function a mutation: reads what its rule needs and performs it. */
import type {
  AdjustPointsInput,
  Locale,
  RecordPurchaseInput,
  RedeemRewardInput,
} from '../../../schema/generated/types.ts';
import { base32, ulid } from '../../shared/lambda/ids.ts';
import {
  assertConsistent,
  decideAdjustPoints,
  decideRecordPurchase,
  decideRedeemReward,
  fromEpochMs,
  isConsistent,
  toEpochMs,
  type MemberState,
  type Reward,
  type StockShard,
} from '../model/index.ts';
import { perform, type Outcome, type Store } from './perform.ts';
import { readAggregate, readLots, readReward, readShards, type Aggregate } from './read.ts';

const CODE_CHARACTERS = 8;

/** Books a purchase (W1). The input has been checked. */
export function recordPurchase(store: Store, input: RecordPurchaseInput): Promise<Outcome> {
  const { memberId, idempotencyKey, orderId, totalCents } = input;
  const occurredMs = toEpochMs(input.occurredAt) ?? store.clock.now();
  const request = { operation: 'recordPurchase', memberId, idempotencyKey, input } as const;
  return perform(store, request, async (entryId, nowMs) => {
    const state = await readMember(store, memberId);
    if (state === 'torn') return null;
    const command = {
      entryId,
      at: fromEpochMs(nowMs),
      memberId,
      orderId,
      placeId: input.placeId ?? null,
      totalCents,
      occurredAt: fromEpochMs(occurredMs),
      categories: (input.lines ?? []).flatMap((line) => line.category ?? []),
    };
    return decideRecordPurchase(state, command, store.program);
  });
}

/** Books a correction (W4). The input has been checked. */
export function adjustPoints(store: Store, input: AdjustPointsInput): Promise<Outcome> {
  const { memberId, idempotencyKey, amount, reason } = input;
  const request = { operation: 'adjustPoints', memberId, idempotencyKey, input } as const;
  return perform(store, request, async (entryId, nowMs) => {
    const state = await readMember(store, memberId);
    if (state === 'torn') return null;
    return decideAdjustPoints(state, { entryId, at: fromEpochMs(nowMs), memberId, amount, reason }, store.program);
  });
}

/**
 * Takes a reward (W2). The input has been checked.
 * @param memberId from the caller's token
 */
export function redeemReward(store: Store, memberId: string, input: RedeemRewardInput): Promise<Outcome> {
  const { idempotencyKey, rewardId } = input;
  const request = { operation: 'redeemReward', memberId, idempotencyKey, input } as const;
  return perform(store, request, async (entryId, nowMs) => {
    const [aggregate, shards] = await Promise.all([readAggregate(store, memberId), readShards(store, rewardId)]);
    const locale = aggregate?.profile.locale ?? 'it';
    const [member, reward] = isGone(shards)
      ? await readForRefusal(store, aggregate, rewardId, locale)
      : await Promise.all([withLots(store, aggregate), readReward(store, rewardId, locale)]);
    if (member === 'torn') return null;
    const { randomness } = store;
    const command = {
      entryId,
      at: fromEpochMs(nowMs),
      memberId,
      rewardId,
      placeId: input.placeId ?? null,
      redemptionId: ulid('rdm_', nowMs, randomness.bytes(10)),
      code: base32(randomness.bytes(CODE_CHARACTERS), CODE_CHARACTERS),
      draw: randomness.number(),
    };
    return decideRedeemReward({ member, reward, shards }, command, store.program);
  });
}

const isGone = (shards: readonly StockShard[]): boolean =>
  shards.length > 0 && shards.every((shard) => shard.remaining === 0);

/** In a rush most attempts find the stock gone: a refusal needs the balance, and no lot. */
async function readForRefusal(
  store: Store,
  aggregate: Aggregate | null,
  rewardId: string,
  locale: Locale,
): Promise<readonly [MemberState | null | 'torn', Reward | null]> {
  const reward = await readReward(store, rewardId, locale);
  // Empty shards may be left over from a time when the reward was limited.
  if (aggregate === null || reward?.stock === null) return [await withLots(store, aggregate), reward];
  return [{ ...aggregate, lots: [] }, reward];
}

async function readMember(store: Store, memberId: string): Promise<MemberState | null | 'torn'> {
  return withLots(store, await readAggregate(store, memberId));
}

/**
 * Account and lots are two reads. When their sums differ, either somebody wrote between them (`torn`: read again), or the
 * stored balance is wrong.
 * @throws RangeError when it is wrong: nothing is built upon it
 */
async function withLots(store: Store, aggregate: Aggregate | null): Promise<MemberState | null | 'torn'> {
  if (aggregate === null) return null;
  const memberId = aggregate.profile.id;
  const state: MemberState = { ...aggregate, lots: await readLots(store, memberId) };
  if (isConsistent(state)) return state;
  const now = await readAggregate(store, memberId);
  if (now?.account.version === aggregate.account.version) assertConsistent(state);
  return 'torn';
}
