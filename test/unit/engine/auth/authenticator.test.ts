import { describe, it, expect, beforeAll } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { createAuthenticator, createCredentialStore } from '../../../../engine/auth/index.ts';
import type { AuthOutcome, AuthRequest, Credential } from '../../../../engine/auth/index.ts';
import { systemRandom } from '../../../../engine/kernel/index.ts';
import type { ApiBlueprint, ApiKeyBlueprint, AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { createUserPool } from '../../../../engine/user-pool/index.ts';
import type { MintRequest, UserPool } from '../../../../engine/user-pool/index.ts';

const START = Date.UTC(2026, 0, 15, 12);
const HOUR = 3_600_000;
const NOT_PROVIDED = {
  ok: false,
  status: 401,
  errorType: 'UnauthorizedException',
  message: 'Valid authorization header not provided.',
};
const NOT_AUTHORIZED = { ...NOT_PROVIDED, message: 'You are not authorized to make this call.' };

const USER_POOLS: AuthProviderBlueprint = {
  mode: 'AMAZON_COGNITO_USER_POOLS',
  userPoolId: 'eu-west-1_Members',
  region: 'eu-west-1',
  appIdClientRegex: null,
  defaultAction: 'ALLOW',
};
const ALL_MODES: readonly AuthProviderBlueprint[] = [{ mode: 'AWS_IAM' }, USER_POOLS, { mode: 'API_KEY' }];

function anApi(authProviders: readonly AuthProviderBlueprint[], apiKeys: readonly ApiKeyBlueprint[]): ApiBlueprint {
  return {
    apiId: 'api',
    arn: 'arn:aws:appsync:eu-west-1:111122223333:apis/api',
    name: 'api',
    sdl: '',
    authProviders,
    apiKeys,
    dataSources: [],
    functions: [],
    resolvers: [],
    environment: {},
    queryDepthLimit: 0,
    resolverCountLimit: 0,
    introspection: true,
    fieldLogLevel: 'NONE',
    excludeVerboseContent: true,
    cache: null,
  };
}

const aKey = (value: string, expires: number | null = null): ApiKeyBlueprint => ({
  logicalId: 'Key',
  description: null,
  expires,
  value,
});

describe('createAuthenticator', () => {
  let now = START;
  const clock = { now: () => now, after: () => () => undefined };
  const credentials = createCredentialStore(systemRandom);
  let pool: UserPool;
  let stranger: UserPool;

  beforeAll(async () => {
    const open = (userPoolId: string): Promise<UserPool> =>
      createUserPool({
        pool: { logicalId: 'Pool', userPoolId, clients: [{ logicalId: 'Web', clientId: 'web' }], groups: [] },
        region: 'eu-west-1',
        clock,
        random: systemRandom,
      });
    pool = await open('eu-west-1_Members');
    stranger = await open('eu-west-1_Members');
  });

  const authenticate = (
    headers: Record<string, string | string[]>,
    { providers = ALL_MODES, keys = [aKey('da2-good')], at = START, ...rest }: Setup = {},
  ): Promise<AuthOutcome> => {
    now = START;
    const { authenticate: ask } = createAuthenticator({
      api: anApi(providers, keys),
      pools: [pool],
      credentials,
      region: 'eu-west-1',
      accountId: '111122223333',
      clock,
    });
    now = at;
    return ask({ method: 'POST', path: '/graphql', query: '', body: '{}', sourceIp: '127.0.0.1', headers, ...rest });
  };
  type Setup = Partial<AuthRequest> & {
    readonly providers?: readonly AuthProviderBlueprint[];
    readonly keys?: readonly ApiKeyBlueprint[];
    readonly at?: number;
  };

  const mint = (request: Partial<MintRequest> = {}): string => {
    now = START;
    return pool.mint({ username: 'giulia', use: 'access', ...request });
  };

  async function sign(credential: Credential, body = '{}', path = '/graphql'): Promise<Record<string, string>> {
    const { accessKeyId, secretAccessKey, sessionToken } = credential;
    const signer = new SignatureV4({
      service: 'appsync',
      region: 'eu-west-1',
      sha256: Sha256,
      credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) },
    });
    const request = {
      method: 'POST',
      protocol: 'http:',
      hostname: 'localhost',
      path,
      headers: { host: 'localhost' },
      body,
    };
    return (await signer.sign(request, { signingDate: new Date(START) })).headers;
  }

  describe('2.2 the mode of a request', () => {
    it('refuses a request without any credential', async () => {
      expect(await authenticate({})).toEqual(NOT_PROVIDED);
      expect(await authenticate({ authorization: '  ', 'x-api-key': '' })).toEqual(NOT_PROVIDED);
    });

    it('lets the API key win over a token', async () => {
      const outcome = await authenticate({ authorization: mint(), 'x-api-key': 'da2-good' });

      expect(outcome).toMatchObject({ ok: true, caller: { mode: 'API_KEY' } });
    });

    it('lets a signature win over an API key', async () => {
      const headers = await sign(credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

      expect(await authenticate({ ...headers, 'x-api-key': 'da2-good' })).toMatchObject({
        caller: { mode: 'AWS_IAM' },
      });
    });

    it('refuses credentials of a mode that the API does not have', async () => {
      const keyOnly = { providers: [{ mode: 'API_KEY' }] as const };
      const headers = await sign(credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

      expect(await authenticate({ 'x-api-key': 'da2-good' }, { providers: [USER_POOLS] })).toEqual(NOT_PROVIDED);
      expect(await authenticate({ authorization: mint() }, keyOnly)).toEqual(NOT_PROVIDED);
      expect(await authenticate(headers, keyOnly)).toEqual(NOT_PROVIDED);
    });
  });

  describe('2.3 API_KEY', () => {
    it('accepts a key and gives no identity', async () => {
      expect(await authenticate({ 'x-api-key': 'da2-good' })).toEqual({
        ok: true,
        caller: { mode: 'API_KEY', identity: null, groups: [] },
      });
    });

    it('refuses an unknown key, even beside a good token', async () => {
      expect(await authenticate({ 'x-api-key': 'da2-bad', authorization: mint() })).toEqual(NOT_AUTHORIZED);
      expect(await authenticate({ 'x-api-key': '__proto__' })).toEqual(NOT_AUTHORIZED);
    });

    it('refuses a key from its last hour on', async () => {
      const keys = [aKey('da2-good', (START + HOUR) / 1000 + 59)];

      expect(await authenticate({ 'x-api-key': 'da2-good' }, { keys, at: START + HOUR - 1 })).toMatchObject({
        ok: true,
      });
      expect(await authenticate({ 'x-api-key': 'da2-good' }, { keys, at: START + HOUR })).toEqual(NOT_AUTHORIZED);
    });

    it('ends a key without a date after seven days', async () => {
      const week = 7 * 24 * HOUR;

      expect(await authenticate({ 'x-api-key': 'da2-good' }, { at: START + week - 1 })).toMatchObject({ ok: true });
      expect(await authenticate({ 'x-api-key': 'da2-good' }, { at: START + week })).toEqual(NOT_AUTHORIZED);
    });
  });

  describe('2.4 AWS_IAM', () => {
    it('gives the identity of an assumed role', async () => {
      const key = credentials.issue('arn:aws:iam::111122223333:role/service/till', 'pos-duomo');
      const outcome = await authenticate(await sign(key));

      expect(outcome).toEqual({
        ok: true,
        caller: {
          mode: 'AWS_IAM',
          principalArn: 'arn:aws:iam::111122223333:role/service/till',
          groups: [],
          identity: {
            accountId: '111122223333',
            cognitoIdentityPoolId: null,
            cognitoIdentityId: null,
            sourceIp: ['127.0.0.1'],
            username: `${key.principalId}:pos-duomo`,
            userArn: 'arn:aws:sts::111122223333:assumed-role/till/pos-duomo',
            cognitoIdentityAuthType: null,
            cognitoIdentityAuthProvider: null,
          },
        },
      });
    });

    it('gives the identity of a user', async () => {
      const key = credentials.issue('arn:aws:iam::111122223333:user/analyst', '', { temporary: false });

      expect(await authenticate(await sign(key))).toMatchObject({
        caller: { identity: { username: key.principalId, userArn: 'arn:aws:iam::111122223333:user/analyst' } },
      });
    });

    it('refuses a body that was not signed', async () => {
      const headers = await sign(credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

      expect(await authenticate(headers, { body: '{"query":"x"}' })).toMatchObject({
        status: 403,
        errorType: 'InvalidSignatureException',
      });
    });
  });

  describe('2.5 AMAZON_COGNITO_USER_POOLS', () => {
    it('accepts an access token and shapes the identity', async () => {
      const token = mint({ sub: 'sub-1', groups: ['Staff', 'Admin'] });
      const outcome = await authenticate({ authorization: token });

      expect(outcome).toEqual({
        ok: true,
        caller: {
          mode: 'AMAZON_COGNITO_USER_POOLS',
          groups: ['Staff', 'Admin'],
          identity: {
            sub: 'sub-1',
            issuer: pool.issuer,
            username: 'giulia',
            claims: expect.objectContaining({ token_use: 'access', client_id: 'web' }),
            sourceIp: ['127.0.0.1'],
            defaultAuthStrategy: 'ALLOW',
            groups: ['Staff', 'Admin'],
          },
        },
      });
    });

    it('accepts an id token, also after Bearer', async () => {
      expect(await authenticate({ authorization: `Bearer ${mint({ use: 'id' })}` })).toMatchObject({
        caller: { identity: { username: 'giulia', groups: null } },
      });
    });

    it('lists forwarded addresses before the TCP peer (1.6)', async () => {
      const outcome = await authenticate(
        { authorization: mint(), 'x-forwarded-for': '10.0.0.1, 10.0.0.2' },
        { sourceIp: '::ffff:127.0.0.1' },
      );

      expect(outcome).toMatchObject({ caller: { identity: { sourceIp: ['10.0.0.1', '10.0.0.2', '127.0.0.1'] } } });
    });

    it('refuses a token that another key signed', async () => {
      now = START;

      expect(await authenticate({ authorization: stranger.mint({ username: 'x', use: 'access' }) })).toEqual(
        NOT_PROVIDED,
      );
    });

    it('refuses a changed payload', async () => {
      const [head, , signature] = mint().split('.');
      const payload = Buffer.from(JSON.stringify({ iss: pool.issuer, sub: 'admin', token_use: 'id', exp: 9e9 }));

      expect(await authenticate({ authorization: `${head}.${payload.toString('base64url')}.${signature}` })).toEqual(
        NOT_PROVIDED,
      );
    });

    it.each(['none', 'HS256'])('refuses the algorithm %s', async (alg) => {
      const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
      const [jwk] = pool.jwks.keys;
      const input = `${part({ alg, kid: jwk?.kid })}.${part({ iss: pool.issuer, sub: 's', token_use: 'id', exp: 9e9 })}`;
      const forged = createHmac('sha256', jwk?.n ?? '')
        .update(input)
        .digest('base64url');

      expect(await authenticate({ authorization: `${input}.${forged}` })).toEqual(NOT_PROVIDED);
      expect(await authenticate({ authorization: `${input}.` })).toEqual(NOT_PROVIDED);
    });

    it.each(['x', 'a.b', 'a.b.c', 'Bearer ', 'Basic dXNlcjpw'])(
      'refuses "%s", which is no token',
      async (authorization) => {
        expect(await authenticate({ authorization })).toEqual(NOT_PROVIDED);
      },
    );

    it('refuses an expired token, also one that was verified before', async () => {
      const authorization = mint({ ttlSeconds: 60 });
      now = START;
      const { authenticate: ask } = createAuthenticator({
        api: anApi(ALL_MODES, []),
        pools: [pool],
        credentials,
        region: 'eu-west-1',
        accountId: '111122223333',
        clock,
      });
      const request = {
        method: 'POST',
        path: '/graphql',
        query: '',
        body: '',
        sourceIp: '',
        headers: { authorization },
      };

      expect(await ask(request)).toMatchObject({ ok: true });
      now = START + 60_000;
      expect(await ask(request)).toMatchObject({
        status: 401,
        message: 'Token has expired.',
        startMessage: 'Valid authorization header not provided.',
      });
    });

    it('admits only app clients that the pattern names in full', async () => {
      const only = (appIdClientRegex: string) => ({ providers: [{ ...USER_POOLS, appIdClientRegex }] });

      expect(await authenticate({ authorization: mint() }, only('web|app'))).toMatchObject({ ok: true });
      expect(await authenticate({ authorization: mint({ use: 'id' }) }, only('web'))).toMatchObject({ ok: true });
      expect(await authenticate({ authorization: mint() }, only('we'))).toEqual(NOT_PROVIDED);
    });

    it('freezes the claims that requests share', async () => {
      const outcome = await authenticate({ authorization: mint({ groups: ['Staff'] }) });

      expect(outcome.ok && Object.isFrozen(outcome.caller.identity?.claims)).toBe(true);
    });
  });

  describe('at start', () => {
    const open = (providers: readonly AuthProviderBlueprint[]) => () =>
      createAuthenticator({
        api: anApi(providers, []),
        pools: [pool],
        credentials,
        region: 'eu-west-1',
        accountId: '111122223333',
        clock,
      });

    it('refuses a user pool whose keys are not here', () => {
      expect(open([{ ...USER_POOLS, userPoolId: 'eu-west-1_Other' }])).toThrow(
        expect.objectContaining({ code: 'AUTH_USER_POOL_UNKNOWN' }),
      );
    });

    it('refuses a client pattern that is no regular expression', () => {
      expect(open([{ ...USER_POOLS, appIdClientRegex: '(' }])).toThrow(
        expect.objectContaining({ code: 'AUTH_CLIENT_PATTERN_INVALID' }),
      );
    });

    it('refuses a mode that it does not serve', () => {
      const oidc = {
        mode: 'OPENID_CONNECT',
        issuer: 'x',
        clientIdRegex: null,
        iatTtlMs: null,
        authTtlMs: null,
      } as const;

      expect(open([oidc])).toThrow(expect.objectContaining({ code: 'AUTH_MODE_NOT_SERVED' }));
    });
  });
});
