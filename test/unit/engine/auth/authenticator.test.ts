import { describe, it, expect, beforeAll } from '@jest/globals';
import type { AuthProviderBlueprint } from '../../../../engine/template/index.ts';
import { aKey, AuthUnderTest, NOT_AUTHORIZED, NOT_PROVIDED, START, USER_POOLS } from './auth-under-test.ts';

const HOUR = 3_600_000;

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await AuthUnderTest.open();
});

describe('2.2 the mode of a request', () => {
  it('refuses a request without any credential', async () => {
    expect(await auth.authenticate({})).toEqual(NOT_PROVIDED);
    expect(await auth.authenticate({ authorization: '  ', 'x-api-key': '' })).toEqual(NOT_PROVIDED);
  });

  it('lets the API key win over a token', async () => {
    const outcome = await auth.authenticate({ authorization: auth.mint(), 'x-api-key': 'da2-good' });

    expect(outcome).toMatchObject({ ok: true, caller: { mode: 'API_KEY' } });
  });

  it('lets a signature win over an API key', async () => {
    const headers = await auth.sign(auth.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(await auth.authenticate({ ...headers, 'x-api-key': 'da2-good' })).toMatchObject({
      caller: { mode: 'AWS_IAM' },
    });
  });

  it('refuses credentials of a mode that the API does not have', async () => {
    const keyOnly = { providers: [{ mode: 'API_KEY' }] as const };
    const headers = await auth.sign(auth.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { providers: [USER_POOLS] })).toEqual(NOT_PROVIDED);
    expect(await auth.authenticate({ authorization: auth.mint() }, keyOnly)).toEqual(NOT_PROVIDED);
    expect(await auth.authenticate(headers, keyOnly)).toEqual(NOT_PROVIDED);
  });
});

describe('2.3 API_KEY', () => {
  it('accepts a key and gives no identity', async () => {
    expect(await auth.authenticate({ 'x-api-key': 'da2-good' })).toEqual({
      ok: true,
      caller: { mode: 'API_KEY', identity: null, groups: [] },
    });
  });

  it('refuses an unknown key, even beside a good token', async () => {
    expect(await auth.authenticate({ 'x-api-key': 'da2-bad', authorization: auth.mint() })).toEqual(NOT_AUTHORIZED);
    expect(await auth.authenticate({ 'x-api-key': '__proto__' })).toEqual(NOT_AUTHORIZED);
  });

  it('refuses a key from its last hour on', async () => {
    const keys = [aKey('da2-good', (START + HOUR) / 1000 + 59)];

    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { keys, at: START + HOUR - 1 })).toMatchObject({
      ok: true,
    });
    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { keys, at: START + HOUR })).toEqual(NOT_AUTHORIZED);
  });

  it('ends a key without a date after seven days', async () => {
    const week = 7 * 24 * HOUR;

    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { at: START + week - 1 })).toMatchObject({ ok: true });
    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { at: START + week })).toEqual(NOT_AUTHORIZED);
  });
});

describe('2.4 AWS_IAM', () => {
  it('gives the identity of an assumed role', async () => {
    const key = auth.credentials.issue('arn:aws:iam::111122223333:role/service/till', 'pos-duomo');
    const outcome = await auth.authenticate(await auth.sign(key));

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
    const key = auth.credentials.issue('arn:aws:iam::111122223333:user/analyst', '', { temporary: false });

    expect(await auth.authenticate(await auth.sign(key))).toMatchObject({
      caller: { identity: { username: key.principalId, userArn: 'arn:aws:iam::111122223333:user/analyst' } },
    });
  });

  it('refuses a body that was not signed', async () => {
    const headers = await auth.sign(auth.credentials.issue('arn:aws:iam::111122223333:role/till', 'pos'));

    expect(await auth.authenticate(headers, { body: '{"query":"x"}' })).toMatchObject({
      status: 403,
      errorType: 'InvalidSignatureException',
    });
  });
});

describe('createAuthenticator, at start', () => {
  const open = (providers: readonly AuthProviderBlueprint[]) => () => auth.authenticator(providers, []);

  it('refuses a user pool whose keys are not here', () => {
    expect(open([{ ...USER_POOLS, userPoolId: 'eu-west-1_Other' }])).toThrow(
      expect.objectContaining({ code: 'AUTH_USER_POOL_UNKNOWN' }),
    );
  });

  it('says which region a user pool is served in, when the API names another', () => {
    expect(open([{ ...USER_POOLS, region: 'us-east-1' }])).toThrow(
      expect.objectContaining({
        code: 'AUTH_USER_POOL_UNKNOWN',
        fix: expect.stringContaining('--region us-east-1'),
      }),
    );
  });

  it('opens the other modes of an API that also trusts a user pool from elsewhere', async () => {
    const providers = [{ mode: 'API_KEY' as const }, { ...USER_POOLS, userPoolId: 'eu-west-1_Other' }];

    expect(await auth.authenticate({ 'x-api-key': 'da2-good' }, { providers })).toMatchObject({ ok: true });
    expect(await auth.authenticate({ authorization: auth.mint() }, { providers })).toEqual(NOT_PROVIDED);
  });

  it('refuses a client pattern that is no regular expression', () => {
    expect(open([{ ...USER_POOLS, appIdClientRegex: '(' }])).toThrow(
      expect.objectContaining({ code: 'AUTH_CLIENT_PATTERN_INVALID' }),
    );
  });
});
