import { describe, expect, it } from '@jest/globals';
import { poolClient } from '../../../support/user-pool.ts';
import { claimsOf, PASSWORD, PoolUnderTest, refused, START, type Tokens } from './pool-under-test.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WRONG = refused('NotAuthorizedException', 'Incorrect username or password.');

describe.each(['byPassword', 'bySrp'] as const)('signing in %s', (way) => {
  it('gives three tokens, with attributes in the id token alone', async () => {
    const pool = await PoolUnderTest.open();
    const { status, body } = await pool[way]();
    const { AccessToken, IdToken, RefreshToken } = body.AuthenticationResult as Tokens;

    expect(status).toBe(200);
    expect(body.AuthenticationResult).toMatchObject({ ExpiresIn: 3600, TokenType: 'Bearer' });
    expect(claimsOf(IdToken)).toMatchObject({
      iss: pool.pool.issuer,
      aud: 'web',
      'cognito:username': 'giulia',
      'cognito:groups': ['vip'],
      'custom:member_id': 'M1',
      email: 'giulia@example.com',
      auth_time: START / 1000,
    });
    expect(claimsOf(AccessToken)).toMatchObject({ client_id: 'web', username: 'giulia', 'cognito:groups': ['vip'] });
    expect(claimsOf(AccessToken)).not.toHaveProperty('custom:member_id');
    expect(claimsOf(AccessToken).origin_jti).toBe(claimsOf(IdToken).origin_jti);
    expect(RefreshToken.split('.')).toHaveLength(5);
  });

  it('refuses a wrong password', async () => {
    expect(await (await PoolUnderTest.open())[way]('giulia', 'Wrong-password-1')).toMatchObject(WRONG);
  });

  it('says of a disabled user so, once the password is right', async () => {
    const pool = await PoolUnderTest.open();

    expect(await pool[way]('gone')).toMatchObject(refused('NotAuthorizedException', 'User is disabled.'));
    expect(await pool[way]('gone', 'wrong')).toMatchObject(WRONG);
  });

  it('hides who is unknown, or tells, as the client is set', async () => {
    const open = await PoolUnderTest.open({ clients: [poolClient({ hidesUnknownUsers: false })] });

    expect(await (await PoolUnderTest.open())[way]('nobody')).toMatchObject(WRONG);
    expect(await open[way]('nobody')).toMatchObject(refused('UserNotFoundException', 'User does not exist.'));
  });

  it('takes an e-mail address where the pool allows one, and names the user by the user name', async () => {
    const pool = await PoolUnderTest.open({ signInAttributes: ['email'] });
    const { body } = await pool[way]('Giulia@Example.com');

    expect(claimsOf((body.AuthenticationResult as Tokens).IdToken)['cognito:username']).toBe('giulia');
    expect(await (await PoolUnderTest.open())[way]('giulia@example.com')).toMatchObject(WRONG);
  });

  it('is refused when the client may not sign in so', async () => {
    const pool = await PoolUnderTest.open({ clients: [poolClient({ authFlows: ['REFRESH_TOKEN_AUTH'] })] });

    expect(await pool[way]()).toMatchObject(refused('InvalidParameterException'));
  });
});

describe('SRP', () => {
  it('ends a challenge after three minutes', async () => {
    const pool = await PoolUnderTest.open();

    expect(await pool.bySrp('giulia', PASSWORD, () => pool.move(3 * 60_000))).toMatchObject(
      refused('NotAuthorizedException', 'Invalid session for the user, session is expired.'),
    );
  });

  it.each([
    ['another secret block', { PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }],
    ['another timestamp', { TIMESTAMP: 'Thu Jan 15 12:00:01 UTC 2026' }],
    ['a short signature', { PASSWORD_CLAIM_SIGNATURE: 'AAAA' }],
  ])('refuses %s', async (_what, change) => {
    const pool = await PoolUnderTest.open();

    expect(await pool.bySrp('giulia', PASSWORD, (answers) => Object.assign(answers, change))).toMatchObject(WRONG);
  });

  it.each(['0', 'xyz'])('refuses a public value that would make the key known: %s', async (SRP_A) => {
    const pool = await PoolUnderTest.open();
    const input = { AuthFlow: 'USER_SRP_AUTH', ClientId: 'web', AuthParameters: { USERNAME: 'giulia', SRP_A } };

    expect(await pool.call('InitiateAuth', input)).toMatchObject(WRONG);
  });

  it('shows an unknown user the same salt each time', async () => {
    const pool = await PoolUnderTest.open();
    const input = { AuthFlow: 'USER_SRP_AUTH', ClientId: 'web', AuthParameters: { USERNAME: 'nobody', SRP_A: 'abc' } };
    const saltOf = async (): Promise<unknown> =>
      ((await pool.call('InitiateAuth', input)).body.ChallengeParameters as Record<string, string>).SALT;

    expect(await saltOf()).toBe(await saltOf());
  });
});

