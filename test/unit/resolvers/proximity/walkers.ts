/** Simulated walkers (domain 2.5): people who visit a place, and people who pass by it, as their phones see them. */
import { mulberry32 } from '../../../../demo/random.ts';
import {
  confidenceOf,
  isClearlyOutside,
  PRESENCE_POLICY,
  step,
  type Presence,
  type PresencePolicy,
  type Transition,
} from '../../../../resolvers/proximity/model/presence.ts';

export interface WalkerFix {
  readonly atMs: number;
  readonly distanceM: number;
  readonly accuracyM: number;
}

export interface Walk {
  readonly isVisit: boolean;
  /** When the walker is really inside for the first time. */
  readonly arrivedMs: number;
  readonly fixes: readonly WalkerFix[];
}

const FENCE_M = 75;
const FIX_EVERY_S = 15;
const VISITS = 1200;
const PASSES = 800;

type Dice = () => number;
const normal = (dice: Dice): number => Math.sqrt(-2 * Math.log(1 - dice())) * Math.cos(2 * Math.PI * dice());

/**
 * Domain 2.5 does not say how its walkers walk. This and the street below were set by its first row alone, the naive rule (1,937 events of
 * visits, 956 of pass-bys; here 1,928 and 979), after other streets had been looked at. The rows of the product's own rules are not fitted.
 */
const ACCURACY_TO_SIGMA = 1.55;

/** What the phone says of a true position. */
function measured(x: number, y: number, atMs: number, dice: Dice): WalkerFix {
  const accuracyM = 8 + dice() * 32;
  const off = accuracyM / ACCURACY_TO_SIGMA;
  return { atMs, accuracyM, distanceM: Math.hypot(x + normal(dice) * off, y + normal(dice) * off) };
}

function walkOf(isVisit: boolean, dice: Dice): Walk {
  const speed = 1.1 + dice() * 0.6;
  // Who passes by walks along the street, through the edge of the fence.
  const lateral = isVisit ? (dice() - 0.5) * 30 : (45 + dice() * 50) * (dice() < 0.5 ? -1 : 1);
  const staysS = isVisit ? 300 + dice() * 1500 : 0;
  const fixes: WalkerFix[] = [];
  let x = -260 + dice() * 20;
  let y = lateral;
  let left = staysS;
  let arrivedMs = -1;
  for (let second = 0; x < 260; second += 1) {
    const isThere = x >= -10 && left > 0;
    if (isThere) {
      left -= 1;
      // Strolling about inside.
      x = Math.max(-10, Math.min(30, x + (dice() - 0.5) * 2));
      y = Math.max(-30, Math.min(30, y + (dice() - 0.5) * 2));
    } else x += speed;
    if (arrivedMs < 0 && Math.hypot(x, y) <= FENCE_M) arrivedMs = second * 1000;
    if (second % FIX_EVERY_S === 0) fixes.push(measured(x, y, second * 1000, dice));
  }
  return { isVisit, arrivedMs, fixes };
}

export function walks(seed: number): readonly Walk[] {
  const dice = mulberry32(seed);
  return Array.from({ length: VISITS + PASSES }, (_, index) => walkOf(index < VISITS, dice));
}

export interface Tally {
  readonly enterEvents: number;
  readonly countedTwice: number;
  readonly missed: number;
  readonly passesCounted: number;
  readonly medianDelayS: number;
}

export function tally(all: readonly Walk[], eventsOf: (walk: Walk) => readonly number[]): Tally {
  const counted = all.map((walk) => ({ walk, events: eventsOf(walk) }));
  const visits = counted.filter(({ walk }) => walk.isVisit);
  const passes = counted.filter(({ walk }) => !walk.isVisit);
  const delays = visits
    .flatMap(({ walk, events }) => (events[0] === undefined ? [] : [(events[0] - walk.arrivedMs) / 1000]))
    .sort((a, b) => a - b);
  return {
    enterEvents: visits.reduce((sum, { events }) => sum + events.length, 0),
    countedTwice: visits.filter(({ events }) => events.length > 1).length,
    missed: visits.filter(({ events }) => events.length === 0).length,
    passesCounted: passes.filter(({ events }) => events.length > 0).length,
    medianDelayS: Math.round(delays[Math.floor(delays.length / 2)] ?? 0),
  };
}

/** Inside when the point is inside: what most geofences do. */
export function naiveEvents({ fixes }: Walk): readonly number[] {
  const inside = fixes.map((fix) => fix.distanceM <= FENCE_M);
  return fixes.filter((_, index) => inside[index] === true && inside[index - 1] !== true).map(({ atMs }) => atMs);
}

/** Everything that the product's machine says of a walk. */
export function transitionsOf(
  { fixes }: Walk,
  dwellThresholdS: number,
  policy: PresencePolicy = PRESENCE_POLICY,
): readonly Transition[] {
  let presence: Presence | null = null;
  const all: Transition[] = [];
  for (const { atMs, distanceM, accuracyM } of fixes) {
    const after = step(
      presence,
      {
        placeId: 'plc_1',
        atMs,
        confidence: confidenceOf(distanceM, accuracyM, FENCE_M),
        isClearlyOutside: isClearlyOutside(distanceM, accuracyM, FENCE_M),
        byBeacon: false,
        dwellThresholdS,
        newVisitId: (sinceMs) => `vis_${sinceMs}`,
      },
      policy,
    );
    presence = after.presence;
    all.push(...after.transitions);
  }
  return all;
}

/** The first confirmation of each visit: a return within ten minutes goes on with the same one. */
export const visitsEntered = (transitions: readonly Transition[]): readonly number[] =>
  transitions.filter(({ type, isReturn }) => type === 'ENTERED' && !isReturn).map(({ atMs }) => atMs);

export const visitsDwelled = (transitions: readonly Transition[]): readonly number[] =>
  transitions.filter(({ type }) => type === 'DWELLED').map(({ atMs }) => atMs);
