/** When a published item may be shown. Legal in APPSYNC_JS: the clock decides at the moment of reading, not of publishing. */
import type { Targeting } from './content.ts';
import { romeTime } from './local-time.ts';
import { isFor, type Reader } from './targeting.ts';

type Window = { readonly visibleFrom?: string | null; readonly visibleTo?: string | null };

/**
 * @param now in UTC with milliseconds, as the window's ends are: text order is time order
 * @returns true from the first instant on, and false from the last instant on
 */
export function isVisibleAt(window: Window, now: string): boolean {
  const from = window.visibleFrom ?? null;
  const to = window.visibleTo ?? null;
  return (from === null || from <= now) && (to === null || now < to);
}

/** The one gate between what is published and who reads it (invariant I12): window and targeting. */
export function mayRead(
  item: Window & { readonly targeting?: Targeting },
  reader: Reader,
  now: string,
  nowMs: number,
): boolean {
  return isVisibleAt(item, now) && isFor(item.targeting ?? {}, reader, romeTime(now, nowMs));
}
