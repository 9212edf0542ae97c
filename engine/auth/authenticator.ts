/** Finds the auth mode of a request and lets it decide (spec/appsync-edge 2.2). The order of the steps is the specification's. */
import { userError } from '../kernel/index.ts';
import type { Clock } from '../kernel/index.ts';
import type { ApiBlueprint, AuthProviderBlueprint } from '../template/index.ts';
import { createApiKeys } from './api-key.ts';
import { createUserPoolAuth } from './cognito.ts';
import type { UserPoolAuth } from './cognito.ts';
import type { CredentialStore } from './credential-store.ts';
import { authenticateSignature } from './iam.ts';
import { tokenOf } from './jwt.ts';
import { headerOf } from './provider.ts';
import type { AuthOutcome, AuthRequest, TokenIssuer } from './provider.ts';
import { REFUSALS } from './refusals.ts';
import { isSignature } from './sigv4.ts';

export interface AuthenticatorOptions {
  readonly api: ApiBlueprint;
  /** Every pool that the API's providers name must be here. */
  readonly pools: readonly TokenIssuer[];
  readonly credentials: CredentialStore;
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
}

export interface Authenticator {
  /** Never throws for what a client sent. */
  readonly authenticate: (request: AuthRequest) => Promise<AuthOutcome>;
}

/** @throws AUTH_MODE_NOT_SERVED, AUTH_USER_POOL_UNKNOWN: at start, before any request is answered with less than the API asks for. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { api, clock } = options;
  api.authProviders.forEach(assertServed);
  const modes = new Set(api.authProviders.map((provider) => provider.mode));
  const checkKey = modes.has('API_KEY') ? createApiKeys(api.apiKeys, clock) : null;
  const pools = openUserPools(api.authProviders, options.pools, clock);

  const decide = (request: AuthRequest): AuthOutcome => {
    const authorization = headerOf(request.headers, 'authorization');
    const key = headerOf(request.headers, 'x-api-key');
    if (authorization !== null && isSignature(authorization) && modes.has('AWS_IAM')) {
      return authenticateSignature(request, options);
    }
    if (key !== null && checkKey !== null) return checkKey(key);
    if (authorization !== null) {
      const token = tokenOf(authorization);
      for (const pool of pools) {
        const outcome = pool.authenticate(token, request);
        if (outcome !== null) return outcome;
      }
    }
    return REFUSALS.noValidHeader;
  };

  return { authenticate: (request) => Promise.resolve(decide(request)) };
}

function assertServed(provider: AuthProviderBlueprint): void {
  if (provider.mode !== 'OPENID_CONNECT' && provider.mode !== 'AWS_LAMBDA') return;
  throw userError(
    'AUTH_MODE_NOT_SERVED',
    `The API uses the auth mode ${provider.mode}. The engine serves API_KEY, AWS_IAM and AMAZON_COGNITO_USER_POOLS.`,
    'Take the mode out of AuthenticationType and AdditionalAuthenticationProviders of the template that is served locally.',
  );
}

function openUserPools(
  providers: readonly AuthProviderBlueprint[],
  issuers: readonly TokenIssuer[],
  clock: Clock,
): readonly UserPoolAuth[] {
  return providers.flatMap((provider) => {
    if (provider.mode !== 'AMAZON_COGNITO_USER_POOLS') return [];
    const issuer = `https://cognito-idp.${provider.region}.amazonaws.com/${provider.userPoolId}`;
    const pool = issuers.find((candidate) => candidate.issuer === issuer);
    if (pool !== undefined) return [createUserPoolAuth(provider, pool, clock)];
    throw userError(
      'AUTH_USER_POOL_UNKNOWN',
      `The API trusts the user pool ${provider.userPoolId}, which no AWS::Cognito::UserPool of the template makes.`,
      'Add the pool to the template: the engine can only verify tokens of pools whose keys it holds.',
    );
  });
}
