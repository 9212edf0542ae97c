/** Who may see a published item. Legal in APPSYNC_JS: readers are let in at the moment of reading, not of publishing. */
import type { Targeting } from './content.ts';
import type { LocalTime } from './local-time.ts';

/** What is known of a reader. Nobody has a rank without an account. */
export interface Reader {
  /** Null without an account: such a reader gets only what has no targeting. */
  readonly memberId: string | null;
  readonly tierRank: number;
  readonly segments: readonly string[];
  /** Where the reader says to be. */
  readonly placeId: string | null;
}

export const EVERYBODY: Reader = { memberId: null, tierRank: 0, segments: [], placeId: null };

/** True when some clause is there: the item is not for everybody. Empty lists and rank 0 are no clauses. */
export function isTargeted(targeting: Targeting): boolean {
  return (
    (targeting.minTierRank ?? 0) > 0 ||
    (targeting.segments ?? []).length > 0 ||
    (targeting.placeIds ?? []).length > 0 ||
    (targeting.daysOfWeek ?? []).length > 0 ||
    isDefined(targeting.hourFrom) ||
    isDefined(targeting.hourTo)
  );
}

const isDefined = (value: number | null | undefined): boolean => value !== null && value !== undefined;

/** The end is exclusive; an end before the beginning reaches over midnight; equal ends are the whole day. */
function isWithinHours(from: number, to: number, hour: number): boolean {
  if (from === to) {
    return true;
  }
  return from < to ? hour >= from && hour < to : hour >= from || hour < to;
}

/** The conjunction of all clauses that are there (domain 2.4). */
export function isFor(targeting: Targeting, reader: Reader, time: LocalTime): boolean {
  if (!isTargeted(targeting)) {
    return true;
  }
  if (reader.memberId === null || reader.tierRank < (targeting.minTierRank ?? 0)) {
    return false;
  }
  const segments = targeting.segments ?? [];
  const places = targeting.placeIds ?? [];
  const days = targeting.daysOfWeek ?? [];
  return (
    (segments.length === 0 || reader.segments.some((mine) => segments.some((each) => each === mine))) &&
    (places.length === 0 || places.some((each) => each === reader.placeId)) &&
    (days.length === 0 || days.some((each) => each === time.day)) &&
    isWithinHours(targeting.hourFrom ?? 0, targeting.hourTo ?? 24, time.hour)
  );
}
