/** One key, one effect (invariant I6). Hashing happens outside: the rules have no crypto. */
import type { LedgerEntry, PointsAccount, Redemption } from '../../../schema/generated/types.ts';

export type Operation = 'recordPurchase' | 'adjustPoints' | 'redeemReward';

/** What was answered, kept with the key and given again word for word. */
export interface Answer {
  readonly account: PointsAccount;
  readonly entry: LedgerEntry;
  readonly redemption: Redemption | null;
}

/** Kept as long as the ledger: its key makes a second effect impossible, not only unlikely. */
export interface IdempotencyRecord {
  readonly entryId: string;
  readonly operation: Operation;
  readonly memberId: string;
  /** Digest of the input's canonical text. */
  readonly fingerprint: string;
  readonly answer: Answer;
}

/** Two members, or two operations, never share a key. The entry's id is derived from this text. */
export function idempotencyScope(operation: Operation, memberId: string, key: string): string {
  return [operation, memberId, key].join('\n');
}
