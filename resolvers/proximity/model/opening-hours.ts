/** When a place is open, by its own clock. */
import { wallTime } from './instants.ts';

export const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** `{"mon": [["10:00", "19:30"]]}`. An end that is not after its start lies on the next day; a missing day is closed. */
export type OpeningHours = Readonly<Partial<Record<(typeof DAYS)[number], readonly (readonly [string, string])[]>>>;

const TIME = /^([01]\d|2[0-3]):([0-5]\d)$|^24:00$/;
const MAX_SPANS = 4;

const isSpan = (span: unknown): boolean =>
  Array.isArray(span) && span.length === 2 && span.every((time) => typeof time === 'string' && TIME.test(time));

export function isOpeningHours(value: unknown): value is OpeningHours {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([day, spans]) =>
      (DAYS as readonly string[]).includes(day) &&
      Array.isArray(spans) &&
      spans.length <= MAX_SPANS &&
      spans.every(isSpan),
  );
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/**
 * The hours as a reference carries them: one part a day, Monday first, in minutes (`600-1170;…`).
 * A reference is read with every search, so each byte of it counts.
 */
export function compactHours(hours: OpeningHours): string {
  return DAYS.map((day) =>
    (hours[day] ?? []).map(([from, to]) => `${minutesOf(from)}-${minutesOf(to)}`).join(','),
  ).join(';');
}

interface Span {
  readonly from: number;
  readonly to: number;
}

function spansOf(part: string): readonly Span[] {
  if (part === '') return [];
  return part.split(',').map((span) => {
    const [from = '0', to = '0'] = span.split('-');
    return { from: Number(from), to: Number(to) };
  });
}

/**
 * Compares wall clocks, not durations: on the days on which the clocks change, a shop opens and closes by the clock.
 * @param hours as `compactHours` gives them
 */
export function isOpenAt(hours: string, timeZone: string, ms: number): boolean {
  const { weekday, minuteOfDay } = wallTime(ms, timeZone);
  const days = hours.split(';').map(spansOf);
  const today = days[weekday] ?? [];
  const yesterday = days[(weekday + 6) % 7] ?? [];
  const overnight = ({ from, to }: Span): boolean => to <= from;
  return (
    today.some((span) => minuteOfDay >= span.from && (overnight(span) || minuteOfDay < span.to)) ||
    yesterday.some((span) => overnight(span) && minuteOfDay < span.to)
  );
}
