/** Ends what time alone ends: the visits of a phone that has not been heard for half an hour (domain 2.5). Pure. */
import { PRESENCE_POLICY, settle } from './presence.ts';
import type { Track, TrackChange } from './track.ts';

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

/** @returns null when nothing of the member is silent yet */
export function silentChange(track: Track, nowMs: number): TrackChange | null {
  const steps = track.presences.map((was) => ({ was, ...settle(was, nowMs) }));
  const transitions = steps.flatMap((each) => each.transitions);
  if (transitions.length === 0) return null;
  return {
    presences: steps.flatMap(({ was, presence }) => (presence === null || presence === was ? [] : [presence])),
    forgotten: steps.flatMap(({ was, presence }) => (presence === null ? [was.placeId] : [])),
    transitions,
  };
}
