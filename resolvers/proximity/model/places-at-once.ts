/**
 * What one report may do at once. A transaction takes 100 actions, and in a shopping arcade the fences of a hundred shops overlap: so
 * what has changed is written and nothing else, of a bounded number of places. What has to wait is decided again by the next fix.
 */
import { isInside, type Presence, type Transition } from './presence.ts';
import { silentFromMs } from './silence.ts';
import { MAX_PLACES } from './track.ts';

/** One place under one fix. */
export interface PlaceStep {
  readonly placeId: string;
  /** From the fix to the centre; infinite when the place is far away. */
  readonly metres: number;
  readonly was: Presence | null;
  readonly presence: Presence | null;
  readonly transitions: readonly Transition[];
}

/** At so many places a stay can be paid by one report: an entry each, and the proof that it was paid. */
export const MAX_STAYS = 7;

/** Same but for the times of the last sign, of which the last fix tells: an open visit's is filed in steps. */
function isSame(a: Presence | null, b: Presence | null): boolean {
  if (a === null || b === null) return a === b;
  const { state, visitId, hasDwelled, source, outsideSinceMs, sinceMs, zones } = a;
  // A confirmed visit's score no longer matters.
  const isScoreSame = a.score === b.score || state === 'INSIDE' || state === 'DWELLING';
  return (
    isScoreSame &&
    (!isInside(a) || silentFromMs(a.lastHeardMs) === silentFromMs(b.lastHeardMs)) &&
    state === b.state &&
    visitId === b.visitId &&
    hasDwelled === b.hasDwelled &&
    zones.length === b.zones.length &&
    source === b.source &&
    outsideSinceMs === b.outsideSinceMs &&
    sinceMs === b.sinceMs
  );
}

const isChanged = ({ was, presence, transitions }: PlaceStep): boolean =>
  transitions.length > 0 || !isSame(was, presence);

const isPaying = ({ transitions }: PlaceStep): boolean => transitions.some(({ type }) => type === 'DWELLED');

/** What happened before what only begins, the nearer place first. */
function byUrgency(a: PlaceStep, b: PlaceStep): number {
  const rank = ({ was, transitions }: PlaceStep): number => (was === null ? 2 : transitions.length > 0 ? 0 : 1);
  return rank(a) - rank(b) || (a.metres === b.metres ? (a.placeId < b.placeId ? -1 : 1) : a.metres - b.metres);
}

/** The changes that this report makes: the same for the same steps, in whatever order they come. */
export function changesAtOnce(steps: readonly PlaceStep[]): readonly PlaceStep[] {
  let stays = 0;
  let free = MAX_PLACES - steps.filter(({ was }) => was !== null).length;
  const due = [...steps].filter(isChanged).sort(byUrgency);
  const taken = due.filter((step) => {
    if (step.was === null) return (free -= 1) >= 0;
    return !isPaying(step) || (stays += 1) <= MAX_STAYS;
  });
  return taken.slice(0, MAX_PLACES);
}
