/** What readers saw and opened, as events. Legal in APPSYNC_JS, where they are made. */
import type { ImpressionInput, ImpressionKind } from '../../../schema/generated/types.ts';

export const IMPRESSION_SOURCE = 'nsp.content';

/** EventBridge takes ten entries a call. */
export const MAX_IMPRESSIONS = 10;

/** Names of the events (domain 6). */
export const IMPRESSION_EVENTS: Readonly<Record<ImpressionKind, string>> = {
  IMPRESSION: 'ContentImpressed',
  OPEN: 'ContentOpened',
};

/** What a phone without a network may still send: counters of older hours are closed. */
export const MAX_AGE_DAYS = 7;

/** How far a phone's clock may be ahead. */
export const MAX_AHEAD_MINUTES = 5;

/** @param atMs when it was on the screen, as the phone says. Both in milliseconds since 1970 */
export function isCountable(atMs: number, nowMs: number): boolean {
  return atMs >= nowMs - MAX_AGE_DAYS * 86_400_000 && atMs <= nowMs + MAX_AHEAD_MINUTES * 60_000;
}

/** The event's `detail`: no word of who it was. */
export interface Impression {
  /** Made by the client, the same at each retry: what has it counts once. */
  readonly id: string;
  readonly contentId: string;
  readonly variant: string;
  readonly kind: ImpressionKind;
  /** In UTC with milliseconds. */
  readonly at: string;
  readonly placeId: string | null;
}

/** Counts of contents without an experiment. */
export const NO_VARIANT = 'none';

/** @param at the input's instant in the one spelling that is counted */
export function impressionOf(input: ImpressionInput, at: string): Impression {
  return {
    id: input.idempotencyKey,
    contentId: input.contentId,
    variant: input.variant ?? NO_VARIANT,
    kind: input.kind,
    at,
    placeId: input.placeId ?? null,
  };
}
