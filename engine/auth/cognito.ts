/** AMAZON_COGNITO_USER_POOLS: signature, issuer, end, use and app client, then the identity (spec/appsync-edge 2.5). */
import type { Caller, Clock } from '../kernel/index.ts';
import type { AuthProviderBlueprint } from '../template/index.ts';
import { readClientPattern } from './client-pattern.ts';
import { COGNITO_ALGORITHMS, decodeJwt, isSignedBy, readKeySet } from './jwt.ts';
import type { DecodedToken } from './jwt.ts';
import { sourceIpsOf } from './provider.ts';
import type { AuthOutcome, AuthRequest, TokenIssuer } from './provider.ts';
import { REFUSALS } from './refusals.ts';
import { TokenCache } from './token-cache.ts';

type UserPoolProvider = Extract<AuthProviderBlueprint, { readonly mode: 'AMAZON_COGNITO_USER_POOLS' }>;

export interface UserPoolAuth {
  /** @returns null for what is no token of this pool: another provider may know it. */
  readonly authenticate: (token: string, request: AuthRequest) => AuthOutcome | null;
}

/** What is true of a token for its whole life. */
interface VerifiedToken {
  readonly endsAtMs: number;
  readonly groups: readonly string[];
  readonly identity: Readonly<Record<string, unknown>>;
}

export function createUserPoolAuth(provider: UserPoolProvider, pool: TokenIssuer, clock: Clock): UserPoolAuth {
  const keys = readKeySet(pool.jwks.keys);
  const clientIds = readClientPattern(provider.appIdClientRegex);
  const verified = new TokenCache<VerifiedToken>();

  const verify = (text: string): VerifiedToken | 'foreign' | 'refused' => {
    const known = verified.get(text);
    if (known !== undefined) return known;
    const token = decodeJwt(text);
    if (token?.claims.iss !== pool.issuer) return 'foreign';
    if (!isSignedBy(token, keys, COGNITO_ALGORITHMS) || !clientIds(clientIdOf(token))) return 'refused';
    const fresh = toVerified(token, provider);
    if (fresh === null) return 'refused';
    verified.set(text, fresh);
    return fresh;
  };

  return {
    authenticate(text, request) {
      const token = verify(text);
      if (token === 'foreign') return null;
      if (token === 'refused') return REFUSALS.noValidHeader;
      if (token.endsAtMs <= clock.now()) return REFUSALS.tokenExpired;
      const caller: Caller = {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        groups: token.groups,
        identity: { ...token.identity, sourceIp: sourceIpsOf(request) },
      };
      return { ok: true, caller };
    },
  };
}

/** Id tokens name the app client in `aud`, access tokens in `client_id`. */
function clientIdOf(token: DecodedToken): string {
  const id = token.claims.token_use === 'id' ? token.claims.aud : token.claims.client_id;
  return typeof id === 'string' ? id : '';
}

function toVerified({ claims }: DecodedToken, provider: UserPoolProvider): VerifiedToken | null {
  const { exp, sub, token_use: use } = claims;
  const username = claims['cognito:username'] ?? claims.username;
  if (typeof exp !== 'number' || typeof sub !== 'string' || (use !== 'id' && use !== 'access')) return null;
  const listed = claims['cognito:groups'];
  const groups = Array.isArray(listed) ? listed.filter((group) => typeof group === 'string') : [];
  return {
    endsAtMs: exp * 1000,
    groups,
    identity: {
      sub,
      issuer: claims.iss,
      username: typeof username === 'string' ? username : sub,
      claims,
      sourceIp: [],
      defaultAuthStrategy: provider.defaultAction,
      groups: groups.length > 0 ? groups : null,
    },
  };
}