describe('refreshing', () => {
  const refresh = (pool: PoolUnderTest, RefreshToken: string) =>
    pool.call('GetTokensFromRefreshToken', { ClientId: 'web', RefreshToken });

  it.each(['GetTokensFromRefreshToken', 'InitiateAuth'])('gives new tokens of the same sign-in by %s', async (name) => {
    const pool = await PoolUnderTest.open();
    const first = await pool.tokens();
    pool.move(2 * HOUR_MS);
    const { body } = await pool.call(name, {
      ClientId: 'web',
      RefreshToken: first.RefreshToken,
      AuthFlow: 'REFRESH_TOKEN_AUTH',
      AuthParameters: { REFRESH_TOKEN: first.RefreshToken },
    });
    const renewed = claimsOf((body.AuthenticationResult as Tokens).AccessToken);

    expect(body.AuthenticationResult).not.toHaveProperty('RefreshToken');
    expect(renewed).toMatchObject({ auth_time: START / 1000, iat: START / 1000 + 7200, exp: START / 1000 + 10_800 });
    expect(renewed.origin_jti).toBe(claimsOf(first.AccessToken).origin_jti);
  });

  it('ends with the refresh token', async () => {
    const pool = await PoolUnderTest.open();
    const { RefreshToken } = await pool.tokens();
    pool.move(30 * DAY_MS);

    expect(await refresh(pool, RefreshToken)).toMatchObject(
      refused('NotAuthorizedException', 'Refresh Token has expired'),
    );
  });

  it('refuses what is no refresh token, and one of another client', async () => {
    const pool = await PoolUnderTest.open({ clients: [poolClient(), poolClient({ clientId: 'other' })] });
    const { RefreshToken, IdToken } = await pool.tokens();
    const invalid = refused('NotAuthorizedException', 'Invalid Refresh Token');

    expect(await refresh(pool, IdToken)).toMatchObject(invalid);
    expect(await refresh(pool, `${RefreshToken.slice(0, -6)}AAAA..`)).toMatchObject(invalid);
    expect(await pool.call('GetTokensFromRefreshToken', { ClientId: 'other', RefreshToken })).toMatchObject(invalid);
  });
});

describe('signing out', () => {
  it('revokes one sign-in by its refresh token, and leaves the others', async () => {
    const pool = await PoolUnderTest.open();
    const [one, two] = [await pool.tokens(), await pool.tokens()];
    await pool.call('RevokeToken', { ClientId: 'web', Token: one.RefreshToken });

    expect(await pool.call('GetUser', { AccessToken: one.AccessToken })).toMatchObject(
      refused('NotAuthorizedException', 'Access Token has been revoked'),
    );
    expect((await pool.call('GetUser', { AccessToken: two.AccessToken })).status).toBe(200);
    expect(
      await pool.call('GetTokensFromRefreshToken', { ClientId: 'web', RefreshToken: one.RefreshToken }),
    ).toMatchObject(refused('NotAuthorizedException', 'Refresh Token has been revoked'));
  });

  it('everywhere ends all of them', async () => {
    const pool = await PoolUnderTest.open();
    const [one, two] = [await pool.tokens(), await pool.tokens()];
    await pool.call('GlobalSignOut', { AccessToken: one.AccessToken });

    expect((await pool.call('GetUser', { AccessToken: two.AccessToken })).status).toBe(400);
    expect((await pool.call('GetUser', { AccessToken: (await pool.tokens()).AccessToken })).status).toBe(200);
  });
});

describe('GetUser', () => {
  it('tells the name and the attributes', async () => {
    const pool = await PoolUnderTest.open();
    const { AccessToken } = await pool.tokens();
    const { body } = await pool.call('GetUser', { AccessToken });

    expect(body.Username).toBe('giulia');
    expect(body.UserAttributes).toEqual(
      expect.arrayContaining([
        { Name: 'sub', Value: claimsOf(AccessToken).sub },
        { Name: 'custom:member_id', Value: 'M1' },
      ]),
    );
  });

  it('refuses an expired, a foreign and an id token', async () => {
    const pool = await PoolUnderTest.open();
    const { AccessToken, IdToken } = await pool.tokens();
    const foreign = (await (await PoolUnderTest.open()).tokens()).AccessToken;
    const invalid = refused('NotAuthorizedException', 'Invalid Access Token');
    pool.move(HOUR_MS);

    expect(await pool.call('GetUser', { AccessToken })).toMatchObject(
      refused('NotAuthorizedException', 'Access Token has expired'),
    );
    expect(await pool.call('GetUser', { AccessToken: IdToken })).toMatchObject(invalid);
    expect(await pool.call('GetUser', { AccessToken: foreign })).toMatchObject(invalid);
  });
});

describe('the protocol', () => {
  it.each([
    ['SignUp', {}, 'UnknownOperationException'],
    ['', {}, 'UnknownOperationException'],
    ['constructor', {}, 'UnknownOperationException'],
    ['InitiateAuth', '{"ClientId":', 'SerializationException'],
    ['InitiateAuth', '[]', 'SerializationException'],
    ['InitiateAuth', { ClientId: 'web' }, 'InvalidParameterException'],
    ['InitiateAuth', { ClientId: 'web', AuthFlow: 'USER_PASSWORD_AUTH' }, 'InvalidParameterException'],
    ['InitiateAuth', { ClientId: 'none', AuthFlow: 'USER_SRP_AUTH' }, 'ResourceNotFoundException'],
    ['RevokeToken', { ClientId: 'none', Token: 'x' }, 'ResourceNotFoundException'],
  ])('refuses %s %j with %s, also in the header that SDKs read', async (operation, input, name) => {
    const told = await (await PoolUnderTest.open()).call(operation, input);

    expect(told).toMatchObject({ ...refused(name), headers: { 'x-amzn-errortype': `${name}:` } });
  });

  it('refuses a client that needs a secret', async () => {
    const pool = await PoolUnderTest.open({ clients: [poolClient({ hasSecret: true })] });

    expect(await pool.byPassword()).toMatchObject(refused('NotAuthorizedException'));
  });
});
