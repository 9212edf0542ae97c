/**
 * The presence machine: from the fixes of a phone to "came", "stayed" and "went" (domain 2.5).
 *
 * One member and one place: OUTSIDE → ENTERING → INSIDE → DWELLING → EXITING → OUTSIDE. Fixes are taken in order of time; who
 * calls sees to that. ENTERED and EXITED alternate, and DWELLED comes at most once a visit (invariant I13).
 */
import type { Confidence, PresenceEventType, VisitSource } from '../../../schema/generated/types.ts';

export type PresenceState = 'OUTSIDE' | 'ENTERING' | 'INSIDE' | 'DWELLING' | 'EXITING';

/** What is remembered of one member at one place. Instants are milliseconds. */
export interface Presence {
  readonly placeId: string;
  readonly state: PresenceState;
  /** Sum of the inside fixes' scores since `sinceMs`. */
  readonly score: number;
  /** The first inside fix of this stay, or of this return. */
  readonly sinceMs: number;
  /** The last inside fix. It is kept exact until the visit is confirmed, and no longer. */
  readonly lastSeenMs: number;
  /** The last fix of the phone, wherever it was: a visit goes on for as long as fixes come. */
  readonly lastHeardMs: number;
  /** Null until the visit is confirmed. */
  readonly visitId: string | null;
  /** When the visit began: earlier than `sinceMs` after a return. */
  readonly enteredMs: number;
  readonly hasDwelled: boolean;
  readonly source: VisitSource;
  /** Set while EXITING and OUTSIDE. */
  readonly outsideSinceMs: number | null;
  /** Beacon zones that were told of in this visit. */
  readonly zones: readonly string[];
  /** Those heard on the way in: told of when the arrival is confirmed. */
  readonly arrivalZones: readonly string[];
}

/** How a fix lies to a place. */
export interface Sighting {
  readonly placeId: string;
  readonly atMs: number;
  readonly confidence: Confidence;
  /** So far outside that the inaccuracy cannot explain it. */
  readonly isClearlyOutside: boolean;
  readonly byBeacon: boolean;
  /** Of the beacons that are heard from near. @default none */
  readonly zones?: readonly string[];
  readonly dwellThresholdS: number;
  /** Made outside, from the member, the place and the time: needed when this sighting begins a visit. */
  readonly newVisitId: (sinceMs: number) => string;
}

export interface Transition {
  readonly type: PresenceEventType;
  readonly placeId: string;
  readonly visitId: string;
  readonly atMs: number;
  readonly enteredMs: number;
  readonly confidence: Confidence;
  readonly source: VisitSource;
  /** A return within ten minutes: the visit goes on, and earns nothing a second time. */
  readonly isReturn: boolean;
  /** First heard in this visit: what was heard on the way in, or the one zone of a ZONE_REACHED. */
  readonly zones: readonly string[];
}

export interface Step {
  /** Null when nothing needs to be remembered. */
  readonly presence: Presence | null;
  readonly transitions: readonly Transition[];
}

export interface PresencePolicy {
  readonly enterScore: number;
  readonly exitFixes: number;
  readonly exitAfterMs: number;
  /** Without any fix for this long, the visit ended when the phone was last heard. */
  readonly silenceMs: number;
  /** Coming back within this time goes on with the visit. */
  readonly returnWithinMs: number;
}

/** As measured with simulated walkers (domain 2.5). */
export const PRESENCE_POLICY: PresencePolicy = {
  enterScore: 2,
  exitFixes: 2,
  exitAfterMs: 45_000,
  silenceMs: 30 * 60_000,
  returnWithinMs: 10 * 60_000,
};

const EXIT_BUFFER_M = 25;

const SCORES: Readonly<Record<Confidence, number>> = { HIGH: 1, MEDIUM: 0.5, LOW: 0, NONE: 0 };

