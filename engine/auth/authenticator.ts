/** Finds the auth mode of a request and lets it decide (spec/appsync-edge 2.2). The order of the steps is the specification's. */
import { userError } from '../kernel/index.ts';
import type { Awaitable, Clock, EngineError, Invoke, Log } from '../kernel/index.ts';
import type { ApiBlueprint, AuthProviderBlueprint } from '../template/index.ts';
import { createApiKeys } from './api-key.ts';
import { createUserPoolAuth } from './cognito.ts';
import type { CredentialStore } from './credential-store.ts';
import { authenticateSignature } from './iam.ts';
import { createIssuerKeys } from './issuer-keys.ts';
import { jsonSource } from './json-source.ts';
import { tokenOf } from './jwt.ts';
import { createLambdaAuthorizer } from './lambda-authorizer.ts';
import type { LambdaAuthorizer } from './lambda-authorizer.ts';
import { createOidcAuth } from './oidc.ts';
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
  readonly log: Log;
  /** Runs a Lambda authorizer. */
  readonly invoke: Invoke;
  /** Reaches OpenID Connect issuers. @default the platform's */
  readonly fetch?: typeof fetch;
}

export interface Authenticator {
  /** Never throws for what a client sent. */
  readonly authenticate: (request: AuthRequest) => Awaitable<AuthOutcome>;
}

/** A provider of tokens: null means that the token is not its own. */
type AuthenticateToken = (token: string, request: AuthRequest) => Awaitable<AuthOutcome> | null;

/** @throws AUTH_USER_POOL_UNKNOWN, AUTH_CLIENT_PATTERN_INVALID: at start, before any request is answered with less than the API asks for. */
export function createAuthenticator(options: AuthenticatorOptions): Authenticator {
  const { api } = options;
  const modes = new Set(api.authProviders.map((provider) => provider.mode));
  const checkKey = modes.has('API_KEY') ? createApiKeys(api.apiKeys, options) : null;
  const issuers = [...openUserPools(options), ...openIssuers(options)];
  const authorizer = openAuthorizer(options);

  const authenticate = (request: AuthRequest): Awaitable<AuthOutcome> => {
    const authorization = headerOf(request.headers, 'authorization');
    const key = headerOf(request.headers, 'x-api-key');
    if (authorization !== null && isSignature(authorization) && modes.has('AWS_IAM')) {
      return authenticateSignature(request, options);
    }
    if (key !== null && checkKey !== null) return checkKey(key);
    if (authorization === null) return REFUSALS.noValidHeader;
    const token = tokenOf(authorization);
    for (const ask of issuers) {
      const outcome = ask(token, request);
      if (outcome !== null) return outcome;
    }
    return authorizer === null ? REFUSALS.noValidHeader : authorizer(authorization, request);
  };

  return { authenticate };
}

function openUserPools({ api, pools, clock, log }: AuthenticatorOptions): readonly AuthenticateToken[] {
  return api.authProviders.flatMap((provider): AuthenticateToken[] => {
    if (provider.mode !== 'AMAZON_COGNITO_USER_POOLS') return [];
    const issuer = `https://cognito-idp.${provider.region}.amazonaws.com/${provider.userPoolId}`;
    const pool = pools.find((candidate) => candidate.issuer === issuer);
    if (pool === undefined) {
      const unknown = unknownPool(provider, pools);
      if (api.authProviders.length === 1) throw unknown;
      // The other modes need no pool: whoever comes with a token of this one is refused.
      log.warn('tokens of a user pool are refused', { cause: unknown.message, fix: unknown.fix });
      return [];
    }
    const { authenticate } = createUserPoolAuth(provider, pool, clock);
    return [authenticate];
  });
}

function openIssuers(options: AuthenticatorOptions): readonly AuthenticateToken[] {
  const { api, clock, log } = options;
  const fetchJson = jsonSource(options.fetch ?? fetch, clock);
  return api.authProviders.flatMap((provider): AuthenticateToken[] => {
    if (provider.mode !== 'OPENID_CONNECT') return [];
    const keys = createIssuerKeys(provider.issuer, { clock, log, fetchJson });
    const { authenticate } = createOidcAuth(provider, { clock, keys, isOnlyProvider: api.authProviders.length === 1 });
    return [authenticate];
  });
}

function openAuthorizer(options: AuthenticatorOptions): LambdaAuthorizer | null {
  for (const provider of options.api.authProviders) {
    if (provider.mode === 'AWS_LAMBDA') return createLambdaAuthorizer(provider, options);
  }
  return null;
}

function unknownPool(
  { userPoolId, region }: AuthProviderBlueprint & { readonly mode: 'AMAZON_COGNITO_USER_POOLS' },
  pools: readonly TokenIssuer[],
): EngineError {
  const elsewhere = pools.find(({ issuer }) => issuer.endsWith(`/${userPoolId}`));
  if (elsewhere !== undefined) {
    return userError(
      'AUTH_USER_POOL_UNKNOWN',
      `The API trusts the user pool ${userPoolId} in ${region}, but the template makes it elsewhere: ${elsewhere.issuer}.`,
      `Serve the template as in ${region} (--region ${region}), or write AwsRegion as a reference to AWS::Region.`,
    );
  }
  return userError(
    'AUTH_USER_POOL_UNKNOWN',
    `The API trusts the user pool ${userPoolId}, which no AWS::Cognito::UserPool of the template makes.`,
    'Add the pool to the template: the engine can only verify tokens of pools whose keys it holds.',
  );
}
