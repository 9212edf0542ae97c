/** What the rules know of a member at one moment. */
import type { Locale, MemberStatus } from '../../../schema/generated/types.ts';
import { localDate } from './calendar.ts';
import type { Lot } from './lots.ts';
import type { Program } from './program.ts';
import { initialTier, type TierState } from './tiers.ts';

/** The only place with personal data; the ledger knows the id alone. */
export interface Profile {
  readonly id: string;
  readonly displayName: string | null;
  readonly email: string | null;
  readonly status: MemberStatus;
  readonly locale: Locale;
  readonly enrolledAt: string;
}

export interface Account {
  readonly available: number;
  readonly pending: number;
  readonly reserved: number;
  readonly owed: number;
  readonly lifetimeEarned: number;
  readonly lifetimeRedeemed: number;
  /** Number of the last ledger entry; 0 before the first. */
  readonly seq: number;
  /** Guards every write: whoever read an older number has to read again. */
  readonly version: number;
  readonly asOf: string;
  /** How often a reward with a limit per member was taken. */
  readonly takenByReward: Readonly<Record<string, number>>;
}

export interface MemberState {
  readonly profile: Profile;
  readonly account: Account;
  /** By `expiresOn` ascending, none empty, each date once. */
  readonly lots: readonly Lot[];
  readonly tier: TierState;
}

/** A member with no points yet, at the entry level. */
export function enrolledMember(profile: Profile, program: Program): MemberState {
  return {
    profile,
    account: {
      available: 0,
      pending: 0,
      reserved: 0,
      owed: 0,
      lifetimeEarned: 0,
      lifetimeRedeemed: 0,
      seq: 0,
      version: 0,
      asOf: profile.enrolledAt,
      takenByReward: {},
    },
    lots: [],
    tier: initialTier(program, localDate(profile.enrolledAt)),
  };
}
