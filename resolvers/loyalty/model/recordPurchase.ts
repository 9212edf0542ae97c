/** Decides what a purchase earns. */
import { localDate } from './calendar.ts';
import { accept, refused, type CommandBase, type Decision } from './decision.ts';
import { earnedBy } from './earning.ts';
import { grant } from './ledger.ts';
import type { MemberState } from './member.ts';
import type { Program } from './program.ts';
import { memberNotActive, memberNotFound } from './refusals.ts';

export interface RecordPurchase extends CommandBase {
  readonly memberId: string;
  readonly orderId: string;
  readonly placeId: string | null;
  readonly totalCents: number;
  /** In UTC; the weekday of a rule is the local day of this instant. */
  readonly occurredAt: string;
  readonly categories: readonly string[];
}

/**
 * Points count, and expire, from the day they are recorded; the rules look at the day of the purchase.
 * A purchase too small for a point is still an entry, of 0.
 */
export function decideRecordPurchase(state: MemberState | null, command: RecordPurchase, program: Program): Decision {
  if (state === null) return refused(memberNotFound(command.memberId, ['input', 'memberId']));
  if (state.profile.status !== 'ACTIVE') return refused(memberNotActive(state.profile.status));

  const { points, ruleIds } = earnedBy(program.rules, {
    date: localDate(command.occurredAt),
    totalCents: command.totalCents,
    tierRank: state.tier.rank,
    placeId: command.placeId,
    categories: command.categories,
  });
  return accept(
    state,
    command,
    {
      kind: 'EARN',
      reason: 'PURCHASE',
      movement: grant(state.account, points),
      qualifyingPoints: program.qualifyingReasons.includes('PURCHASE') ? points : 0,
      occurredAt: command.occurredAt,
      ruleIds,
      placeId: command.placeId,
      orderId: command.orderId,
    },
    program,
  );
}
