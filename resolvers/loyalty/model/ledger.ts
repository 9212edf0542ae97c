/** The journal of a balance. An account is what its entries add up to, and nothing else (invariants I1-I3). */
import type { LedgerEntry } from '../../../schema/generated/types.ts';
import type { Account } from './member.ts';

/** An entry with what only the system needs: enough to rebuild the account, and to tell subscribers without a read. */
export interface LedgerRecord extends LedgerEntry {
  readonly memberId: string;
  /** What the change did to `owed`; `amount - owedChange` is its full worth. */
  readonly owedChange: number;
  readonly accountVersion: number;
  /** The level after the change. */
  readonly tierId: string;
  /** Set when the entry counts towards the reward's limit per member. */
  readonly cappedRewardId: string | null;
}

/** How a grant or a taking splits between the balance and the debt. */
export interface Movement {
  readonly amount: number;
  readonly owedChange: number;
}

/** Points given pay the debt first; the rest can be spent. */
export function grant(account: Account, points: number): Movement {
  const repaid = Math.min(account.owed, points);
  return { amount: points - repaid, owedChange: repaid === 0 ? 0 : -repaid };
}

/** Points taken back: what the balance lacks becomes debt, so `owed` above 0 implies a balance of 0. */
export function takeBack(account: Account, points: number): Movement {
  const taken = Math.min(account.available, points);
  return { amount: taken === 0 ? 0 : -taken, owedChange: points - taken };
}

/** The account after one entry. Replaying all entries of a member gives the stored account. */
export function evolve(account: Account, entry: LedgerRecord): Account {
  const worth = entry.amount - entry.owedChange;
  return {
    ...account,
    available: account.available + entry.amount,
    owed: account.owed + entry.owedChange,
    lifetimeEarned: account.lifetimeEarned + (entry.kind === 'CAPTURE' ? 0 : Math.max(0, worth)),
    lifetimeRedeemed: account.lifetimeRedeemed + (entry.kind === 'CAPTURE' ? -worth : 0),
    seq: entry.seq,
    version: account.version + 1,
    asOf: entry.recordedAt,
    takenByReward: counted(account.takenByReward, entry.cappedRewardId),
  };
}

function counted(taken: Account['takenByReward'], rewardId: string | null): Account['takenByReward'] {
  return rewardId === null ? taken : { ...taken, [rewardId]: (taken[rewardId] ?? 0) + 1 };
}
