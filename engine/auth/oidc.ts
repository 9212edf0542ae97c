/** OPENID_CONNECT: keys by discovery, signature, issuer, client, and the age of the token and of the sign-in (spec/appsync-edge 2.6). */
import type { Caller, Clock } from '../kernel/index.ts';
import type { AuthProviderBlueprint } from '../template/index.ts';
import { readClientPattern } from './client-pattern.ts';
import type { IssuerKeys } from './issuer-keys.ts';
import { decodeJwt, isSignedBy, OIDC_ALGORITHMS } from './jwt.ts';
import type { DecodedToken } from './jwt.ts';
import type { AuthOutcome } from './provider.ts';
import { REFUSALS } from './refusals.ts';
import { TokenCache } from './token-cache.ts';

type OidcProvider = Extract<AuthProviderBlueprint, { readonly mode: 'OPENID_CONNECT' }>;

export interface OidcAuth {
  /** @returns null for what is no token of this issuer: another provider may know it */
  readonly authenticate: (token: string) => AuthOutcome | null | Promise<AuthOutcome>;
}

export interface OidcOptions {
  readonly clock: Clock;
  readonly keys: IssuerKeys;
  /** True when it is the API's one provider: the issuer of a token is then not compared (2.2). */
  readonly isOnlyProvider: boolean;
}

interface VerifiedToken {
  readonly caller: Caller;
  readonly startsAtMs: number;
  readonly endsAtMs: number;
}

export function createOidcAuth(provider: OidcProvider, { clock, keys, isOnlyProvider }: OidcOptions): OidcAuth {
  const isClient = readClientPattern(provider.clientIdRegex);
  const verified = new TokenCache<VerifiedToken>();

  const judge = ({ caller, startsAtMs, endsAtMs }: VerifiedToken): AuthOutcome => {
    const now = clock.now();
    if (endsAtMs <= now) return REFUSALS.tokenExpired;
    return startsAtMs > now ? REFUSALS.noValidHeader : { ok: true, caller };
  };

  const accept = (text: string, token: DecodedToken, known: Parameters<typeof isSignedBy>[1]): AuthOutcome => {
    if (!isSignedBy(token, known, OIDC_ALGORITHMS) || !clientIdsOf(token).some(isClient)) return REFUSALS.noValidHeader;
    const fresh = toVerified(token, provider);
    if (fresh === null) return REFUSALS.noValidHeader;
    verified.set(text, fresh);
    return judge(fresh);
  };

  return {
    authenticate(text) {
      const known = verified.get(text);
      if (known !== undefined) return judge(known);
      const token = decodeJwt(text);
      if (token === null) return null;
      if (!isOnlyProvider && token.claims.iss !== provider.issuer) return null;
      // No issuer needs to be asked for what none could have signed.
      if (!OIDC_ALGORITHMS.has(token.header.alg)) return REFUSALS.noValidHeader;
      const found = keys.keysFor(token.header.kid);
      return found instanceof Promise ? found.then((later) => accept(text, token, later)) : accept(text, token, found);
    },
  };
}

/** A pattern is met by an audience or by the authorized party; without either, by the empty text. */
function clientIdsOf({ claims: { aud, azp } }: DecodedToken): readonly string[] {
  const named = [...(Array.isArray(aud) ? (aud as readonly unknown[]) : [aud]), azp].filter(
    (id) => typeof id === 'string',
  );
  return named.length > 0 ? named : [''];
}

/** `iat` is a must (2.6) and so is `exp` (OpenID Connect Core 2). A lifetime of 0 is no limit. */
function toVerified({ claims }: DecodedToken, { iatTtlMs, authTtlMs }: OidcProvider): VerifiedToken | null {
  const { iat, exp, nbf = 0, auth_time: authTime, sub, iss } = claims;
  if (typeof iat !== 'number' || typeof exp !== 'number' || typeof nbf !== 'number') return null;
  const ends = [exp * 1000];
  if (iatTtlMs !== null && iatTtlMs > 0) ends.push(iat * 1000 + iatTtlMs);
  if (authTtlMs !== null && authTtlMs > 0 && authTime !== undefined) {
    if (typeof authTime !== 'number') return null;
    ends.push(authTime * 1000 + authTtlMs);
  }
  const identity = { sub: sub ?? null, issuer: iss ?? null, claims };
  return {
    startsAtMs: nbf * 1000,
    endsAtMs: Math.min(...ends),
    caller: { mode: 'OPENID_CONNECT', groups: [], identity },
  };
}
