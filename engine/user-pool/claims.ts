/** The claims of Cognito's two tokens. An access token names its app in `client_id`, an id token in `aud`. */
export interface TokenFacts {
  readonly issuer: string;
  readonly sub: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly clientId: string;
  readonly issuedAtSeconds: number;
  /** When the password was given; a refreshed token keeps it. */
  readonly signedInAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly tokenId: string;
  readonly originTokenId: string;
  readonly eventId: string;
  /** Attributes such as `email` or `custom:memberId`; they never replace a claim that the pool itself sets. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** @default what signing in with a password gives */
  readonly scopes?: readonly string[] | undefined;
}

/** The one scope of a sign-in without the hosted pages. */
export const SIGN_IN_SCOPE = 'aws.cognito.signin.user.admin';

export function toAccessClaims(facts: TokenFacts): Record<string, unknown> {
  return {
    ...facts.claims,
    ...sharedClaims(facts),
    client_id: facts.clientId,
    token_use: 'access',
    scope: (facts.scopes ?? [SIGN_IN_SCOPE]).join(' '),
    username: facts.username,
  };
}

export function toIdClaims(facts: TokenFacts): Record<string, unknown> {
  return {
    ...facts.claims,
    ...sharedClaims(facts),
    aud: facts.clientId,
    token_use: 'id',
    'cognito:username': facts.username,
  };
}

/** A user without groups has no `cognito:groups` at all: that is what makes `identity.groups` null. */
function sharedClaims(facts: TokenFacts): Record<string, unknown> {
  return {
    sub: facts.sub,
    ...(facts.groups.length > 0 && { 'cognito:groups': facts.groups }),
    iss: facts.issuer,
    origin_jti: facts.originTokenId,
    event_id: facts.eventId,
    auth_time: facts.signedInAtSeconds,
    exp: facts.expiresAtSeconds,
    iat: facts.issuedAtSeconds,
    jti: facts.tokenId,
  };
}
