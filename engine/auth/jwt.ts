/** JSON Web Tokens: taking them apart, and checking a signature against a key set. Which claims matter is each mode's affair. */
import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';

export interface DecodedToken {
  readonly header: { readonly alg: string; readonly kid: string };
  readonly claims: Readonly<Record<string, unknown>>;
  readonly signingInput: string;
  readonly signature: Buffer;
}

/** @returns null for text that is no JWT; nothing is trusted yet. */
export function decodeJwt(text: string): DecodedToken | null {
  const [head, payload, signature, ...rest] = text.split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
  const header = decodePart(head);
  const claims = decodePart(payload);
  if (header === null || claims === null || typeof header.alg !== 'string') return null;
  const kid = typeof header.kid === 'string' ? header.kid : '';
  return {
    header: { alg: header.alg, kid },
    claims: freeze(claims),
    signingInput: `${head}.${payload}`,
    signature: Buffer.from(signature, 'base64url'),
  };
}

/** A token may be sent bare or after `Bearer ` (2.2). */
export function tokenOf(authorization: string): string {
  return authorization.replace(/^Bearer\s+/i, '');
}

/** Public keys by `kid`. A key that Node cannot read is left out: a token that names it is then refused. */
export function readKeySet(keys: readonly Readonly<Record<string, unknown>>[]): ReadonlyMap<string, KeyObject> {
  const byId = new Map<string, KeyObject>();
  for (const key of keys) {
    if (typeof key.kid !== 'string' || typeof key.kty !== 'string') continue;
    try {
      byId.set(key.kid, createPublicKey({ key: key as JsonWebKey, format: 'jwk' }));
    } catch {
      continue;
    }
  }
  return byId;
}

/** RS256 only, whatever the token's header asks for: an algorithm that the token chooses is a known hole. */
export function isSignedBy(token: DecodedToken, keys: ReadonlyMap<string, KeyObject>): boolean {
  const key = keys.get(token.header.kid);
  if (key?.asymmetricKeyType !== 'rsa' || token.header.alg !== 'RS256') return false;
  return verify('sha256', Buffer.from(token.signingInput), key, token.signature);
}

function decodePart(part: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

/** Claims are shared by all requests that carry the token, so nobody may change them. */
function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(freeze);
    Object.freeze(value);
  }
  return value;
}
