/** Visits: what transitions at a place leave behind. */
import type { VisitSource } from '../../../schema/generated/types.ts';
import { instant, localDay } from './instants.ts';
import type { Transition } from './presence.ts';

export interface VisitRecord {
  readonly id: string;
  readonly memberId: string;
  readonly placeId: string;
  readonly enteredAt: string;
  /** The day of `enteredAt` by the place's clock. */
  readonly day: string;
  readonly source: VisitSource;
  readonly dwelledAt: string | null;
  readonly exitedAt: string | null;
  readonly durationS: number | null;
  /** The last time that the member came back within ten minutes. */
  readonly returnedAt: string | null;
  /** Epoch seconds, 13 months after it began (domain 2.6). */
  readonly ttl: number;
}

/** What one report does to one visit. */
export interface VisitChange {
  readonly id: string;
  readonly placeId: string;
  /** The whole visit when it begins, else null. */
  readonly begun: VisitRecord | null;
  readonly dwelledAt: string | null;
  readonly exitedAt: string | null;
  readonly durationS: number | null;
  readonly returnedAt: string | null;
}

const KEPT_S = 396 * 86_400;

export const durationS = ({ atMs, enteredMs }: Transition): number => Math.round((atMs - enteredMs) / 1000);

const BUSINESS_ZONE = 'Europe/Rome';

/** One change a visit, whatever happened to it. @param timezoneOf a place: needed for visits that begin */
export function visitChanges(
  memberId: string,
  transitions: readonly Transition[],
  timezoneOf: (placeId: string) => string = () => BUSINESS_ZONE,
): readonly VisitChange[] {
  // Which zones somebody was in is not kept for 13 months.
  const ofVisits = transitions.filter(({ type }) => type !== 'ZONE_REACHED');
  const ids = [...new Set(ofVisits.map(({ visitId }) => visitId))];
  return ids.flatMap((id) => {
    const own = ofVisits.filter(({ visitId }) => visitId === id);
    const [first] = own;
    if (first === undefined) return [];
    const { placeId, enteredMs, source } = first;
    const of = (type: Transition['type']): Transition | undefined => own.find((each) => each.type === type);
    const at = (transition: Transition | undefined): string | null =>
      transition === undefined ? null : instant(transition.atMs);
    const entered = of('ENTERED');
    const exited = of('EXITED');
    const later = {
      dwelledAt: at(of('DWELLED')),
      exitedAt: at(exited),
      durationS: exited === undefined ? null : durationS(exited),
    };
    const isNew = entered !== undefined && !entered.isReturn;
    const begun: VisitRecord = {
      id,
      memberId,
      placeId,
      enteredAt: instant(enteredMs),
      day: localDay(enteredMs, timezoneOf(placeId)),
      source,
      ...later,
      returnedAt: null,
      ttl: Math.floor(enteredMs / 1000) + KEPT_S,
    };
    const returnedAt = entered?.isReturn === true ? at(entered) : null;
    return [{ id, placeId, begun: isNew ? begun : null, ...later, returnedAt }];
  });
}

/** The visit after a change: what the table's update does. */
export function changedVisit(before: VisitRecord, change: VisitChange): VisitRecord {
  const isBack = change.returnedAt !== null;
  return {
    ...before,
    dwelledAt: change.dwelledAt ?? before.dwelledAt,
    exitedAt: change.exitedAt ?? (isBack ? null : before.exitedAt),
    durationS: change.durationS ?? (isBack ? null : before.durationS),
    returnedAt: change.returnedAt ?? before.returnedAt,
  };
}
