/** Signs tokens, and reads back those that this pool signed. */
import { createPublicKey, sign, verify } from 'node:crypto';
import { toAccessClaims, toIdClaims } from './claims.ts';
import type { TokenFacts } from './claims.ts';
import type { SigningKey } from './signing-key.ts';

export interface TokenSigner {
  sign(use: 'access' | 'id', facts: TokenFacts, suppress?: readonly string[]): string;
  /** @returns null unless this pool signed it; its end is not looked at */
  read(token: string): Readonly<Record<string, unknown>> | null;
}

/** Without them no token is one. */
const KEPT = new Set(['iss', 'sub', 'exp', 'iat', 'jti', 'token_use', 'auth_time', 'origin_jti', 'aud', 'client_id']);

export function createTokenSigner(key: SigningKey): TokenSigner {
  const header = encode({ kid: key.jwk.kid, alg: 'RS256' });
  const publicKey = createPublicKey(key.privateKey);
  return {
    sign(use, facts, suppress = []) {
      const claims = use === 'access' ? toAccessClaims(facts) : toIdClaims(facts);
      const kept = Object.entries(claims).filter(([name]) => KEPT.has(name) || !suppress.includes(name));
      const signingInput = `${header}.${encode(Object.fromEntries(kept))}`;
      return `${signingInput}.${sign('sha256', Buffer.from(signingInput), key.privateKey).toString('base64url')}`;
    },
    read(token) {
      const [head, payload, signature, ...rest] = token.split('.');
      if (head !== header || payload === undefined || signature === undefined || rest.length > 0) return null;
      const signed = Buffer.from(`${head}.${payload}`);
      if (!verify('sha256', signed, publicKey, Buffer.from(signature, 'base64url'))) return null;
      return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Readonly<Record<string, unknown>>;
    },
  };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
