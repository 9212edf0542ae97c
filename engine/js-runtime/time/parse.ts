/** Reads a time written by a pattern (spec 3.2). */
import { LibraryError } from '../run/interruption.ts';
import { DAYS, MONTHS } from './names.ts';
import { readPattern, type PatternPart } from './pattern.ts';
import { instantOf, readZone, type Zone } from './zone.ts';

interface Reading {
  readonly values: Map<string, number>;
  zone: Zone | undefined;
}

type Part = Exclude<PatternPart, { kind: 'optional' }>;

const OFFSET_TEXT = /^(?:Z|[+-]\d{2}(?::?\d{2}(?::?\d{2})?)?)/;
const ZONE_TEXT = /^(?:[A-Za-z]+(?:[/_][A-Za-z_]+)*(?:[+-]\d{1,2}(?::\d{2})?)?|[+-]\d{2}(?::?\d{2})?)/;

/** @param zone - where the wall clock stands when the text names no zone itself */
export function parseInstant(text: string, pattern: string, zone?: Zone): number {
  const reading: Reading = { values: new Map(), zone: undefined };
  const end = readAll(flatten(readPattern(pattern)), text, 0, reading);
  if (end !== text.length) throw new LibraryError(`the text '${text}' does not follow the pattern ${pattern}`);
  const used = reading.zone ?? zone;
  if (used === undefined) throw new LibraryError(`the pattern ${pattern} names no time zone, and none is given`);
  return instantOf(localOf(reading.values, text), used);
}

type Step = Part | { readonly kind: 'optional'; readonly steps: readonly Step[] };

const flatten = (parts: readonly PatternPart[]): Step[] =>
  parts.map((part) => (part.kind === 'optional' ? { kind: 'optional', steps: flatten(part.parts) } : part));

/** @returns where reading ended, or undefined when the text does not fit */
function readAll(steps: readonly Step[], text: string, from: number, reading: Reading): number | undefined {
  let at = from;
  for (const [index, step] of steps.entries()) {
    if (step.kind === 'optional') {
      const attempt: Reading = { values: new Map(reading.values), zone: reading.zone };
      const end = readAll(step.steps, text, at, attempt);
      if (end === undefined) continue;
      for (const [letter, value] of attempt.values) reading.values.set(letter, value);
      reading.zone = attempt.zone;
      at = end;
      continue;
    }
    const end = readOne(step, text, at, reading, isDigitField(steps[index + 1]));
    if (end === undefined) return undefined;
    at = end;
  }
  return at;
}

const isDigitField = (step: Step | undefined): boolean =>
  step?.kind === 'field' && !'aGEzVOXxZ'.includes(step.letter) && !('ML'.includes(step.letter) && step.width > 2);

function readOne(step: Part, text: string, at: number, reading: Reading, isTight: boolean): number | undefined {
  if (step.kind === 'text') return text.startsWith(step.text, at) ? at + step.text.length : undefined;
  const { letter, width } = step;
  const rest = text.slice(at);
  if ('XxZ'.includes(letter)) return readZoneText(OFFSET_TEXT, rest, at, reading);
  if ('VzO'.includes(letter)) return readZoneText(ZONE_TEXT, rest, at, reading);
  if ((letter === 'M' || letter === 'L') && width > 2) return readName(MONTHS, letter, 1, width, rest, at, reading);
  if (letter === 'E') return readName(DAYS, letter, 0, width, rest, at, reading);
  if (letter === 'a') {
    if (!/^[AP]M/i.test(rest)) return undefined;
    reading.values.set('a', /^p/i.test(rest) ? 1 : 0);
    return at + 2;
  }
  if (letter === 'G') return rest.startsWith('AD') ? at + 2 : undefined;
  const digits = digitsOf(letter, width, isTight).exec(rest)?.[0];
  if (digits === undefined) return undefined;
  const value = letter === 'S' ? Math.floor(Number(digits.padEnd(9, '0')) / 1_000_000) : Number(digits);
  reading.values.set(letter, 'yuY'.includes(letter) && width === 2 ? 2000 + value : value);
  return at + digits.length;
}

function digitsOf(letter: string, width: number, isTight: boolean): RegExp {
  if (letter === 'S' || width === 2 || isTight) return new RegExp(`^\\d{${width}}`);
  return width === 1 ? /^\d{1,19}/ : new RegExp(`^-?\\d{${width},10}`);
}

function readZoneText(form: RegExp, rest: string, at: number, reading: Reading): number | undefined {
  const found = form.exec(rest)?.[0];
  if (found === undefined) return undefined;
  reading.zone = readZone(found);
  return at + found.length;
}

function readName(
  names: readonly string[],
  letter: string,
  first: number,
  width: number,
  rest: string,
  at: number,
  reading: Reading,
): number | undefined {
  const shown = names.map((full) => (width === 4 ? full : full.slice(0, 3)));
  const index = shown.findIndex((one) => rest.startsWith(one));
  if (index === -1) return undefined;
  reading.values.set(letter, index + first);
  return at + (shown[index]?.length ?? 0);
}

function localOf(values: ReadonlyMap<string, number>, text: string): number {
  const first = (...letters: string[]): number | undefined =>
    letters.map((one) => values.get(one)).find((one) => one !== undefined);
  const year = first('y', 'u', 'Y');
  if (year === undefined) throw new LibraryError(`the text '${text}' holds no year`);
  const dayOfYear = values.get('D');
  const month = dayOfYear === undefined ? (first('M', 'L') ?? 1) : 1;
  const day = dayOfYear ?? values.get('d') ?? 1;
  const half = first('h', 'K');
  const hour = half === undefined ? (first('H', 'k') ?? 0) % 24 : (half % 12) + 12 * (values.get('a') ?? 0);
  const ms = Date.UTC(year, month - 1, day, hour, values.get('m') ?? 0, values.get('s') ?? 0, values.get('S') ?? 0);
  const isInRange =
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    (values.get('m') ?? 0) < 60 &&
    (values.get('s') ?? 0) < 60 &&
    (first('H') ?? 0) < 24;
  const isRealDay = dayOfYear !== undefined || new Date(ms).getUTCDate() === day;
  if (!isInRange || !isRealDay) throw new LibraryError(`the text '${text}' names a time that does not exist`);
  return ms;
}
