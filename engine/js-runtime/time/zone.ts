/** Time zones as Java names them: offsets, `Z`, `UTC`, `GMT+2`, and regions. */
import { LibraryError } from '../run/interruption.ts';

export interface Zone {
  readonly id: string;
  /** Seconds east of UTC at an instant. */
  offsetAt(epochMs: number): number;
}

export const UTC: Zone = { id: 'UTC', offsetAt: () => 0 };

const OFFSET = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?(?::?(\d{2}))?$/;

/** @throws {LibraryError} for a zone that nobody knows */
export function readZone(id: string): Zone {
  if (id === 'Z' || id === 'UTC' || id === 'GMT' || id === 'UT') return { ...UTC, id };
  const offset = OFFSET.exec(id);
  if (offset) {
    const [, sign, hours, minutes = '0', seconds = '0'] = offset;
    const size = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
    return { id, offsetAt: () => (sign === '-' ? -size : size) };
  }
  return regionZone(id);
}

function regionZone(id: string): Zone {
  let format: Intl.DateTimeFormat;
  try {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone: id,
      hourCycle: 'h23',
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  } catch (cause) {
    throw new LibraryError(`the time zone ${id} is not known`, { cause });
  }
  return { id, offsetAt: (epochMs) => offsetOf(format, epochMs) };
}

function offsetOf(format: Intl.DateTimeFormat, epochMs: number): number {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, number>> = {};
  for (const { type, value } of format.formatToParts(epochMs)) part[type] = Number(value);
  const local = Date.UTC(part.year ?? 0, (part.month ?? 1) - 1, part.day, part.hour, part.minute, part.second);
  return Math.round((local - Math.floor(epochMs / 1000) * 1000) / 1000);
}

/** The instant that a wall clock in the zone shows as `localMs` (as if it were UTC). */
export function instantOf(localMs: number, zone: Zone): number {
  const guess = localMs - zone.offsetAt(localMs) * 1000;
  return localMs - zone.offsetAt(guess) * 1000;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** Renders an offset as `X` (with `Z` for zero), `x` and `Z` do for each width. */
export function formatOffset(letter: string, width: number, seconds: number): string {
  if (letter === 'Z' && width === 4) return `GMT${seconds === 0 ? '' : formatOffset('x', 3, seconds)}`;
  if (seconds === 0 && (letter === 'X' || (letter === 'Z' && width === 5))) return 'Z';
  const size = Math.abs(seconds);
  const [hours, minutes, rest] = [Math.floor(size / 3600), Math.floor(size / 60) % 60, size % 60];
  const style = letter === 'Z' ? (width === 5 ? 5 : 2) : width;
  const colon = style === 3 || style === 5 ? ':' : '';
  const showsMinutes = style > 1 || minutes > 0;
  const showsSeconds = style > 3 && rest > 0;
  const tail = `${showsMinutes ? colon + two(minutes) : ''}${showsSeconds ? colon + two(rest) : ''}`;
  return `${seconds < 0 ? '-' : '+'}${two(hours)}${tail}`;
}
