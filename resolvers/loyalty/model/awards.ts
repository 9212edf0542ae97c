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

/** What the rules give for each claim, paid before or not. */
export const claimedAwards = (claims: readonly PresenceClaim[], tierRank: number, program: Program): readonly Award[] =>
  claims.flatMap((claim) => {
    const { trigger, placeId, localDay, zone } = claim;
    const facts = { trigger, date: localDay, tierRank, placeId, zone };
    return presenceRules(program.rules, facts).map((rule) => awardOf(claim, rule));
  });

/** The counter that an award goes by: it is the same at every place. Null for a rule without a cap. */
export const capName = ({ ruleId, cap }: Award): string | null => (cap === null ? null : `${ruleId} ${cap.period}`);

/**
 * What one report can pay. One rule pays one place and day once, and in all no more often than its cap allows, however many claims
 * there are.
 * @param spent names of awards that were paid before, and of caps that are reached
 */
export function payableAwards(awards: readonly Award[], spent: ReadonlySet<string> = new Set()): readonly Award[] {
  const counts = new Map<string, number>();
  return awards.filter((award) => {
    const cap = capName(award);
    const names = [awardKey(award), ...(cap === null ? [] : [cap])];
    const isOver = names.some(
      (name, at) => spent.has(name) || (counts.get(name) ?? 0) >= (at === 0 ? 1 : (award.cap?.times ?? 0)),
    );
    if (!isOver) names.forEach((name) => counts.set(name, (counts.get(name) ?? 0) + 1));
    return !isOver;
  });
}

/** What could be paid, were it the first time. */
export const possibleAwards = (
  claims: readonly PresenceClaim[],
  tierRank: number,
  program: Program,
): readonly Award[] => payableAwards(claimedAwards(claims, tierRank, program));

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
        visitId: award.claim.visitId,
      },
      program,
    );
    if (decision.outcome === 'accepted') paid.push({ award, change: decision.change });
  }
  return paid;
}
