import { describe, it, expect, beforeAll } from '@jest/globals';
import { createHmac } from 'node:crypto';
import { AuthUnderTest, NOT_PROVIDED, START, USER_POOLS } from './auth-under-test.ts';

let auth: AuthUnderTest;
beforeAll(async () => {
  auth = await AuthUnderTest.open();
});

describe('2.5 AMAZON_COGNITO_USER_POOLS', () => {
  it('accepts an access token and shapes the identity', async () => {
    const token = auth.mint({ sub: 'sub-1', groups: ['Staff', 'Admin'] });
    const outcome = await auth.authenticate({ authorization: token });

    expect(outcome).toEqual({
      ok: true,
      caller: {
        mode: 'AMAZON_COGNITO_USER_POOLS',
        groups: ['Staff', 'Admin'],
        identity: {
          sub: 'sub-1',
          issuer: auth.pool.issuer,
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
    expect(await auth.authenticate({ authorization: `Bearer ${auth.mint({ use: 'id' })}` })).toMatchObject({
      caller: { identity: { username: 'giulia', groups: null } },
    });
  });

  it('lists forwarded addresses before the TCP peer (1.6)', async () => {
    const outcome = await auth.authenticate(
      { authorization: auth.mint(), 'x-forwarded-for': '10.0.0.1, 10.0.0.2' },
      { sourceIp: '::ffff:127.0.0.1' },
    );

    expect(outcome).toMatchObject({ caller: { identity: { sourceIp: ['10.0.0.1', '10.0.0.2', '127.0.0.1'] } } });
  });

  it('refuses a token that another key signed', async () => {
    expect(await auth.authenticate({ authorization: auth.stranger.mint({ username: 'x', use: 'access' }) })).toEqual(
      NOT_PROVIDED,
    );
  });

  it('refuses a token that nests deeper than what walks it can bear, before any signature', async () => {
    const [head, , signature] = auth.mint().split('.');
    const payload = Buffer.from(`{"iss":"${auth.pool.issuer}","a":${'['.repeat(8_000)}${']'.repeat(8_000)}}`);

    expect(await auth.authenticate({ authorization: `${head}.${payload.toString('base64url')}.${signature}` })).toEqual(
      NOT_PROVIDED,
    );
  });

  it('refuses a changed payload', async () => {
    const [head, , signature] = auth.mint().split('.');
    const payload = Buffer.from(JSON.stringify({ iss: auth.pool.issuer, sub: 'admin', token_use: 'id', exp: 9e9 }));

    expect(await auth.authenticate({ authorization: `${head}.${payload.toString('base64url')}.${signature}` })).toEqual(
      NOT_PROVIDED,
    );
  });

  it.each(['none', 'HS256'])('refuses the algorithm %s', async (alg) => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const [jwk] = auth.pool.jwks.keys;
    const input = `${part({ alg, kid: jwk?.kid })}.${part({ iss: auth.pool.issuer, sub: 's', token_use: 'id', exp: 9e9 })}`;
    const forged = createHmac('sha256', jwk?.n ?? '')
      .update(input)
      .digest('base64url');

    expect(await auth.authenticate({ authorization: `${input}.${forged}` })).toEqual(NOT_PROVIDED);
    expect(await auth.authenticate({ authorization: `${input}.` })).toEqual(NOT_PROVIDED);
  });

  it.each(['x', 'a.b', 'a.b.c', 'Bearer ', 'Basic dXNlcjpw'])(
    'refuses "%s", which is no token',
    async (authorization) => {
      expect(await auth.authenticate({ authorization })).toEqual(NOT_PROVIDED);
    },
  );

  it('refuses an expired token, also one that was verified before', async () => {
    const authorization = auth.mint({ ttlSeconds: 60 });
    auth.now = START;
    const { authenticate } = auth.authenticator();
    const request = {
      method: 'POST',
      path: '/graphql',
      query: '',
      body: '',
      sourceIp: '',
      headers: { authorization },
    };

    expect(await authenticate(request)).toMatchObject({ ok: true });
    auth.now = START + 60_000;
    expect(await authenticate(request)).toMatchObject({
      status: 401,
      message: 'Token has expired.',
      startMessage: 'Valid authorization header not provided.',
    });
  });

  it('admits only app clients that the pattern names in full', async () => {
    const only = (appIdClientRegex: string) => ({ providers: [{ ...USER_POOLS, appIdClientRegex }] });

    expect(await auth.authenticate({ authorization: auth.mint() }, only('web|app'))).toMatchObject({ ok: true });
    expect(await auth.authenticate({ authorization: auth.mint({ use: 'id' }) }, only('web'))).toMatchObject({
      ok: true,
    });
    expect(await auth.authenticate({ authorization: auth.mint() }, only('we'))).toEqual(NOT_PROVIDED);
  });

  it('freezes the claims that requests share', async () => {
    const outcome = await auth.authenticate({ authorization: auth.mint({ groups: ['Staff'] }) });

    expect(outcome.ok && Object.isFrozen(outcome.caller.identity?.claims)).toBe(true);
  });
});
