/** Plays the plan against the product's own rules: what they refuse does not happen. */
import {
  decideRecordPurchase,
  decideRedeemReward,
  enrolledMember,
  redeemability,
  toEpochMs,
  type Change,
  type Decision,
  type LedgerRecord,
  type MemberState,
  type StockShard,
} from '../resolvers/loyalty/model/index.ts';
import type { Redemption } from '../schema/generated/types.ts';
import { demoCode, demoId } from './ids.ts';
import type { DemoMember } from './members.ts';
import type { Intent } from './plan.ts';
import { PROGRAM, type DemoReward } from './rewards.ts';
import { plusMs } from './time.ts';
import { Stays } from './visits.ts';
import type { DemoPlace } from './places.ts';
import type { VisitRecord } from '../resolvers/proximity/model/visits.ts';

export interface Played {
  readonly states: ReadonlyMap<string, MemberState>;
  readonly entries: readonly LedgerRecord[];
  readonly redemptions: readonly Redemption[];
  readonly shards: ReadonlyMap<string, readonly StockShard[]>;
  /** Every accepted change in order: what the rules were asked, and what they answered. */
  readonly changes: readonly Change[];
  readonly visits: readonly VisitRecord[];
}

/** The till reports a purchase three seconds after it was paid. */
const REPORT_DELAY_MS = 3000;

type Redeem = Extract<Intent, { kind: 'redeem' }>;
type Purchase = Extract<Intent, { kind: 'purchase' }>;

function purchase(state: MemberState, intent: Purchase): Decision {
  const at = plusMs(intent.at, REPORT_DELAY_MS);
  const { memberId, placeId, totalCents, category, label } = intent;
  const command = {
    entryId: demoId('led_', at, `purchase ${label}`),
    at,
    memberId,
    orderId: demoId('ord_', intent.at, label),
    placeId,
    totalCents,
    occurredAt: intent.at,
    categories: [category],
  };
  return decideRecordPurchase(state, command, PROGRAM);
}

/** Cheaper ones are liked more; what the rules would refuse is not even looked at. */
function favourite(state: MemberState, rewards: readonly DemoReward[], intent: Redeem): DemoReward | null {
  const { account, tier } = state;
  const possible = rewards.filter(({ terms }) => {
    const placeId = terms.placeIds?.[0] ?? null;
    const facts = { reward: terms, account, tierRank: tier.rank, now: intent.at, placeId, inStock: true };
    return redeemability(facts, PROGRAM).redeemable;
  });
  return possible[Math.floor(intent.taste * possible.length)] ?? null;
}

function redeem(
  state: MemberState,
  intent: Redeem,
  { terms, texts }: DemoReward,
  shards: readonly StockShard[],
): Decision {
  const { at, label, memberId, draw } = intent;
  const name = (texts[state.profile.locale] ?? texts.it).name;
  const command = {
    entryId: demoId('led_', at, `redeem ${label}`),
    at,
    memberId,
    rewardId: terms.id,
    placeId: terms.placeIds?.[0] ?? null,
    redemptionId: demoId('rdm_', at, label),
    code: demoCode(label),
    draw,
  };
  return decideRedeemReward({ member: state, reward: { ...terms, name }, shards }, command, PROGRAM);
}

/** Phones tell of the end of a stay a minute and a half after it. */
const TELLS_AFTER_MS = 90_000;

export function play(
  members: readonly DemoMember[],
  rewards: readonly DemoReward[],
  intents: readonly Intent[],
  places: readonly DemoPlace[],
): Played {
  const states = new Map(members.map(({ profile }) => [profile.id, enrolledMember(profile, PROGRAM)]));
  const shards = new Map(rewards.map(({ terms, stock }) => [terms.id, stock]));
  const changes: Change[] = [];
  const visits: VisitRecord[] = [];
  const placeById = new Map(places.map(({ place }) => [place.id, place]));
  const stays = new Stays();
  for (const intent of intents) {
    const state = states.get(intent.memberId);
    if (state === undefined) continue;
    if (intent.kind === 'stay') {
      const place = placeById.get(intent.placeId);
      if (place === undefined || state.profile.status !== 'ACTIVE') continue;
      const atMs = (toEpochMs(intent.at) ?? 0) - intent.staysS * 1000 - TELLS_AFTER_MS;
      const played = stays.play({ ...intent, atMs, place }, state);
      if (played === null) continue;
      visits.push(...played.visits);
      changes.push(...played.changes);
      states.set(intent.memberId, played.changes.at(-1)?.after ?? state);
      continue;
    }
    const decision = decide(state, intent, rewards, shards);
    if (decision?.outcome !== 'accepted') continue;
    const { change } = decision;
    changes.push(change);
    states.set(intent.memberId, change.after);
    if (change.shard !== null) putBack(shards, change.shard);
  }
  const entries = changes.map((change) => change.entry);
  const redemptions = changes.flatMap((change) => change.redemption ?? []);
  return { states, entries, redemptions, shards, changes, visits };
}

function putBack(shards: Map<string, readonly StockShard[]>, taken: StockShard): void {
  const all = shards.get(taken.rewardId) ?? [];
  shards.set(
    taken.rewardId,
    all.map((shard) => (shard.index === taken.index ? taken : shard)),
  );
}

function decide(
  state: MemberState,
  intent: Exclude<Intent, { kind: 'stay' }>,
  rewards: readonly DemoReward[],
  shards: ReadonlyMap<string, readonly StockShard[]>,
): Decision | null {
  if (intent.kind === 'purchase') return purchase(state, intent);
  const reward = favourite(state, rewards, intent);
  return reward === null ? null : redeem(state, intent, reward, shards.get(reward.terms.id) ?? []);
}
