/** EventBridge's cron: minutes, hours, day of month, month, day of week, year; with `?`, `L`, `W` and `#`. */
import { userError } from '../kernel/index.ts';
import { toUtcMs, type WallTime, type Zone } from './zone.ts';

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const DAY_MS = 86_400_000;

/** 29 February on one weekday comes again after 28 years, and after 40 around 2100. */
const HORIZON_DAYS = 366 * 41;
const LAST_YEAR = 2199;

interface Day {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  /** 1 is Sunday. */
  readonly weekday: number;
  readonly lastDay: number;
}

type DayTest = (day: Day) => boolean;

export interface Cron {
  /** The first instant after `ms`; null when there is none. */
  next(ms: number, zone: Zone): number | null;
}

/** @throws {EngineError} SCHEDULER_EXPRESSION for what EventBridge would refuse */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  const [minutes = '', hours = '', dayOfMonth = '', month = '', dayOfWeek = '', year = ''] = fields;
  if (fields.length !== 6 || (dayOfMonth === '?') === (dayOfWeek === '?')) throw refused(text);
  const minuteSet = numbers(minutes, 0, 59, [], text);
  const hourSet = numbers(hours, 0, 23, [], text);
  const monthSet = new Set(numbers(month, 1, 12, MONTHS, text));
  const yearSet = new Set(numbers(year, 1970, LAST_YEAR, [], text));
  const isDay = dayOfMonth === '?' ? weekdayTest(dayOfWeek, text) : monthDayTest(dayOfMonth, text);
  const matches: DayTest = (day) => monthSet.has(day.month) && yearSet.has(day.year) && isDay(day);
  return { next: (ms, zone) => nextInstant(ms, zone, matches, hourSet, minuteSet) };
}

export const refused = (text: string) =>
  userError(
    'SCHEDULER_EXPRESSION',
    `the schedule expression ${text} is none of rate(value unit), at(yyyy-mm-ddThh:mm:ss) and cron(minutes hours day-of-month month day-of-week year)`,
    'Correct the expression; one of day-of-month and day-of-week must be ?.',
  );

function nextInstant(
  ms: number,
  zone: Zone,
  matches: DayTest,
  hours: readonly number[],
  minutes: readonly number[],
): number | null {
  const { year, month, day } = zone.wallTime(ms);
  const first = Date.UTC(year, month - 1, day);
  for (let days = 0; days < HORIZON_DAYS; days += 1) {
    const date = dayOf(first + days * DAY_MS);
    if (date.year > LAST_YEAR) return null;
    if (!matches(date)) continue;
    const instants = instantsOf(date, zone, hours, minutes).filter((each) => each > ms);
    if (instants.length > 0) return Math.min(...instants);
  }
  return null;
}

function instantsOf(date: Day, zone: Zone, hours: readonly number[], minutes: readonly number[]): readonly number[] {
  return hours.flatMap((hour) => minutes.flatMap((minute) => zone.instantOf({ ...wall(date), hour, minute }) ?? []));
}

const wall = ({ year, month, day }: Day): WallTime => ({ year, month, day, hour: 0, minute: 0, second: 0 });

function dayOf(utcMidnight: number): Day {
  const date = new Date(utcMidnight);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + 1];
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return { year, month, day: date.getUTCDate(), weekday: date.getUTCDay() + 1, lastDay };
}

/** `*`, `a`, `a-b`, `a/step`, steps of all and lists of them, in order. */
function numbers(field: string, min: number, max: number, names: readonly string[], whole: string): readonly number[] {
  const value = (text: string): number => {
    const name = names.indexOf(text.toUpperCase());
    const found = name >= 0 ? name + 1 : /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (!(found >= min && found <= max)) throw refused(whole);
    return found;
  };
  const found = field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [from = '', to] = range.split('-');
    const low = range === '*' ? min : value(from);
    const high = range === '*' || (to === undefined && step !== undefined) ? max : value(to ?? from);
    const by = step === undefined ? 1 : Number(step);
    if (!Number.isInteger(by) || by < 1 || high < low) throw refused(whole);
    return Array.from({ length: Math.floor((high - low) / by) + 1 }, (_, index) => low + index * by);
  });
  return [...new Set(found)].sort((a, b) => a - b);
}

function monthDayTest(field: string, whole: string): DayTest {
  if (field === 'L') return ({ day, lastDay }) => day === lastDay;
  if (field === 'LW') return (date) => date.day === nearestWeekday(date, date.lastDay);
  const nearest = /^(\d{1,2})W$/.exec(field)?.[1];
  if (nearest !== undefined) return (date) => date.day === nearestWeekday(date, Number(nearest));
  const days = new Set(numbers(field, 1, 31, [], whole));
  return ({ day }) => days.has(day);
}

/** Monday to Friday nearest to a day, within the month. */
function nearestWeekday({ year, month, lastDay }: Day, wanted: number): number {
  const day = Math.min(wanted, lastDay);
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay();
  if (weekday === 6) return day === 1 ? 3 : day - 1;
  if (weekday === 0) return day === lastDay ? day - 2 : day + 1;
  return day;
}

function weekdayTest(field: string, whole: string): DayTest {
  if (field === 'L') return ({ weekday }) => weekday === 7;
  const last = /^(\w+)L$/.exec(field)?.[1];
  if (last !== undefined) {
    const [wanted] = numbers(last, 1, 7, WEEKDAYS, whole);
    return ({ day, lastDay, weekday }) => weekday === wanted && day > lastDay - 7;
  }
  const [, name, nth] = /^(\w+)#([1-5])$/.exec(field) ?? [];
  if (name !== undefined && nth !== undefined) {
    const [wanted] = numbers(name, 1, 7, WEEKDAYS, whole);
    return ({ day, weekday }) => weekday === wanted && Math.ceil(day / 7) === Number(nth);
  }
  const days = new Set(numbers(field, 1, 7, WEEKDAYS, whole));
  return ({ weekday }) => days.has(weekday);
}

/** @returns the instant that `at(…)` names in the zone */
export function atInstant(text: string, zone: Zone): number {
  const parts = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})$/.exec(text);
  if (parts === null) throw refused(`at(${text})`);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1).map(Number);
  const time = { year, month, day, hour, minute, second };
  // A time that spring skips is the instant at which the clock jumps over it.
  return zone.instantOf(time) ?? toUtcMs(time);
}
