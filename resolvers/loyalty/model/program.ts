/** The programme as data: levels, earning rules, expiry. Rules are evaluated elsewhere; nothing here decides. */
import type { Tier } from '../../../schema/generated/types.ts';

/** Every present clause must hold; an empty object always does. */
export interface RuleConditions {
  /** 0 is Sunday, local to the programme. */
  readonly weekdays?: readonly number[];
  readonly minTotalCents?: number;
  readonly minTierRank?: number;
  readonly placeIds?: readonly string[];
  /** At least one line of the purchase is in one of them. */
  readonly categories?: readonly string[];
  /** Of a beacon: `entrance`, `fitting-room` … */
  readonly zones?: readonly string[];
}

/** What a rule pays for: a purchase, a stay at a place, or a zone that a visit reaches, as its beacon says. */
export type EarningTrigger = 'PURCHASE' | 'VISIT' | 'BEACON_ZONE';

/** How often a rule may pay one member: counted, never estimated (invariant I7). */
export interface RuleCap {
  readonly times: number;
  /** Business days, weeks from Monday, months; `ALL` is for ever. */
  readonly per: 'DAY' | 'WEEK' | 'MONTH' | 'ALL';
}

export interface EarningRule {
  readonly id: string;
  readonly trigger: EarningTrigger;
  /** Points for each 100 minor units of money. */
  readonly ratePer100?: number;
  /** Only the largest multiplier that applies is used. */
  readonly multiplier?: number;
  readonly bonusPoints?: number;
  /** Only for presence: a visit or a zone pays once a day at a place in any case (invariant I14). */
  readonly cap?: RuleCap;
  readonly conditions: RuleConditions;
  /** Business days, both included; null is open. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  /** Lower comes first in `ruleIds`; ties go by id. */
  readonly priority: number;
}

export interface ExpiryPolicy {
  readonly months: number;
  readonly roundTo: 'MONTH_END';
}

export interface TierPolicy {
  readonly windowDays: number;
  /** A level once reached holds until the end of the month this many months later. */
  readonly validityMonths: number;
  readonly graceDays: number;
}

export interface Program {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly expiry: ExpiryPolicy;
  readonly tierPolicy: TierPolicy;
  /** Days during which the code of a taken reward is honoured. */
  readonly redemptionValidDays: number;
  /** By rank, without gaps, from 0. */
  readonly tiers: readonly Tier[];
  readonly rules: readonly EarningRule[];
  /** Only grants for these reasons count towards a level. */
  readonly qualifyingReasons: readonly string[];
}

/** The programme of the fictional retailer "Ortica & Lino". */
export const ORTICA_LINO: Program = {
  id: 'ortica',
  name: 'Ortica & Lino',
  currency: 'EUR',
  expiry: { months: 12, roundTo: 'MONTH_END' },
  tierPolicy: { windowDays: 365, validityMonths: 12, graceDays: 30 },
  redemptionValidDays: 30,
  tiers: [
    {
      id: 'lino',
      rank: 0,
      name: 'Lino',
      qualifyingPoints: 0,
      benefits: ['1 point per euro', 'Double points on Sundays'],
    },
    {
      id: 'cotone',
      rank: 1,
      name: 'Cotone',
      qualifyingPoints: 1500,
      benefits: ['Free alterations', 'Early access to sales'],
    },
    {
      id: 'seta',
      rank: 2,
      name: 'Seta',
      qualifyingPoints: 5000,
      benefits: ['Free delivery', 'Personal shopper', 'Invitations to store evenings'],
    },
    {
      id: 'cashmere',
      rank: 3,
      name: 'Cashmere',
      qualifyingPoints: 12000,
      benefits: ['Reserved collection', 'Courier at home the same day', 'A gift on 24 December'],
    },
  ],
  rules: [
    {
      id: 'rul_euro',
      trigger: 'PURCHASE',
      ratePer100: 1,
      conditions: {},
      validFrom: null,
      validTo: null,
      priority: 10,
    },
    {
      id: 'rul_sunday',
      trigger: 'PURCHASE',
      multiplier: 2,
      conditions: { weekdays: [0] },
      validFrom: null,
      validTo: null,
      priority: 20,
    },
    {
      id: 'rul_visit',
      trigger: 'VISIT',
      bonusPoints: 20,
      cap: { times: 1, per: 'DAY' },
      conditions: {},
      validFrom: null,
      validTo: null,
      priority: 30,
    },
    {
      id: 'rul_beacon',
      trigger: 'BEACON_ZONE',
      bonusPoints: 10,
      cap: { times: 3, per: 'WEEK' },
      conditions: {},
      validFrom: null,
      validTo: null,
      priority: 40,
    },
  ],
  qualifyingReasons: ['PURCHASE', 'MISSING_PURCHASE'],
};
