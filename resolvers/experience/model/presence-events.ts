/** What a report tells the member: transitions at places, with the points that they earned. */
import type { LedgerEntry, PresenceEvent, UserErrorCode } from '../../../schema/generated/types.ts';
import {
  awardKey,
  toLedgerEntry,
  type Award,
  type AwardedEntry,
  type PresenceClaim,
} from '../../loyalty/model/index.ts';
import { instant, localDay } from '../../proximity/model/instants.ts';
import type { Transition } from '../../proximity/model/presence.ts';
import { durationS } from '../../proximity/model/visits.ts';

/** Stays pay when they are long enough, arrivals when a beacon confirms them; a return within ten minutes pays nothing. */
function triggerOf({ type, source, isReturn }: Transition): PresenceClaim['trigger'] | null {
  if (type === 'DWELLED') return 'VISIT';
  return type === 'ENTERED' && source === 'BEACON' && !isReturn ? 'BEACON_ZONE' : null;
}

function claimOf(transition: Transition, timezoneOf: (placeId: string) => string): PresenceClaim | null {
  const trigger = triggerOf(transition);
  if (trigger === null) return null;
  const { placeId, visitId, atMs } = transition;
  return { trigger, placeId, visitId, occurredAt: instant(atMs), localDay: localDay(atMs, timezoneOf(placeId)) };
}

/** @param timezoneOf a place: the day that counts is the day there */
export const claimsOf = (
  transitions: readonly Transition[],
  timezoneOf: (placeId: string) => string,
): readonly PresenceClaim[] => transitions.flatMap((transition) => claimOf(transition, timezoneOf) ?? []);

export interface AwardOutcome {
  readonly possible: readonly Award[];
  readonly paid: readonly AwardedEntry[];
  /** By award key: why it was not paid. */
  readonly skipped: ReadonlyMap<string, UserErrorCode>;
}

/** With several rules for one event, `award` is the first that paid. */
export function presenceEvents(
  memberId: string,
  transitions: readonly Transition[],
  { possible, paid, skipped }: AwardOutcome,
): readonly PresenceEvent[] {
  return transitions.map((transition) => {
    const { type, placeId, visitId, confidence, atMs } = transition;
    const trigger = triggerOf(transition);
    const isOwn = ({ claim }: Award): boolean => claim.trigger === trigger && claim.visitId === visitId;
    const entry = paid.find(({ award }) => isOwn(award))?.change.entry;
    const reasons = possible.filter(isOwn).flatMap((award) => skipped.get(awardKey(award)) ?? []);
    const award: LedgerEntry | null = entry === undefined ? null : toLedgerEntry(entry);
    return {
      id: `${visitId}.${type}.${atMs}`,
      type,
      memberId,
      placeId,
      visitId,
      confidence,
      durationS: durationS(transition),
      occurredAt: instant(atMs),
      award,
      awardSkipped: award === null ? (reasons[0] ?? null) : null,
    };
  });
}
