/** How many points something earns: base times the largest multiplier, plus bonuses, rounded down. */
import { weekday } from './calendar.ts';
import type { EarningRule, RuleConditions } from './program.ts';

export interface PurchaseFacts {
  /** The business day of the purchase. */
  readonly date: string;
  readonly totalCents: number;
  readonly tierRank: number;
  readonly placeId: string | null;
  readonly categories: readonly string[];
  /** The beacon's; null or absent for what no beacon confirms. */
  readonly zone?: string | null;
}

export interface Earned {
  readonly points: number;
  /** The rules that applied, by priority, then id. */
  readonly ruleIds: readonly string[];
}

function holds(conditions: RuleConditions, facts: PurchaseFacts): boolean {
  const { weekdays, minTotalCents, minTierRank, placeIds, categories, zones } = conditions;
  if (weekdays !== undefined && !weekdays.includes(weekday(facts.date))) return false;
  if (minTotalCents !== undefined && facts.totalCents < minTotalCents) return false;
  if (minTierRank !== undefined && facts.tierRank < minTierRank) return false;
  if (placeIds !== undefined && (facts.placeId === null || !placeIds.includes(facts.placeId))) return false;
  if (zones !== undefined && !zones.includes(facts.zone ?? '')) return false;
  return categories === undefined || facts.categories.some((category) => categories.includes(category));
}

function applies(rule: EarningRule, facts: PurchaseFacts): boolean {
  const isInTime =
    (rule.validFrom === null || rule.validFrom <= facts.date) && (rule.validTo === null || facts.date <= rule.validTo);
  return isInTime && holds(rule.conditions, facts);
}

const inOrder = (a: EarningRule, b: EarningRule): number => a.priority - b.priority || (a.id < b.id ? -1 : 1);

/** Same rules in any order, same answer. */
export function earnedBy(rules: readonly EarningRule[], facts: PurchaseFacts): Earned {
  const applied = rules.filter((rule) => rule.trigger === 'PURCHASE' && applies(rule, facts)).sort(inOrder);
  // Hundredths of a point, so that cents are only rounded once.
  const base = applied.reduce((sum, rule) => sum + (rule.ratePer100 ?? 0) * facts.totalCents, 0);
  const multiplier = applied.reduce((largest, rule) => Math.max(largest, rule.multiplier ?? 1), 1);
  const bonus = applied.reduce((sum, rule) => sum + (rule.bonusPoints ?? 0), 0);
  return { points: Math.floor((base * multiplier) / 100 + bonus), ruleIds: applied.map((rule) => rule.id) };
}

export interface PresenceFacts {
  readonly trigger: 'VISIT' | 'BEACON_ZONE';
  /** The day at the place. */
  readonly date: string;
  readonly tierRank: number;
  readonly placeId: string;
  readonly zone?: string | null;
}

/** The rules that pay for a presence, in order. Each pays by itself, because each has a cap of its own. */
export function presenceRules(rules: readonly EarningRule[], facts: PresenceFacts): readonly EarningRule[] {
  const asPurchase = { ...facts, totalCents: 0, categories: [] };
  return rules
    .filter((rule) => rule.trigger === facts.trigger && (rule.bonusPoints ?? 0) > 0 && applies(rule, asPurchase))
    .sort(inOrder);
}
