/** Instants as functions and the store write them. AppSync leaves out a fraction of zero, and texts are compared letter by letter. */
import { util } from '@aws-appsync/utils';

/** UTC with milliseconds: `2026-12-24T18:00:00.000Z`. */
export function instantOfMs(epochMs: number): string {
  const text = util.time.epochMilliSecondsToISO8601(epochMs);
  return text.length === 20 ? `${text.slice(0, 19)}.000Z` : text;
}

/** Now. */
export function nowInstant(): string {
  return instantOfMs(util.time.nowEpochMilliSeconds());
}
