/** Ends what time alone ends: the visits of a phone that has not been heard for half an hour (domain 2.5). Pure. */
import { PRESENCE_POLICY, settle } from './presence.ts';
import { MAX_PLACES, type Track, type TrackChange } from './track.ts';

/** Open presences are filed under the time at which they will be silent, and seldom moved: once in this many milliseconds. */
const FILED_EVERY_MS = 10 * 60_000;

/** The sweeper asks each of them; a name on its own would be one hot key on the evening before Christmas. */
export const SILENCE_SHARDS = [0, 1, 2, 3] as const;

/** The last sign may be younger than the time filed says, never older: who is found is silent, or has been heard since. */
export const silentFromMs = (lastHeardMs: number): number =>
  Math.ceil((lastHeardMs + PRESENCE_POLICY.silenceMs) / FILED_EVERY_MS) * FILED_EVERY_MS;

/** Always the same for one member. */
export const silenceShard = (memberId: string): number =>
  Array.from(memberId).reduce((sum, character) => sum + (character.codePointAt(0) ?? 0), 0) % SILENCE_SHARDS.length;

/** @returns null when nothing of the member is silent yet. A track of more places than are kept today ends in several changes */
export function silentChange(track: Track, nowMs: number): TrackChange | null {
  const steps = track.presences
    .map((was) => ({ was, ...settle(was, nowMs) }))
    .filter(({ was, presence }) => presence !== was)
    // Visits first: what they leave room for waits.
    .sort((a, b) => b.transitions.length - a.transitions.length)
    .slice(0, MAX_PLACES);
  const transitions = steps.flatMap((each) => each.transitions);
  if (transitions.length === 0) return null;
  return {
    presences: steps.flatMap(({ presence }) => presence ?? []),
    forgotten: steps.flatMap(({ was, presence }) => (presence === null ? [was.placeId] : [])),
    transitions,
  };
}
