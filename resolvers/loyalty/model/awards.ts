/** Decides what a presence earns. Whether it was paid before, and how often, only the table knows: its conditions say so (I7, I14). */
import { addDays, localDate, monthOf, weekday } from './calendar.ts';
import { accept, type Change } from './decision.ts';
import { presenceRules } from './earning.ts';
import { grant } from './ledger.ts';
import type { MemberState } from './member.ts';
import type { EarningRule, Program, RuleCap } from './program.ts';

/** Something at a place that a rule may pay for. */
export interface PresenceClaim {
  readonly trigger: 'VISIT' | 'BEACON_ZONE';
  readonly placeId: string;
  readonly visitId: string;
  /** Of a BEACON_ZONE: which zone it was. */
  readonly zone?: string | null;
  readonly occurredAt: string;
  /** The day of `occurredAt` by the place's clock. */
  readonly localDay: string;
}

/** One payment of one rule, with what must not have happened before it. */
export interface Award {
  readonly claim: PresenceClaim;
  readonly ruleId: string;
  readonly points: number;
  readonly cap: { readonly period: string; readonly times: number; readonly endsOn: string | null } | null;
}

/** The same for every attempt to pay the same thing. */
export const awardKey = ({ claim, ruleId }: Award): string => `${ruleId}#${claim.placeId}#${claim.localDay}`;

/** ISO week: the one that holds the Thursday. */
function weekOf(date: string): { readonly name: string; readonly endsOn: string } {
  const day = (weekday(date) + 6) % 7;
  const thursday = addDays(date, 3 - day);
  let week = 1;
  for (let each = addDays(thursday, -7); each.slice(0, 4) === thursday.slice(0, 4); each = addDays(each, -7)) week += 1;
  return { name: `${thursday.slice(0, 4)}-W${String(week).padStart(2, '0')}`, endsOn: addDays(date, 6 - day) };
}

/** @param date a business day of the programme */
export function capPeriod(cap: RuleCap, date: string): NonNullable<Award['cap']> {
  const { times, per } = cap;
  switch (per) {
    case 'DAY':
      return { period: date, times, endsOn: date };
    case 'WEEK':
      return { period: weekOf(date).name, times, endsOn: weekOf(date).endsOn };
    case 'MONTH':
      return { period: monthOf(date), times, endsOn: addDays(`${monthOf(date)}-28`, 4) };
    case 'ALL':
      return { period: 'ALL', times, endsOn: null };
  }
}

const awardOf = (claim: PresenceClaim, rule: EarningRule): Award => ({
  claim,
  ruleId: rule.id,
  points: rule.bonusPoints ?? 0,
  cap: rule.cap === undefined ? null : capPeriod(rule.cap, localDate(claim.occurredAt)),
});

/** What could be paid, were it the first time. One rule pays one place and day once, however many claims there are. */
export function possibleAwards(claims: readonly PresenceClaim[], tierRank: number, program: Program): readonly Award[] {
  const awards = claims.flatMap((claim) => {
    const { trigger, placeId, localDay, zone } = claim;
    return presenceRules(program.rules, { trigger, date: localDay, tierRank, placeId, zone }).map((rule) =>
      awardOf(claim, rule),
    );
  });
  return awards.filter(
    (award, index) =>
      awards.findIndex((each) => awardKey(each) === awardKey(award)) === index && isWithinOneReport(awards, index),
  );
}

/** Two places in one report count against the cap together. */
function isWithinOneReport(awards: readonly Award[], index: number): boolean {
  const award = awards[index];
  if (award?.cap === undefined || award.cap === null) return true;
  const before = awards.slice(0, index).filter((each) => each.ruleId === award.ruleId);
  return before.length < award.cap.times;
}

export interface AwardedEntry {
  readonly award: Award;
  readonly change: Change;
}

/**
 * Pays the awards one after the other. An account at the end of its number range gets no more.
 * @param entryId makes the id of an entry from its award: the same for every attempt
 */
export function payAwards(
  state: MemberState,
  awards: readonly Award[],
  at: string,
  entryId: (award: Award) => string,
  program: Program,
): readonly AwardedEntry[] {
  const paid: AwardedEntry[] = [];
  for (const award of awards) {
    const before = paid.at(-1)?.change.after ?? state;
    const decision = accept(
      before,
      { entryId: entryId(award), at },
      {
        kind: 'EARN',
        reason: award.claim.trigger,
        movement: grant(before.account, award.points),
        qualifyingPoints: program.qualifyingReasons.includes(award.claim.trigger) ? award.points : 0,
        occurredAt: award.claim.occurredAt,
        ruleIds: [award.ruleId],
        placeId: award.claim.placeId,
      },
      program,
    );
    if (decision.outcome === 'accepted') paid.push({ award, change: decision.change });
  }
  return paid;
}
