/** The story's calendar. Nothing in it depends on the day on which it is told. */
import { addDays, endOfMonthAfter, fromEpochMs, toEpochMs, weekday } from '../resolvers/loyalty/model/index.ts';

/** The season in which members shop, as business days in Europe/Rome. */
export const SEASON_START = '2026-10-01';

/** The last day on which something has happened; what lies behind it is planned, never booked. */
export const STORY_END = '2026-11-22';

/** The season's own end: rewards and offers run up to it. */
export const SEASON_END = '2026-12-24';

function lastSunday(month: string): string {
  const last = endOfMonthAfter(`${month}-01`, 0);
  return addDays(last, -weekday(last));
}

/** @param date a business day. @param minuteOfDay local time; the hours of a clock change are not used */
export function romeInstant(date: string, minuteOfDay: number): string {
  const year = date.slice(0, 4);
  const isSummer = date >= lastSunday(`${year}-03`) && date < lastSunday(`${year}-10`);
  const midnight = toEpochMs(`${date}T00:00:00.000Z`) ?? 0;
  return fromEpochMs(midnight + (minuteOfDay - (isSummer ? 120 : 60)) * 60_000);
}

/** Every day from the first to the last, both included. */
export function daysBetween(first: string, last: string): readonly string[] {
  const days: string[] = [];
  for (let day = first; day <= last; day = addDays(day, 1)) days.push(day);
  return days;
}

/** When the tables were written: the last evening of the story. */
export const NOW = romeInstant(STORY_END, 22 * 60);

export function plusMs(instant: string, ms: number): string {
  return fromEpochMs((toEpochMs(instant) ?? 0) + ms);
}
