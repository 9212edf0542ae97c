/** The claims of Cognito's two tokens. An access token names its app in `client_id`, an id token in `aud`. */
export interface TokenFacts {
  readonly issuer: string;
  readonly sub: string;
  readonly username: string;
  readonly groups: readonly string[];
  readonly clientId: string;
  readonly issuedAtSeconds: number;
  readonly expiresAtSeconds: number;
  readonly tokenId: string;
  readonly originTokenId: string;
  readonly eventId: string;
  /** Attributes such as `email` or `custom:memberId`; they never replace a claim that the pool itself sets. */
  readonly claims: Readonly<Record<string, unknown>>;
}

export function toAccessClaims(facts: TokenFacts): Record<string, unknown> {
  return {
    ...facts.claims,
    ...sharedClaims(facts),
    client_id: facts.clientId,
    token_use: 'access',
    scope: 'aws.cognito.signin.user.admin',
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
    auth_time: facts.issuedAtSeconds,
    exp: facts.expiresAtSeconds,
    iat: facts.issuedAtSeconds,
    jti: facts.tokenId,
  };
}
