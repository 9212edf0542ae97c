/** Day and hour in Europe/Rome, by arithmetic alone. Legal in APPSYNC_JS: targeting is decided while AppSync reads. */

const MS_PER_HOUR = 3_600_000;
const MS_PER_DAY = 86_400_000;

export interface LocalTime {
  /** 1 is Monday, 7 is Sunday. */
  readonly day: number;
  /** 0..23. */
  readonly hour: number;
}

/** Days since 1970, of a day of the proleptic Gregorian calendar; `month` from 1. */
function daysOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** 01:00 UTC on the last Sunday of a month with 31 days: when the EU changes its clocks. */
function changeMs(year: number, month: number): number {
  const last = daysOf(year, month, 31);
  return (last - ((last + 4) % 7)) * MS_PER_DAY + MS_PER_HOUR;
}

/** @param now in UTC, ISO 8601. @param nowMs the same in milliseconds since 1970 */
export function romeTime(now: string, nowMs: number): LocalTime {
  const year = +now.slice(0, 4);
  const isSummer = nowMs >= changeMs(year, 3) && nowMs < changeMs(year, 10);
  const localMs = nowMs + (isSummer ? 2 : 1) * MS_PER_HOUR;
  const days = Math.floor(localMs / MS_PER_DAY);
  // 1 January 1970 was a Thursday.
  return { day: ((days + 3) % 7) + 1, hour: Math.floor((localMs - days * MS_PER_DAY) / MS_PER_HOUR) };
}
