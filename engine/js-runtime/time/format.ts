/** Writes an instant by a pattern (spec 3.2). */
import { LibraryError } from '../run/interruption.ts';
import { DAYS, MONTHS, dayOfYear, isoWeek } from './names.ts';
import { readPattern, type PatternPart } from './pattern.ts';
import { formatOffset, type Zone } from './zone.ts';

export function formatInstant(epochMs: number, pattern: string, zone: Zone): string {
  const offset = zone.offsetAt(epochMs);
  const local = new Date(epochMs + offset * 1000);
  if (Number.isNaN(local.getTime())) throw new LibraryError(`${epochMs} is not a time`);
  const write = (parts: readonly PatternPart[]): string =>
    parts
      .map((part) => {
        if (part.kind === 'text') return part.text;
        return part.kind === 'optional' ? write(part.parts) : formatField(part.letter, part.width, local, offset, zone);
      })
      .join('');
  return write(readPattern(pattern));
}

function formatField(letter: string, width: number, local: Date, offset: number, zone: Zone): string {
  switch (letter) {
    case 'X':
    case 'x':
    case 'Z':
      return formatOffset(letter, width, offset);
    case 'O':
      return offset === 0 ? 'GMT' : `GMT${width === 1 ? shortOffset(offset) : formatOffset('x', 3, offset)}`;
    case 'V':
    case 'z':
      return zone.id;
    default:
      return formatLocal(letter, width, local);
  }
}

const shortOffset = (offset: number): string =>
  formatOffset('x', 3, offset)
    .replace(/^([+-])0/, '$1')
    .replace(/:00$/, '');

function formatLocal(letter: string, width: number, local: Date): string {
  const number = (value: number): string => String(value).padStart(width, '0');
  switch (letter) {
    case 'y':
    case 'u':
      return yearText(local.getUTCFullYear(), width);
    case 'Y':
      return yearText(isoWeek(local).year, width);
    case 'G':
      return local.getUTCFullYear() > 0 ? 'AD' : 'BC';
    case 'M':
    case 'L':
      return name(MONTHS, local.getUTCMonth(), width) ?? number(local.getUTCMonth() + 1);
    case 'Q':
    case 'q':
      return width < 3 ? number(quarter(local)) : `Q${quarter(local)}`;
    case 'D':
      return number(dayOfYear(local));
    case 'd':
      return number(local.getUTCDate());
    case 'w':
      return number(isoWeek(local).week);
    case 'W':
    case 'F':
      return number(Math.floor((local.getUTCDate() - 1) / 7) + 1);
    case 'E':
      return name(DAYS, local.getUTCDay(), Math.max(width, 3)) ?? '';
    case 'e':
    case 'c':
      return name(DAYS, local.getUTCDay(), width) ?? number(((local.getUTCDay() + 6) % 7) + 1);
    default:
      return formatTime(letter, width, local, number);
  }
}

function formatTime(letter: string, width: number, local: Date, number: (value: number) => string): string {
  const hour = local.getUTCHours();
  const msOfDay =
    ((hour * 60 + local.getUTCMinutes()) * 60 + local.getUTCSeconds()) * 1000 + local.getUTCMilliseconds();
  switch (letter) {
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'h':
      return number(hour % 12 === 0 ? 12 : hour % 12);
    case 'K':
      return number(hour % 12);
    case 'k':
      return number(hour === 0 ? 24 : hour);
    case 'H':
      return number(hour);
    case 'm':
      return number(local.getUTCMinutes());
    case 's':
      return number(local.getUTCSeconds());
    case 'S':
      return String(local.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0').slice(0, width);
    case 'A':
      return number(msOfDay);
    case 'n':
      return number(local.getUTCMilliseconds() * 1_000_000);
    case 'N':
      return number(msOfDay * 1_000_000);
    default:
      throw new LibraryError(`the pattern letter ${letter} can not be written`);
  }
}

const quarter = (local: Date): number => Math.floor(local.getUTCMonth() / 3) + 1;

function yearText(year: number, width: number): string {
  return width === 2 ? String(year % 100).padStart(2, '0') : String(year).padStart(width, '0');
}

/** Three letters give the short name, four the full one, five the first letter; fewer are numbers. */
function name(names: readonly string[], index: number, width: number): string | undefined {
  const full = names[index];
  if (full === undefined || width < 3) return undefined;
  if (width === 3) return full.slice(0, 3);
  return width === 4 ? full : full.charAt(0);
}
