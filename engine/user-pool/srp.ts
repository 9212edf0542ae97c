/**
 * The server's half of Secure Remote Password, as Cognito speaks it: SRP-6a over the 3072-bit group of RFC 3526 with SHA-256, and a
 * proof that is an HMAC under a key derived by HKDF ("Caldera Derived Key").
 */
import { createHash, createHmac, getDiffieHellman, hkdfSync, timingSafeEqual } from 'node:crypto';

const PRIME = BigInt(`0x${getDiffieHellman('modp15').getPrime('hex')}`);
const GENERATOR = 2n;
const MULTIPLIER = toNumber(sha256(toPadded(PRIME), toPadded(GENERATOR)));

/** Who signs in: the part of the pool's id after `_`, and the user name that the server told the client. */
export interface SrpIdentity {
  readonly poolName: string;
  readonly userId: string;
}

export interface SrpVerifier {
  /** Hexadecimal. */
  readonly salt: string;
  readonly value: bigint;
}

export function makeVerifier({ poolName, userId }: SrpIdentity, password: string, salt: string): SrpVerifier {
  const inner = createHash('sha256').update(`${poolName}${userId}:${password}`).digest();
  const x = toNumber(sha256(toPadded(fromHexText(salt)), inner));
  return { salt, value: power(GENERATOR, x) };
}

/** @param secret - 32 random bytes, kept from the client */
export function publicValue(verifier: SrpVerifier, secret: Uint8Array): string {
  return ((MULTIPLIER * verifier.value + power(GENERATOR, toNumber(secret))) % PRIME).toString(16);
}

export interface Proof {
  readonly identity: SrpIdentity;
  readonly verifier: SrpVerifier;
  /** The client's public value, hexadecimal. */
  readonly clientValue: string;
  readonly serverValue: string;
  readonly secret: Uint8Array;
  readonly secretBlock: Uint8Array;
  readonly timestamp: string;
  /** Base64, from the client. */
  readonly signature: string;
}

/** @returns whether the client knows the password; it was never sent */
export function isProven(proof: Proof): boolean {
  const { poolName, userId } = proof.identity;
  const a = fromHexText(proof.clientValue);
  const u = toNumber(sha256(toPadded(a), toPadded(fromHexText(proof.serverValue))));
  if (u === 0n) return false;
  const shared = power((a * power(proof.verifier.value, u)) % PRIME, toNumber(proof.secret));
  const key = hkdfSync('sha256', toPadded(shared), toPadded(u), 'Caldera Derived Key', 16);
  const expected = createHmac('sha256', Buffer.from(key))
    .update(`${poolName}${userId}`)
    .update(proof.secretBlock)
    .update(proof.timestamp)
    .digest();
  const given = Buffer.from(proof.signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** A value of 0 modulo the prime would make the shared key 0 for everybody. */
export function isUsable(clientValue: string): boolean {
  return /^[0-9a-f]{1,1024}$/i.test(clientValue) && fromHexText(clientValue) % PRIME !== 0n;
}

function power(base: bigint, exponent: bigint): bigint {
  let result = 1n;
  let square = base % PRIME;
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if ((rest & 1n) === 1n) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}

/** Whole bytes, and a zero byte before a first bit that would read as a minus sign. */
function toPadded(value: bigint): Buffer {
  const hex = value.toString(16);
  const even = hex.length % 2 === 1 ? `0${hex}` : hex;
  return Buffer.from(/^[89a-f]/i.test(even) ? `00${even}` : even, 'hex');
}

function sha256(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
}

const fromHexText = (hex: string): bigint => BigInt(`0x${hex}`);
function toNumber(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString('hex')}`);
}
