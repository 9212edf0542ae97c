/** What a report tells the member: transitions at places, with the points that they earned. */
import type { LedgerEntry, PresenceEvent } from '../../../schema/generated/types.ts';
import { toLedgerEntry, type Award, type AwardedEntry, type PresenceClaim } from '../../loyalty/model/index.ts';
import { instant, localDay } from '../../proximity/model/instants.ts';
import type { Transition } from '../../proximity/model/presence.ts';
import { durationS } from '../../proximity/model/visits.ts';

type Reason = Pick<PresenceClaim, 'trigger'> & { readonly zone: string | null };

/** Stays pay when they are long enough, zones when they are first reached: a return within ten minutes finds them told before. */
function reasonsOf({ type, source, isReturn, zones }: Transition): readonly Reason[] {
  // An arrival that began before zones were remembered knows only that there was a beacon.
  const isNameless = type === 'ENTERED' && source === 'BEACON' && !isReturn && zones.length === 0;
  return [
    ...(type === 'DWELLED' ? [{ trigger: 'VISIT' as const, zone: null }] : []),
    ...(isNameless ? [null] : zones).map((zone) => ({ trigger: 'BEACON_ZONE' as const, zone })),
  ];
}

/** @param timezoneOf a place: the day that counts is the day there */
export const claimsOf = (
  transitions: readonly Transition[],
  timezoneOf: (placeId: string) => string,
): readonly PresenceClaim[] =>
  transitions.flatMap((transition) => {
    const { placeId, visitId, atMs } = transition;
    const common = { placeId, visitId, occurredAt: instant(atMs), localDay: localDay(atMs, timezoneOf(placeId)) };
    return reasonsOf(transition).map((reason) => ({ ...reason, ...common }));
  });

export interface AwardOutcome {
  /** What the rules give for the transitions. */
  readonly claimed: readonly Award[];
  readonly paid: readonly AwardedEntry[];
}

/** With several rules or zones for one event, `award` is the first that paid. What was claimed and not paid has reached its cap. */
export function presenceEvents(
  memberId: string,
  transitions: readonly Transition[],
  { claimed, paid }: AwardOutcome,
): readonly PresenceEvent[] {
  return transitions.map((transition) => {
    const { type, placeId, visitId, confidence, atMs, zones } = transition;
    const own = reasonsOf(transition);
    const isOwn = ({ claim }: Award): boolean =>
      claim.visitId === visitId &&
      own.some(({ trigger, zone }) => claim.trigger === trigger && (claim.zone ?? null) === zone);
    const entry = paid.find(({ award }) => isOwn(award))?.change.entry;
    const award: LedgerEntry | null = entry === undefined ? null : toLedgerEntry(entry);
    return {
      id: [visitId, type, atMs, ...(type === 'ZONE_REACHED' ? zones : [])].join('.'),
      type,
      memberId,
      placeId,
      visitId,
      zones,
      confidence,
      durationS: durationS(transition),
      occurredAt: instant(atMs),
      award,
      awardSkipped: award === null && claimed.some(isOwn) ? 'CAP_REACHED' : null,
    };
  });
}
