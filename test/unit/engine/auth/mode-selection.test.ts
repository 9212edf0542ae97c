import { beforeAll, describe, expect, it } from '@jest/globals';
import { createAuthenticator } from '../../../../engine/auth/index.ts';
import { createLog } from '../../../../engine/kernel/index.ts';
import type { AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { aKey, anApi, AuthUnderTest, START, USER_POOLS } from './auth-under-test.ts';
import { Issuer, ISSUER } from './tokens.ts';

const OIDC: AuthProviderBlueprint = {
  mode: 'OPENID_CONNECT',
  issuer: ISSUER,
  clientIdRegex: null,
  iatTtlMs: null,
  authTtlMs: null,
};
const LAMBDA: AuthProviderBlueprint = {
  mode: 'AWS_LAMBDA',
  authorizerArn: 'arn:aws:lambda:eu-west-1:111122223333:function:authorize',
  resultTtlSeconds: 0,
  identityValidationExpression: null,
};
const BY_NAME: Readonly<Record<string, AuthProviderBlueprint>> = {
  iam: { mode: 'AWS_IAM' },
  key: { mode: 'API_KEY' },
  pool: USER_POOLS,
  oidc: OIDC,
  lambda: LAMBDA,
};
const NONE = 'Valid authorization header not provided.';
const DENIED = 'You are not authorized to make this call.';
const ALL = 'iam key pool oidc lambda';

let auth: AuthUnderTest;
let credentials: Readonly<Record<string, Record<string, string>>>;

beforeAll(async () => {
  auth = await AuthUnderTest.open();
  const issuer = new Issuer();
  const claims = { sub: 'u', iat: START / 1000, exp: START / 1000 + 60 };
  const at = (iss: string) => ({ authorization: issuer.token({ ...claims, iss }) });
  credentials = {
    nothing: {},
    signature: await auth.sign(auth.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos')),
    key: { 'x-api-key': 'da2-good' },
    'bad key': { 'x-api-key': 'da2-bad' },
    'pool token': { authorization: auth.mint() },
    'Bearer pool token': { authorization: `Bearer ${auth.mint()}` },
    'forged pool token': { authorization: auth.stranger.mint({ username: 'giulia', use: 'access' }) },
    'oidc token': at(ISSUER),
    'foreign token': at('https://elsewhere.example'),
    opaque: { authorization: 'let-me-in' },
    'forged oidc token': { authorization: `${at(ISSUER).authorization}x` },
    'half a signature': { authorization: 'AWS4-HMAC-SHA256 Credential=x' },
  };
  fetchIssuer = issuer.fetch;
});

let fetchIssuer: typeof fetch;

async function modeOf(providers: string, ...given: readonly string[]): Promise<string> {
  const { authenticate } = createAuthenticator({
    api: anApi(
      providers.split(' ').flatMap((name) => BY_NAME[name] ?? []),
      [aKey('da2-good')],
    ),
    pools: [auth.pool],
    credentials: auth.credentials,
    region: 'eu-west-1',
    accountId: '111122223333',
    clock: { now: () => START, after: () => () => undefined },
    log: createLog('silent'),
    invoke: () => Promise.resolve({ ok: true, payload: { isAuthorized: true } }),
    fetch: fetchIssuer,
  });
  const headers = Object.assign({}, ...given.map((name) => credentials[name])) as Record<string, string>;
  const base = { method: 'POST', path: '/graphql', query: '', body: '{}', sourceIp: '::1' };
  const outcome = await authenticate({ ...base, headers });
  return outcome.ok ? outcome.caller.mode : outcome.message;
}

describe('2.2 which mode a request is in', () => {
  it.each([
    [ALL, ['nothing'], NONE],
    [ALL, ['signature'], 'AWS_IAM'],
    [ALL, ['key', 'signature'], 'AWS_IAM'],
    [ALL, ['key'], 'API_KEY'],
    [ALL, ['key', 'pool token'], 'API_KEY'],
    [ALL, ['key', 'opaque'], 'API_KEY'],
    [ALL, ['bad key'], DENIED],
    [ALL, ['bad key', 'pool token'], DENIED],
    [ALL, ['pool token'], 'AMAZON_COGNITO_USER_POOLS'],
    [ALL, ['Bearer pool token'], 'AMAZON_COGNITO_USER_POOLS'],
    [ALL, ['oidc token'], 'OPENID_CONNECT'],
    [ALL, ['opaque'], 'AWS_LAMBDA'],
    // What bears the issuer of a provider is never a token for the function.
    [ALL, ['forged pool token'], NONE],
    [ALL, ['forged oidc token'], NONE],
    [ALL, ['foreign token'], 'AWS_LAMBDA'],
    ['iam key pool oidc', ['foreign token'], NONE],
    ['iam key pool oidc', ['opaque'], NONE],
    ['key lambda', ['signature'], 'AWS_LAMBDA'],
    ['key lambda', ['pool token'], 'AWS_LAMBDA'],
    ['iam pool', ['key'], NONE],
    ['iam pool', ['key', 'pool token'], 'AMAZON_COGNITO_USER_POOLS'],
    ['pool', ['oidc token'], NONE],
    ['oidc', ['foreign token'], 'OPENID_CONNECT'],
    ['oidc', ['opaque'], NONE],
    ['key', ['pool token'], NONE],
    ['key', ['signature'], NONE],
    ['lambda', ['opaque'], 'AWS_LAMBDA'],
    ['lambda', ['key'], NONE],
  ])('of an API with %s, for %j: %s', async (providers, given, expected) => {
    expect(await modeOf(providers, ...given)).toBe(expected);
  });

  it('never hands a broken signature to the function where IAM is enabled', async () => {
    expect(await modeOf(ALL, 'half a signature')).toContain('Authorization header requires');
  });
});
