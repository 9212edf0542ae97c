/** Decides what a reported position changes: whether it counts, and where the member came, stayed or went. */
import type { ReportPositionInput, UserError } from '../../../schema/generated/types.ts';
import { MAX_ACCURACY_M } from './cells-around.ts';
import type { PlaceRef } from './cells.ts';
import { distanceM } from './distance.ts';
import { epochMs } from './instants.ts';
import { changesAtOnce, type PlaceStep } from './places-at-once.ts';
import { confidenceOf, isClearlyOutside, isInside, step, type Presence } from './presence.ts';
import { invalid, keyFaults, NO_FAULTS, rangeFaults, refusal, wholeFaults, type Faults } from './refusals.ts';
import type { Fix, Track, TrackChange } from './track.ts';

/** What a beacon stands for. */
export interface BeaconZone {
  readonly placeId: string;
  readonly zone: string;
}

export interface Report {
  readonly memberId: string;
  readonly fix: Fix;
  readonly isMocked: boolean;
  readonly isStopped: boolean;
  /** Of places of ours, whose beacons are heard from near. */
  readonly zones: readonly BeaconZone[];
  /** The server's clock. */
  readonly nowMs: number;
  readonly newVisitId: (placeId: string, sinceMs: number) => string;
}

export interface PositionChange extends TrackChange {
  readonly nextReportInS: number;
  /** Too little happened since the last report to be worth a write (domain W10). */
  readonly isSkipped: boolean;
}

export type PositionRefusal = 'MOCKED' | 'OLD' | 'INACCURATE' | 'TOO_FAST' | 'TOO_SOON';

export type PositionDecision =
  | { readonly outcome: 'accepted'; readonly change: PositionChange }
  | { readonly outcome: 'refused'; readonly reason: PositionRefusal; readonly error: UserError };

const MAX_AGE_MS = 5 * 60_000;
const CLOCK_SKEW_MS = 60_000;
const MAX_SPEED_MPS = 70;
const LEAST_INTERVAL_MS = 1000;
const SKIP_WITHIN_M = 25;
const SKIP_WITHIN_MS = 60_000;
const MAX_SIGHTINGS = 8;
const LEAST_RSSI_DBM = -75;

export const SOON_S = 15;
export const USUAL_S = 60;
const RARELY_S = 300;

export function reportPositionFaults(input: ReportPositionInput, nowMs: number): Faults {
  const sampledMs = epochMs(input.sampledAt);
  const beacons = input.beacons ?? [];
  return [
    ...keyFaults(input.idempotencyKey),
    ...rangeFaults(['at', 'lat'], input.at.lat, -90, 90),
    ...rangeFaults(['at', 'lng'], input.at.lng, -180, 180),
    ...rangeFaults(['accuracyM'], input.accuracyM, 0, 100_000),
    ...(sampledMs === null || sampledMs > nowMs + CLOCK_SKEW_MS
      ? invalid(['sampledAt'], input.sampledAt, 'a real date and time that is not in the future')
      : NO_FAULTS),
    ...(beacons.length > MAX_SIGHTINGS ? invalid(['beacons'], beacons.length, `${MAX_SIGHTINGS} at most`) : NO_FAULTS),
    ...beacons
      .slice(0, MAX_SIGHTINGS)
      .flatMap(({ uuid, major, minor }, index) => [
        ...(uuid.length > 64
          ? invalid(['beacons', String(index), 'uuid'], uuid.slice(0, 64), '36 characters')
          : NO_FAULTS),
        ...wholeFaults(['beacons', String(index), 'major'], major, 0, 65_535),
        ...wholeFaults(['beacons', String(index), 'minor'], minor, 0, 65_535),
      ]),
  ];
}

/** Beacons that are heard so well that the phone must be beside them. */
export const nearSightings = (input: ReportPositionInput) =>
  (input.beacons ?? []).filter(({ rssiDbm }) => rssiDbm >= LEAST_RSSI_DBM);

const refused = (reason: PositionRefusal, error: UserError): PositionDecision => ({
  outcome: 'refused',
  reason,
  error,
});

