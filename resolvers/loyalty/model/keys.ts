/**
 * The only home of the Loyalty table's key shapes and index names (access patterns L1-L7, W1, W2, W4, W11).
 *
 * Legal in APPSYNC_JS too: AppSync reads the table itself, with these same functions.
 */

/** The one index of this file: the catalogue by cost. Its projection is ALL. */
export const CATALOG_INDEX = 'GSI1';

/** Only one programme lives in a table today; its id is part of the key so that a second one needs no migration. */
export const PROGRAM_ID = 'ortica';

/** Everything that `me` shows sits under this prefix: one Query reads it. */
export const AGGREGATE_PREFIX = 'A#';
export const PROFILE_SK = 'A#PROFILE';
export const ACCOUNT_SK = 'A#ACCOUNT';
export const TIER_SK = 'A#TIER';
export const CONSENT_PREFIX = 'A#CONSENT#';
export const LEDGER_PREFIX = 'L#';
export const LOT_PREFIX = 'P#';
export const AWARD_PREFIX = 'AWARD#';
export const CAP_PREFIX = 'CAP#';
export const CONSENT_HISTORY_PREFIX = 'H#CONSENT#';
export const REDEMPTION_PREFIX = 'R#';
export const TIER_PREFIX = 'TIER#';
export const SHARD_PREFIX = 'S#';
export const REWARD_SK = 'DOC';
export const IDEMPOTENCY_SK = 'IDEM';
export const CODE_SK = 'CODE';
export const CATALOG_PREFIX = 'ACTIVE#';

/** Lots may not lie beyond this date; a range up to it reads them all. */
export const LAST_DATE = '9999-12-31';

/** The catalogue sorts by nine digits: no reward costs more. */
export const MAX_COST_POINTS = 999999999;

/** Sorts after every character of an id, so that a range up to it includes the whole prefix. */
const AFTER_EVERY_ID = '~';

/** @param digits at most 12; a longer number is cut on the left, so callers check their ranges */
function zeroPadded(value: number, digits: number): string {
  return `000000000000${value}`.slice(-digits);
}

export function memberPk(memberId: string): string {
  return `MEMBER#${memberId}`;
}

export function consentSk(purpose: string): string {
  return `${CONSENT_PREFIX}${purpose}`;
}

/** Twelve digits, so that text order is number order. */
export function ledgerSk(seq: number): string {
  return `${LEDGER_PREFIX}${zeroPadded(seq, 12)}`;
}

/** @param expiresOn `yyyy-mm-dd`: lots sort by the day on which they expire */
export function lotSk(expiresOn: string): string {
  return `${LOT_PREFIX}${expiresOn}`;
}

/** @param redemptionId a prefixed ULID, so redemptions sort by the time they were made */
export function redemptionSk(redemptionId: string): string {
  return `${REDEMPTION_PREFIX}${redemptionId}`;
}

export function programPk(programId: string): string {
  return `PROGRAM#${programId}`;
}

export function tierSk(rank: number): string {
  return `${TIER_PREFIX}${zeroPadded(rank, 2)}`;
}

/** A reward has one document a locale, the fallback already resolved. */
export function rewardPk(rewardId: string, locale: string): string {
  return `REWARD#${rewardId}#${locale}`;
}

export function stockPk(rewardId: string): string {
  return `STOCK#${rewardId}`;
}

export function shardSk(index: number): string {
  return `${SHARD_PREFIX}${zeroPadded(index, 2)}`;
}

export function catalogPk(programId: string, locale: string): string {
  return `CATALOG#${programId}#${locale}`;
}

export function catalogSk(costPoints: number, rewardId: string): string {
  return `${CATALOG_PREFIX}${zeroPadded(costPoints, 9)}#${rewardId}`;
}

/** The end of the range that holds every active reward of at most this cost. */
export function catalogSkUpTo(costPoints: number): string {
  return `${CATALOG_PREFIX}${zeroPadded(Math.min(costPoints, MAX_COST_POINTS), 9)}#${AFTER_EVERY_ID}`;
}

/** @param entryId derived from the caller's idempotency key, so the key itself never needs escaping */
export function idempotencyPk(entryId: string): string {
  return `IDEM#${entryId}`;
}

export function codePk(code: string): string {
  return `CODE#${code}`;
}

/** @param localDay the day at the place: a rule pays a member there once a day (invariant I14) */
export function awardSk(ruleId: string, placeId: string, localDay: string): string {
  return `${AWARD_PREFIX}${ruleId}#${placeId}#${localDay}`;
}

/** @param period `2026-12-24`, `2026-W52`, `2026-12` or `ALL` */
export function capSk(ruleId: string, period: string): string {
  return `${CAP_PREFIX}${ruleId}#${period}`;
}

/** @param changeId a prefixed ULID, so that changes sort by time */
export function consentHistorySk(changeId: string): string {
  return `${CONSENT_HISTORY_PREFIX}${changeId}`;
}
