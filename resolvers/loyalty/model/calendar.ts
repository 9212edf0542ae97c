/**
 * Dates of the programme's business days, by arithmetic alone: the rules have no clock and no time zone data.
 *
 * Instants are UTC ISO 8601 with milliseconds; dates are `yyyy-mm-dd` in Europe/Rome. Both compare as text.
 */

const MS_PER_DAY = 86_400_000;
const MS_PER_HOUR = 3_600_000;
const MS_PER_MINUTE = 60_000;
const DATE_TIME =
  /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}:\d{2}(?::\d{2})?)$/;

interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

function daysFromCivil({ year, month, day }: CivilDate): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function civilFromDays(days: number): CivilDate {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const dayOfEra = z - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shifted = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1;
  const month = shifted < 10 ? shifted + 3 : shifted - 9;
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day };
}

const padded = (value: number, digits: number): string => String(value).padStart(digits, '0');

const formatDate = (date: CivilDate): string =>
  `${padded(date.year, 4)}-${padded(date.month, 2)}-${padded(date.day, 2)}`;

const parseDate = (date: string): CivilDate => ({
  year: Number(date.slice(0, 4)),
  month: Number(date.slice(5, 7)),
  day: Number(date.slice(8, 10)),
});

const daysOf = (date: string): number => daysFromCivil(parseDate(date));

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const [hours = '0', minutes = '0', seconds = '0'] = zone.slice(1).split(':');
  const size = Number(hours) * MS_PER_HOUR + Number(minutes) * MS_PER_MINUTE + Number(seconds) * 1000;
  return zone.startsWith('-') ? -size : size;
}

/** Milliseconds since 1970 of an `AWSDateTime` with any offset; null for a text or a day that does not exist. */
export function toEpochMs(dateTime: string): number | null {
  const parts = DATE_TIME.exec(dateTime);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = '0', fraction = '0', zone = 'Z'] = parts;
  const date = { year: Number(year), month: Number(month), day: Number(day) };
  const days = daysFromCivil(date);
  const isRealDay = formatDate(civilFromDays(days)) === dateTime.slice(0, 10);
  if (!isRealDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const timeOfDay = Number(hour) * MS_PER_HOUR + Number(minute) * MS_PER_MINUTE + Number(second) * 1000;
  return days * MS_PER_DAY + timeOfDay + Number(fraction.padEnd(3, '0').slice(0, 3)) - offsetMs(zone);
}

/** The one spelling of an instant that is stored, so that text order is time order. */
export function fromEpochMs(ms: number): string {
  const days = Math.floor(ms / MS_PER_DAY);
  const rest = ms - days * MS_PER_DAY;
  const time = [rest / MS_PER_HOUR, (rest % MS_PER_HOUR) / MS_PER_MINUTE, (rest % MS_PER_MINUTE) / 1000]
    .map((part) => padded(Math.floor(part), 2))
    .join(':');
  return `${formatDate(civilFromDays(days))}T${time}.${padded(rest % 1000, 3)}Z`;
}

/** Summer time of the EU since 1996: from the last Sunday of March to that of October, both at 01:00 UTC. */
function romeOffsetMs(ms: number): number {
  const { year } = civilFromDays(Math.floor(ms / MS_PER_DAY));
  const changeOf = (month: number): number => {
    const lastDay = daysFromCivil({ year, month, day: 31 });
    return (lastDay - ((lastDay + 4) % 7)) * MS_PER_DAY + MS_PER_HOUR;
  };
  return ms >= changeOf(3) && ms < changeOf(10) ? 2 * MS_PER_HOUR : MS_PER_HOUR;
}

/** The business day of an instant, in Europe/Rome. */
export function localDate(instant: string): string {
  const ms = toEpochMs(instant) ?? 0;
  return formatDate(civilFromDays(Math.floor((ms + romeOffsetMs(ms)) / MS_PER_DAY)));
}

/** 0 is Sunday. */
export function weekday(date: string): number {
  return (((daysOf(date) + 4) % 7) + 7) % 7;
}

export function addDays(date: string, days: number): string {
  return formatDate(civilFromDays(daysOf(date) + days));
}

/** The last day of the month that lies `months` after the date's own month. */
export function endOfMonthAfter(date: string, months: number): string {
  const { year, month } = parseDate(date);
  const following = year * 12 + month + months;
  const firstOfNext = daysFromCivil({ year: Math.floor(following / 12), month: (following % 12) + 1, day: 1 });
  return formatDate(civilFromDays(firstOfNext - 1));
}

/** `yyyy-mm`: the key of a monthly bucket. */
export function monthOf(date: string): string {
  return date.slice(0, 7);
}

/** An instant moved by whole days of 24 hours. */
export function addDaysToInstant(instant: string, days: number): string {
  return fromEpochMs((toEpochMs(instant) ?? 0) + days * MS_PER_DAY);
}
