/** `util.autoId`, `autoUlid`, `autoKsuid`: from the evaluation's own clock and random source (spec 3.1). */
import type { EvaluationHost } from '../types.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUID counts seconds from here (2014-05-13). */
const KSUID_EPOCH_S = 1_400_000_000;

/** 48 bits of milliseconds, 80 random bits, in 26 characters. */
export function ulid({ clock, random }: EvaluationHost): string {
  return inBase(fromBytes(random.bytes(10), BigInt(clock.now())), CROCKFORD, 26);
}

/** 32 bits of seconds, 128 random bits, in 27 characters. */
export function ksuid({ clock, random }: EvaluationHost): string {
  const seconds = BigInt(Math.floor(clock.now() / 1000) - KSUID_EPOCH_S);
  return inBase(fromBytes(random.bytes(16), seconds), BASE62, 27);
}

function fromBytes(bytes: Uint8Array, first: bigint): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), first);
}

function inBase(number: bigint, digits: string, length: number): string {
  const base = BigInt(digits.length);
  let rest = number;
  let text = '';
  while (text.length < length) {
    text = digits.charAt(Number(rest % base)) + text;
    rest /= base;
  }
  return text;
}