/** The reason why a fix does not count, or null. The order is fixed: pace, what the phone admits, time, accuracy, plausibility. */
export function positionRefusal(track: Track, report: Report): PositionDecision | null {
  const { fix, nowMs } = report;
  const last = track.fix;
  if (track.reportedMs !== null && nowMs - track.reportedMs < LEAST_INTERVAL_MS) {
    return refused(
      'TOO_SOON',
      refusal('RATE_LIMITED', 'One report a second is enough; wait as long as the answer says.'),
    );
  }
  if (report.isMocked) {
    return refused(
      'MOCKED',
      refusal('LOW_CONFIDENCE', 'The position is made up, says the phone.', ['input', 'mocked']),
    );
  }
  if (nowMs - fix.sampledMs > MAX_AGE_MS) {
    const text = 'The position is older than five minutes; measure again.';
    return refused('OLD', refusal('STALE_POSITION', text, ['input', 'sampledAt']));
  }
  if (track.heardMs !== null && fix.sampledMs <= track.heardMs) {
    const text = 'The position is not newer than the last one; measure again.';
    return refused('OLD', refusal('STALE_POSITION', text, ['input', 'sampledAt']));
  }
  if (fix.accuracyM > MAX_ACCURACY_M) {
    const text = `accuracyM is ${fix.accuracyM}; a position counts up to ${MAX_ACCURACY_M}.`;
    return refused('INACCURATE', refusal('LOW_CONFIDENCE', text, ['input', 'accuracyM']));
  }
  if (last !== null && impliedSpeed(last, fix) > MAX_SPEED_MPS) {
    const text = `Nobody moves faster than ${MAX_SPEED_MPS} metres a second from the last position to this one.`;
    return refused('TOO_FAST', refusal('LOW_CONFIDENCE', text, ['input', 'at']));
  }
  return null;
}

/** Metres a second that are sure: what the inaccuracies can explain is taken off. */
function impliedSpeed(from: Fix, to: Fix): number {
  const moved = Math.max(0, distanceM(from, to) - from.accuracyM - to.accuracyM);
  return moved / Math.max(0.001, (to.sampledMs - from.sampledMs) / 1000);
}

/** @param refs every place whose geofence may be near the fix; one that is missing is far away */
export function decidePosition(track: Track, refs: readonly PlaceRef[], report: Report): PositionDecision {
  const refusedBy = positionRefusal(track, report);
  if (refusedBy !== null) return refusedBy;
  const before = new Map(track.presences.map((presence) => [presence.placeId, presence]));
  const near = new Map(refs.map((ref) => [ref.id, ref]));
  const placeIds = [...new Set([...before.keys(), ...near.keys()])];
  const changes = changesAtOnce(
    placeIds.map((placeId) => stepAt(placeId, before.get(placeId) ?? null, near.get(placeId) ?? null, report)),
  );
  const transitions = changes
    .flatMap((each) => each.transitions)
    .sort((a, b) => a.atMs - b.atMs || (a.placeId < b.placeId ? -1 : a.placeId > b.placeId ? 1 : 0));
  const presences = changes.flatMap(({ presence }) => presence ?? []);
  const changedIds = new Set(changes.map(({ placeId }) => placeId));
  const after = [...track.presences.filter(({ placeId }) => !changedIds.has(placeId)), ...presences];
  return {
    outcome: 'accepted',
    change: {
      presences,
      forgotten: changes.filter(({ presence }) => presence === null).map(({ placeId }) => placeId),
      transitions,
      nextReportInS: nextReport(after, near, report),
      isSkipped: changes.length === 0 && isNearby(track.fix, report.fix),
    },
  };
}

function stepAt(placeId: string, was: Presence | null, ref: PlaceRef | null, report: Report): PlaceStep {
  const { fix } = report;
  const metres = ref === null ? Infinity : distanceM(fix, ref);
  const zones = ref === null ? [] : report.zones.filter((each) => each.placeId === placeId).map(({ zone }) => zone);
  const byBeacon = zones.length > 0;
  const after = step(was, {
    placeId,
    atMs: fix.sampledMs,
    confidence: byBeacon ? 'HIGH' : ref === null ? 'NONE' : confidenceOf(metres, fix.accuracyM, ref.radiusM),
    isClearlyOutside: ref === null || (!byBeacon && isClearlyOutside(metres, fix.accuracyM, ref.radiusM)),
    byBeacon,
    zones,
    dwellThresholdS: ref?.dwellS ?? Infinity,
    newVisitId: (sinceMs) => report.newVisitId(placeId, sinceMs),
  });
  return { placeId, metres, was, ...after };
}

const isNearby = (last: Fix | null, fix: Fix): boolean =>
  last !== null && distanceM(last, fix) < SKIP_WITHIN_M && fix.sampledMs - last.sampledMs < SKIP_WITHIN_MS;

function nextReport(presences: readonly Presence[], near: ReadonlyMap<string, PlaceRef>, report: Report): number {
  const { fix, isStopped } = report;
  const waits = presences.map((presence) => {
    if (presence.state === 'ENTERING' || presence.state === 'EXITING') return SOON_S;
    if (!isInside(presence)) return RARELY_S;
    const dwellMs = (near.get(presence.placeId)?.dwellS ?? 0) * 1000;
    const untilDwellS = Math.ceil((presence.sinceMs + dwellMs - fix.sampledMs) / 1000);
    return presence.hasDwelled ? USUAL_S : Math.min(USUAL_S, Math.max(SOON_S, untilDwellS));
  });
  const isOnTheEdge = [...near.values()].some(
    (ref) => confidenceOf(distanceM(fix, ref), fix.accuracyM, ref.radiusM) === 'LOW',
  );
  return Math.min(isOnTheEdge ? SOON_S : isStopped ? RARELY_S : USUAL_S, ...waits);
}
