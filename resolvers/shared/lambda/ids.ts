/** Ids: a prefix that names the kind, and 26 characters of Crockford's base 32 (the alphabet of ULID). */
import { sha256 } from './digest.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const TIME_CHARACTERS = 10;
const RANDOM_BYTES = 10;
const DERIVED_CHARACTERS = 26;

/** The first `characters` groups of five bits. */
export function base32(bytes: Uint8Array, characters: number): string {
  let text = '';
  for (let index = 0; index < characters; index += 1) {
    const bit = index * 5;
    const pair = ((bytes[bit >> 3] ?? 0) << 8) | (bytes[(bit >> 3) + 1] ?? 0);
    text += ALPHABET.charAt((pair >> (11 - (bit & 7))) & 31);
  }
  return text;
}

function base32OfTime(ms: number): string {
  let rest = ms;
  let text = '';
  for (let index = 0; index < TIME_CHARACTERS; index += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
}

/**
 * Sorts by time, to the millisecond.
 * @param random at least 10 bytes
 * @throws RangeError when there are fewer: ids would collide
 */
export function ulid(prefix: string, ms: number, random: Uint8Array): string {
  if (random.length < RANDOM_BYTES) throw new RangeError(`A ULID needs 10 random bytes, got ${random.length}.`);
  return `${prefix}${base32OfTime(ms)}${base32(random, 16)}`;
}

/** The same id for the same text, always: 130 bits of its SHA-256. */
export function derivedId(prefix: string, text: string): string {
  return `${prefix}${base32(sha256(text), DERIVED_CHARACTERS)}`;
}
