/** What a rule answers: a change to store, or the reason why not. */
import type { LedgerKind, Redemption, UserError } from '../../../schema/generated/types.ts';
import { localDate } from './calendar.ts';
import { evolve, type LedgerRecord, type Movement } from './ledger.ts';
import { addToLot, expiryDate, spendFromLots, totalOf } from './lots.ts';
import type { Lot } from './lots.ts';
import type { MemberState } from './member.ts';
import type { Program } from './program.ts';
import { refusal } from './refusals.ts';
import type { StockShard } from './rewards.ts';
import { evolveTier, tierOfRank } from './tiers.ts';

/** Everything that one transaction writes, except the idempotency record. */
export interface Change {
  readonly before: MemberState;
  readonly after: MemberState;
  readonly entry: LedgerRecord;
  /** A lot with nothing left is to be removed. */
  readonly touchedLots: readonly Lot[];
  readonly redemption: Redemption | null;
  /** The shard after it gave one unit; null for a reward without stock. */
  readonly shard: StockShard | null;
}

export type Decision =
  | { readonly outcome: 'accepted'; readonly change: Change }
  | { readonly outcome: 'refused'; readonly error: UserError };

/** What every command carries besides its own fields: made outside, because the rules have no clock and no randomness. */
export interface CommandBase {
  /** Derived from the idempotency key, so that a repeated command makes the same entry (invariant I6). */
  readonly entryId: string;
  /** The instant of recording. */
  readonly at: string;
}

/** The part of an entry that the rule of one command decides. */
export interface EntryDraft {
  readonly kind: LedgerKind;
  readonly reason: string;
  readonly movement: Movement;
  /** Points that count towards a level. */
  readonly qualifyingPoints: number;
  readonly occurredAt: string;
  readonly ruleIds?: readonly string[];
  readonly placeId?: string | null;
  readonly visitId?: string | null;
  readonly orderId?: string | null;
  readonly cappedRewardId?: string | null;
  readonly redemption?: Redemption;
  readonly shard?: StockShard | null;
}

/** Balances stay far inside GraphQL's 32-bit integers. */
const MAX_POINTS = 1_000_000_000;

export const refused = (error: UserError): Decision => ({ outcome: 'refused', error });

/** Turns a rule's draft into the one change of account, lots and level; refuses only what would leave the number range. */
export function accept(state: MemberState, command: CommandBase, draft: EntryDraft, program: Program): Decision {
  const { account } = state;
  const { movement } = draft;
  const date = localDate(command.at);
  const tier = evolveTier(state.tier, program, date, draft.qualifyingPoints);
  const entry: LedgerRecord = {
    id: command.entryId,
    memberId: state.profile.id,
    seq: account.seq + 1,
    kind: draft.kind,
    amount: movement.amount,
    owedChange: movement.owedChange,
    balanceAfter: account.available + movement.amount,
    reason: draft.reason,
    ruleIds: draft.ruleIds ?? [],
    placeId: draft.placeId ?? null,
    visitId: draft.visitId ?? null,
    orderId: draft.orderId ?? null,
    redemptionId: draft.redemption?.id ?? null,
    cappedRewardId: draft.cappedRewardId ?? null,
    occurredAt: draft.occurredAt,
    recordedAt: command.at,
    accountVersion: account.version + 1,
    tierId: tierOfRank(program, tier.rank).id,
  };
  const after = evolve(account, entry);
  if (after.available > MAX_POINTS || after.owed > MAX_POINTS || after.lifetimeEarned > MAX_POINTS) {
    return refused(refusal('CAP_REACHED', `An account holds, owes and earns at most ${MAX_POINTS} points.`));
  }
  const { lots, touched } =
    movement.amount >= 0
      ? addToLot(state.lots, expiryDate(program.expiry, date), movement.amount)
      : spendFromLots(state.lots, -movement.amount);
  return {
    outcome: 'accepted',
    change: {
      before: state,
      after: { profile: state.profile, account: after, lots, tier },
      entry,
      touchedLots: touched,
      redemption: draft.redemption ?? null,
      shard: draft.shard ?? null,
    },
  };
}

/** Invariants I1 and I2 of one member. */
export function isConsistent({ account, lots }: MemberState): boolean {
  const isSum = account.available === totalOf(lots);
  return isSum && account.available >= 0 && account.owed >= 0 && (account.owed === 0 || account.available === 0);
}

/**
 * Refuses to go on from a state that breaks I1 or I2: a wrong balance must not be built upon.
 * @throws RangeError naming the member and the sums
 */
export function assertConsistent(state: MemberState): void {
  if (isConsistent(state)) return;
  const { available, owed } = state.account;
  throw new RangeError(
    `Member ${state.profile.id} has ${available} points, owes ${owed}, and has lots of ${totalOf(state.lots)}.`,
  );
}
