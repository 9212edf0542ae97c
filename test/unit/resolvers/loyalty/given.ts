/** Members and rewards with sensible defaults, and `given(…).when…` over the rules. */
import {
  decideAdjustPoints,
  decideRecordPurchase,
  decideRedeemReward,
  enrolledMember,
  ORTICA_LINO,
  totalOf,
  type AdjustPoints,
  type Change,
  type Decision,
  type Lot,
  type MemberState,
  type Profile,
  type Program,
  type RecordPurchase,
  type RedeemReward,
  type Reward,
  type StockShard,
} from '../../../../resolvers/loyalty/model/index.ts';
import type { UserErrorCode } from '../../../../schema/generated/types.ts';

/** A Wednesday. */
export const NOW = '2026-12-16T10:00:00.000Z';
export const MEMBER = 'mem_giulia';

export interface MemberTraits {
  readonly id?: string;
  readonly status?: Profile['status'];
  readonly lots?: readonly Lot[];
  readonly owed?: number;
  readonly rank?: number;
  readonly taken?: Readonly<Record<string, number>>;
}

export function aMember(traits: MemberTraits = {}): MemberState {
  const profile: Profile = {
    id: traits.id ?? MEMBER,
    displayName: 'Giulia',
    email: 'giulia@example.com',
    status: traits.status ?? 'ACTIVE',
    locale: 'it',
    enrolledAt: '2026-10-01T08:00:00.000Z',
  };
  const fresh = enrolledMember(profile, ORTICA_LINO);
  const lots = traits.lots ?? [];
  return {
    ...fresh,
    account: {
      ...fresh.account,
      available: totalOf(lots),
      owed: traits.owed ?? 0,
      takenByReward: traits.taken ?? {},
    },
    lots,
    tier: { ...fresh.tier, rank: traits.rank ?? 0 },
  };
}

export const lotsOf = (points: number): readonly Lot[] =>
  points === 0 ? [] : [{ expiresOn: '2027-12-31', remaining: points }];

export function aReward(terms: Partial<Reward> = {}): Reward {
  return {
    id: 'rwd_coffee',
    name: 'Caffè',
    costPoints: 80,
    minTierRank: 0,
    status: 'ACTIVE',
    placeIds: null,
    redeemableFrom: null,
    redeemableTo: null,
    perMemberLimit: null,
    stock: null,
    ...terms,
  };
}

export const aPurchase = (fields: Partial<RecordPurchase> = {}): RecordPurchase => ({
  entryId: 'led_1',
  at: NOW,
  memberId: MEMBER,
  orderId: 'ord_1',
  placeId: null,
  totalCents: 4899,
  occurredAt: NOW,
  categories: [],
  ...fields,
});

export const aRedemption = (fields: Partial<RedeemReward> = {}): RedeemReward => ({
  entryId: 'led_2',
  at: NOW,
  memberId: MEMBER,
  rewardId: 'rwd_coffee',
  placeId: null,
  redemptionId: 'rdm_1',
  code: 'A1B2C3D4',
  draw: 0,
  ...fields,
});

/** What a decision led to, for the third step of a sentence. */
export interface Then {
  readonly then: () => Change;
  readonly thenRefuses: () => UserErrorCode;
}

function outcomeOf(decision: Decision): Then {
  return {
    then: () => {
      if (decision.outcome === 'refused') throw new Error(`refused: ${decision.error.code} ${decision.error.message}`);
      return decision.change;
    },
    thenRefuses: () => {
      if (decision.outcome === 'accepted') throw new Error('accepted');
      return decision.error.code;
    },
  };
}

export function given(member: MemberState | null, program: Program = ORTICA_LINO) {
  return {
    whenBuying: (fields: Partial<RecordPurchase> = {}): Then =>
      outcomeOf(decideRecordPurchase(member, aPurchase(fields), program)),
    whenAdjusting: (amount: number, reason: AdjustPoints['reason'] = 'GOODWILL'): Then =>
      outcomeOf(decideAdjustPoints(member, { entryId: 'led_3', at: NOW, memberId: MEMBER, amount, reason }, program)),
    whenTaking: (reward: Reward | null, fields: Partial<RedeemReward> = {}, shards: readonly StockShard[] = []): Then =>
      outcomeOf(decideRedeemReward({ member, reward, shards }, aRedemption(fields), program)),
  };
}
