/** An OpenID Connect issuer with keys of every kind, and the requests that it answered. */
import { constants, generateKeyPairSync, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

export const ISSUER = 'https://id.example';
const JWKS_URI = `${ISSUER}/keys`;

interface Signer {
  readonly privateKey: KeyObject;
  readonly jwk: Readonly<Record<string, unknown>>;
}

const CURVES: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };

function newSigner(alg: string, kid: string): Signer {
  const curve = CURVES[alg];
  const { privateKey, publicKey } =
    curve === undefined
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: curve });
  return { privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig' } };
}

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

export class Issuer {
  readonly #signers = new Map<string, Signer>();
  /** Addresses that were asked for. */
  readonly asked: string[] = [];
  /** Replaces the answer of an address; `hang` never answers. */
  readonly answers = new Map<string, { readonly status?: number; readonly text: string } | 'hang'>();

  signer(alg: string, kid = alg): Signer {
    const known = this.#signers.get(kid);
    if (known !== undefined) return known;
    const fresh = newSigner(alg, kid);
    this.#signers.set(kid, fresh);
    return fresh;
  }

  token(claims: Readonly<Record<string, unknown>>, alg = 'RS256', kid = alg, name = alg): string {
    const { privateKey } = this.signer(alg, kid);
    const input = `${part({ alg: name, kid })}.${part(claims)}`;
    const key = alg.startsWith('ES')
      ? { key: privateKey, dsaEncoding: 'ieee-p1363' as const }
      : alg.startsWith('PS')
        ? { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }
        : privateKey;
    return `${input}.${sign(`sha${alg.slice(2)}`, Buffer.from(input), key).toString('base64url')}`;
  }

  readonly fetch = (async (url: string, init: { readonly signal: AbortSignal }) => {
    this.asked.push(url);
    const set = this.answers.get(url);
    if (set === 'hang') {
      return new Promise((_, reject) => {
        init.signal.addEventListener('abort', () => reject(init.signal.reason as Error));
      });
    }
    if (set !== undefined) return new Response(set.text, { status: set.status ?? 200 });
    await Promise.resolve();
    if (url === JWKS_URI) return Response.json({ keys: [...this.#signers.values()].map(({ jwk }) => jwk) });
    if (url === `${ISSUER}/.well-known/openid-configuration`) return Response.json({ jwks_uri: JWKS_URI });
    return new Response('', { status: 404 });
  }) as typeof fetch;
}
