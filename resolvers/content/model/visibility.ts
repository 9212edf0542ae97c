/** When a published item may be shown. Legal in APPSYNC_JS: the clock decides at the moment of reading, not of publishing. */

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
