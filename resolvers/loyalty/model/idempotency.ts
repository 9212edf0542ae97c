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

/**
 * The same text for the same input: members sorted, absent and null alike, the key itself left out.
 * @param input plain data, as GraphQL delivers it
 */
export function canonicalInput(input: Readonly<Record<string, unknown>>): string {
  return canonical(Object.fromEntries(Object.entries(input).filter(([name]) => name !== 'idempotencyKey')));
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== null && member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
}
