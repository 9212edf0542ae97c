/** Instants as the API spells them, and the calendar of a place. No clock in here: every instant is an argument. */

const DATE_TIME =
  /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(?:Z|([+-])(\d{2}):(\d{2})(?::(\d{2}))?)$/;

/** Milliseconds since 1970 of an `AWSDateTime`; null for a day or a time that does not exist. */
export function epochMs(dateTime: string): number | null {
  const parts = DATE_TIME.exec(dateTime);
  if (parts === null) return null;
  const [, date = '', hour = '', minute = '', second = '00', fraction = '0', sign, hours, minutes, seconds] = parts;
  const midnight = Date.parse(`${date}T00:00:00.000Z`);
  const isRealDay = !Number.isNaN(midnight) && new Date(midnight).toISOString().startsWith(date);
  if (!isRealDay || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  const ofDay = (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000;
  const offset = (Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1000;
  const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
  return midnight + ofDay + ms - (sign === '-' ? -offset : offset);
}

/** UTC with milliseconds: text order is time order. */
export const instant = (ms: number): string => new Date(ms).toISOString();

export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** What a clock on the wall shows. */
export interface WallTime {
  /** `yyyy-mm-dd`. */
  readonly date: string;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly minuteOfDay: number;
}

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** Knows summer time, because the platform's time zone data do. */
export function wallTime(ms: number, timeZone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    date: `${part('year')}-${part('month')}-${part('day')}`,
    weekday: WEEKDAYS.indexOf(part('weekday')),
    minuteOfDay: Number(part('hour')) * 60 + Number(part('minute')),
  };
}

/** The day on which something happens at a place: it can differ from the programme's business day. */
export const localDay = (ms: number, timeZone: string): string => wallTime(ms, timeZone).date;