/** @param distanceM from the fix to the centre of the geofence */
export function confidenceOf(distanceM: number, accuracyM: number, radiusM: number): Confidence {
  if (distanceM + accuracyM <= radiusM) return 'HIGH';
  if (distanceM <= radiusM) return 'MEDIUM';
  return distanceM - accuracyM <= radiusM ? 'LOW' : 'NONE';
}

export const isClearlyOutside = (distanceM: number, accuracyM: number, radiusM: number): boolean =>
  distanceM > radiusM + Math.max(accuracyM, EXIT_BUFFER_M);

export const isInside = ({ state }: Presence): boolean =>
  state === 'INSIDE' || state === 'DWELLING' || state === 'EXITING';

function transition(type: PresenceEventType, presence: Presence, atMs: number, of: Partial<Transition>): Transition {
  const { placeId, visitId, enteredMs, source } = presence;
  const base = { confidence: 'NONE' as const, isReturn: false, zones: [] };
  return { type, placeId, visitId: visitId ?? '', atMs, enteredMs, source, ...base, ...of };
}

/** The visit ended; it is remembered for as long as a return would go on with it. */
function left(presence: Presence, atMs: number): Step {
  const presenceAfter: Presence = { ...presence, state: 'OUTSIDE', score: 0, outsideSinceMs: atMs, arrivalZones: [] };
  return { presence: presenceAfter, transitions: [transition('EXITED', presence, atMs, {})] };
}

/** The last moment of which no fix says that the member had gone. */
const lastThereMs = ({ state, outsideSinceMs, lastHeardMs }: Presence): number =>
  state === 'EXITING' ? (outsideSinceMs ?? lastHeardMs) : lastHeardMs;

/** Ends what time alone ends: a visit in silence, an unconfirmed arrival. */
export function settle(presence: Presence, nowMs: number, policy: PresencePolicy = PRESENCE_POLICY): Step {
  if (isInside(presence)) {
    const isSilent = nowMs - presence.lastHeardMs >= policy.silenceMs;
    return isSilent ? left(presence, lastThereMs(presence)) : { presence, transitions: [] };
  }
  const isForgotten =
    presence.state === 'OUTSIDE'
      ? nowMs - (presence.outsideSinceMs ?? 0) > policy.returnWithinMs && presence.score === 0
      : nowMs - presence.lastSeenMs >= policy.silenceMs;
  return { presence: isForgotten ? null : presence, transitions: [] };
}

/** Ends an open visit at once, where the phone was last heard: the member no longer wishes to be located. */
export const end = (presence: Presence): Step =>
  isInside(presence) ? left(presence, lastThereMs(presence)) : { presence: null, transitions: [] };

/** One fix. */
export function step(before: Presence | null, sighting: Sighting, policy: PresencePolicy = PRESENCE_POLICY): Step {
  const settled = before === null ? { presence: null, transitions: [] } : settle(before, sighting.atMs, policy);
  const after =
    settled.presence !== null && isInside(settled.presence)
      ? whileInside(settled.presence, sighting, policy)
      : whileOutside(settled.presence, sighting, policy);
  const presence = after.presence === null ? null : { ...after.presence, lastHeardMs: sighting.atMs };
  return { presence, transitions: [...settled.transitions, ...after.transitions] };
}

const withoutRepeats = (zones: readonly string[]): readonly string[] => [...new Set(zones)];

