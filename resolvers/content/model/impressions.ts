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

/** The event's `detail`: no word of who it was. */
export interface Impression {
  /** Made by the client, the same at each retry: what has it counts once. */
  readonly id: string;
  readonly contentId: string;
  readonly variant: string;
  readonly kind: ImpressionKind;
  readonly at: string;
  readonly placeId: string | null;
}

/** Counts of contents without an experiment. */
export const NO_VARIANT = 'none';

export function impressionOf(input: ImpressionInput): Impression {
  return {
    id: input.idempotencyKey,
    contentId: input.contentId,
    variant: input.variant ?? NO_VARIANT,
    kind: input.kind,
    at: input.at,
    placeId: input.placeId ?? null,
  };
}
