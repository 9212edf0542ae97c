/** The model's state in the contract's types. */
import type { LedgerEntry, PointsAccount } from '../../../schema/generated/types.ts';
import type { Change } from './decision.ts';
import type { Answer } from './idempotency.ts';
import type { LedgerRecord } from './ledger.ts';
import type { Account } from './member.ts';

export function toPointsAccount(memberId: string, account: Account): PointsAccount {
  const { available, pending, reserved, owed, lifetimeEarned, lifetimeRedeemed, version, asOf } = account;
  return { memberId, available, pending, reserved, owed, lifetimeEarned, lifetimeRedeemed, version, asOf };
}

/** Leaves out what only the system needs. */
export function toLedgerEntry(record: LedgerRecord): LedgerEntry {
  const { id, seq, kind, amount, balanceAfter, reason, ruleIds, placeId, visitId, orderId, redemptionId } = record;
  const { occurredAt, recordedAt } = record;
  return {
    id,
    seq,
    kind,
    amount,
    balanceAfter,
    reason,
    ruleIds,
    placeId,
    visitId,
    orderId,
    redemptionId,
    occurredAt,
    recordedAt,
  };
}

export function toAnswer(change: Change): Answer {
  return {
    account: toPointsAccount(change.entry.memberId, change.after.account),
    entry: toLedgerEntry(change.entry),
    redemption: change.redemption,
  };
}
