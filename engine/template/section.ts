/**
 * Typed reading of template values. CloudFormation turns `"5"` into 5 and `true` into `"true"` where a property asks for it, so
 * these readers do as well; everything else is refused with the place, the value and what is allowed.
 */
import { userError } from '../kernel/index.ts';

export type JsonRecord = Readonly<Record<string, unknown>>;

/** True for plain objects only: lists and null are not records. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as it may stand in a message: JSON, cut at 120 characters. */
export function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/** An object of the template: every reader names `place` and the key when it refuses. */
export class Section {
  readonly place: string;
  readonly #read: (key: string) => unknown;

  /** @param read - gives the resolved value of one key; called on demand, so unread keys are never resolved */
  constructor(place: string, read: (key: string) => unknown) {
    this.place = place;
    this.#read = read;
  }

  static of(value: JsonRecord, place: string): Section {
    return new Section(place, (key) => value[key]);
  }

  value(key: string): unknown {
    return this.#read(key);
  }

  /** Where a key of this section stands, for messages. */
  at(key: string): string {
    return `${this.place}.${key}`;
  }

  text(key: string): string {
    return this.optionalText(key) ?? this.#missing(key, 'a text');
  }

  optionalText(key: string): string | null {
    const value = this.#read(key);
    if (value === undefined || value === null) return null;
    return toText(value, this.at(key));
  }

  number(key: string, fallback: number): number {
    return this.optionalNumber(key) ?? fallback;
  }

  optionalNumber(key: string): number | null {
    const value = this.#read(key);
    if (value === undefined || value === null) return null;
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : this.#wrong(key, value, 'a number');
  }

  /** @param least - and `most`: both are allowed */
  wholeNumber(key: string, fallback: number, least: number, most: number): number {
    const value = this.number(key, fallback);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    return this.#wrong(key, value, `a whole number from ${least} to ${most}`);
  }

  flag(key: string, fallback: boolean): boolean {
    const value = this.#read(key);
    if (value === undefined || value === null) return fallback;
    if (value === true || value === 'true') return true;
    if (value === false || value === 'false') return false;
    return this.#wrong(key, value, 'true or false');
  }

  /** One word of a fixed set. @param fallback - leave out to make the key required */
  choice<T extends string>(key: string, allowed: readonly T[], fallback?: T): T {
    const text = this.optionalText(key) ?? fallback ?? this.#missing(key, `one of ${allowed.join(', ')}`);
    const found = allowed.find((word) => word === text);
    return found ?? this.#wrong(key, text, `one of ${allowed.join(', ')}`);
  }

  section(key: string): Section | null {
    const value = this.#read(key);
    if (value === undefined || value === null) return null;
    return isRecord(value) ? Section.of(value, this.at(key)) : this.#wrong(key, value, 'an object');
  }

  requiredSection(key: string): Section {
    return this.section(key) ?? this.#missing(key, 'an object');
  }

  /** An absent list is empty. */
  sections(key: string): readonly Section[] {
    return this.#list(key).map((item, index) => {
      const place = `${this.at(key)}[${index}]`;
      return isRecord(item) ? Section.of(item, place) : refuseValue(place, item, 'an object');
    });
  }

  /** An absent list is empty; a single text counts as a list of one. */
  texts(key: string): readonly string[] {
    return this.#list(key).map((item, index) => toText(item, `${this.at(key)}[${index}]`));
  }

  textMap(key: string): Readonly<Record<string, string>> {
    const section = this.#read(key);
    if (section === undefined || section === null) return {};
    if (!isRecord(section)) return this.#wrong(key, section, 'an object');
    return Object.fromEntries(
      Object.entries(section).map(([name, value]) => [name, toText(value, `${this.at(key)}.${name}`)]),
    );
  }

  #list(key: string): readonly unknown[] {
    const value = this.#read(key);
    if (value === undefined || value === null) return [];
    if (Array.isArray(value)) return value;
    return typeof value === 'string' ? [value] : this.#wrong(key, value, 'a list');
  }

  #missing(key: string, expected: string): never {
    throw userError(
      'TEMPLATE_MISSING_PROPERTY',
      `${this.at(key)} is missing; expected ${expected}`,
      `Set ${key} at ${this.place}.`,
    );
  }

  #wrong(key: string, value: unknown, expected: string): never {
    return refuseValue(this.at(key), value, expected);
  }
}

/** Refuses a value of the template: what it is, and what would be allowed. */
export function refuseValue(place: string, value: unknown, expected: string): never {
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${place} is ${shown(value)}; expected ${expected}`,
    `Change the value at ${place}.`,
  );
}

/** Text as CloudFormation would pass it on: numbers and booleans count as text. */
export function toText(value: unknown, place: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return refuseValue(place, value, 'a text');
}