function whileOutside(before: Presence | null, sighting: Sighting, policy: PresencePolicy): Step {
  const { placeId, atMs, confidence, byBeacon, zones = [] } = sighting;
  const score = SCORES[confidence];
  if (score === 0) {
    // A fix that may be inside does not undo an arrival; one that cannot be does.
    const isUndone = before?.state === 'ENTERING' && confidence === 'NONE';
    if (!isUndone) return { presence: before, transitions: [] };
    const kept: Presence = { ...before, state: 'OUTSIDE', score: 0 };
    return { presence: before.visitId === null ? null : kept, transitions: [] };
  }
  const isFirst = before === null || before.score === 0;
  const arriving: Presence = {
    placeId,
    state: 'ENTERING',
    score: (isFirst ? 0 : before.score) + score,
    sinceMs: isFirst ? atMs : before.sinceMs,
    lastSeenMs: atMs,
    lastHeardMs: atMs,
    visitId: before?.visitId ?? null,
    enteredMs: before !== null && before.visitId !== null ? before.enteredMs : isFirst ? atMs : before.sinceMs,
    hasDwelled: before?.hasDwelled ?? false,
    source: byBeacon || (!isFirst && before.source === 'BEACON') ? 'BEACON' : 'GPS',
    outsideSinceMs: before?.outsideSinceMs ?? null,
    zones: before?.zones ?? [],
    arrivalZones: withoutRepeats([...(isFirst ? [] : before.arrivalZones), ...zones]),
  };
  return arriving.score < policy.enterScore
    ? { presence: arriving, transitions: [] }
    : entered(arriving, sighting, policy);
}

function entered(arriving: Presence, sighting: Sighting, policy: PresencePolicy): Step {
  const { sinceMs, visitId, outsideSinceMs } = arriving;
  const isReturn = visitId !== null && sinceMs - (outsideSinceMs ?? 0) <= policy.returnWithinMs;
  const known = isReturn ? arriving.zones : [];
  const zones = arriving.arrivalZones.filter((zone) => !known.includes(zone));
  const inside: Presence = {
    ...arriving,
    state: isReturn && arriving.hasDwelled ? 'DWELLING' : 'INSIDE',
    visitId: isReturn ? visitId : sighting.newVisitId(sinceMs),
    enteredMs: isReturn ? arriving.enteredMs : sinceMs,
    hasDwelled: isReturn && arriving.hasDwelled,
    outsideSinceMs: null,
    zones: [...known, ...zones],
    arrivalZones: [],
  };
  const { confidence, atMs } = sighting;
  const first = transition('ENTERED', inside, atMs, { confidence, isReturn, zones });
  const after = stayed(inside, sighting);
  return { presence: after.presence, transitions: [first, ...after.transitions] };
}

/** An inside fix of a confirmed visit. */
function stayed(before: Presence, { atMs, confidence, dwellThresholdS, zones = [] }: Sighting): Step {
  const reached = withoutRepeats(zones).filter((zone) => !before.zones.includes(zone));
  const isStay = !before.hasDwelled && atMs - before.sinceMs >= dwellThresholdS * 1000;
  const presence: Presence = {
    ...before,
    state: before.hasDwelled || isStay ? 'DWELLING' : 'INSIDE',
    lastSeenMs: atMs,
    hasDwelled: before.hasDwelled || isStay,
    outsideSinceMs: null,
    zones: [...before.zones, ...reached],
  };
  const transitions = [
    ...(isStay ? [transition('DWELLED', presence, atMs, { confidence })] : []),
    ...reached.map((zone) => transition('ZONE_REACHED', presence, atMs, { confidence, zones: [zone] })),
  ];
  return { presence, transitions };
}

function whileInside(before: Presence, sighting: Sighting, policy: PresencePolicy): Step {
  const { atMs, confidence } = sighting;
  if (SCORES[confidence] > 0) return stayed(before, sighting);
  if (!sighting.isClearlyOutside) return { presence: before, transitions: [] };
  if (before.state !== 'EXITING') {
    return { presence: { ...before, state: 'EXITING', score: 1, outsideSinceMs: atMs }, transitions: [] };
  }
  const fixes = before.score + 1;
  const sinceMs = before.outsideSinceMs ?? atMs;
  if (fixes < policy.exitFixes || atMs - sinceMs < policy.exitAfterMs) {
    return { presence: { ...before, score: fixes }, transitions: [] };
  }
  return left(before, sinceMs);
}
