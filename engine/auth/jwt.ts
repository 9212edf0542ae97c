/** JSON Web Tokens: taking them apart, and checking a signature against a key set. Which claims matter is each mode's affair. */
import { constants, createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey, KeyObject } from 'node:crypto';
import { isNestedTooDeeply } from '../kernel/index.ts';

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

export interface PublicKey {
  readonly key: KeyObject;
  /** The one algorithm that the key is for; null when its issuer says nothing. */
  readonly alg: string | null;
}

/** By `kid`. */
export type PublicKeys = ReadonlyMap<string, PublicKey>;

interface Algorithm {
  readonly hash: 'sha256' | 'sha384' | 'sha512';
  readonly family: 'RS' | 'PS' | 'ES';
  /** ES only: the curve belongs to the algorithm (RFC 7518 3.4). */
  readonly curve?: string;
}

/** RS256 only, as user pools sign. */
export const COGNITO_ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ['RS256', { hash: 'sha256', family: 'RS' }],
]);

/** HS algorithms are left out: a key set that everybody can read holds no secret. */
export const OIDC_ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map<string, Algorithm>(
  (['RS', 'PS', 'ES'] as const).flatMap((family) =>
    ([256, 384, 512] as const).map((bits): [string, Algorithm] => {
      const curve = { 256: 'prime256v1', 384: 'secp384r1', 512: 'secp521r1' }[bits];
      return [`${family}${bits}`, { hash: `sha${bits}`, family, ...(family === 'ES' && { curve }) }];
    }),
  ),
);

/** Public keys by `kid`. A key that Node cannot read is left out: a token that names it is then refused. */
export function readKeySet(keys: readonly Readonly<Record<string, unknown>>[]): PublicKeys {
  const byId = new Map<string, PublicKey>();
  for (const key of keys) {
    if (typeof key.kid !== 'string' || typeof key.kty !== 'string' || key.use === 'enc') continue;
    try {
      const alg = typeof key.alg === 'string' ? key.alg : null;
      byId.set(key.kid, { key: createPublicKey({ key: key as JsonWebKey, format: 'jwk' }), alg });
    } catch {
      continue;
    }
  }
  return byId;
}

/** The mode says which algorithms there are, and the key which of them: one that the token alone chooses is a known hole. */
export function isSignedBy(token: DecodedToken, keys: PublicKeys, algorithms: ReadonlyMap<string, Algorithm>): boolean {
  const found = keys.get(token.header.kid);
  const algorithm = algorithms.get(token.header.alg);
  if (found === undefined || algorithm === undefined) return false;
  const { key, alg } = found;
  if (alg !== null && alg !== token.header.alg) return false;
  const input = Buffer.from(token.signingInput);
  if (algorithm.family === 'ES') {
    if (key.asymmetricKeyType !== 'ec' || key.asymmetricKeyDetails?.namedCurve !== algorithm.curve) return false;
    return verify(algorithm.hash, input, { key, dsaEncoding: 'ieee-p1363' }, token.signature);
  }
  if (key.asymmetricKeyType !== 'rsa') return false;
  if (algorithm.family === 'RS') return verify(algorithm.hash, input, key, token.signature);
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  return verify(algorithm.hash, input, { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength }, token.signature);
}

function decodePart(part: string): Record<string, unknown> | null {
  const text = Buffer.from(part, 'base64url').toString('utf8');
  if (isNestedTooDeeply(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
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
