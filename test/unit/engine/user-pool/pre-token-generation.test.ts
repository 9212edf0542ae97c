import { describe, expect, it } from '@jest/globals';
import type { InvokeOutcome } from '../../../../engine/kernel/index.ts';
import { claimsOf, PoolUnderTest, refused, type Tokens } from './pool-under-test.ts';

const TRIGGER = 'arn:aws:lambda:eu-west-1:000000000000:function:claims';
type Version = 'V1_0' | 'V2_0';
const poolWith = (version: Version, response: unknown): Promise<PoolUnderTest> =>
  PoolUnderTest.open({ preTokenGeneration: { functionArn: TRIGGER, version } }, { ok: true, payload: { response } });
const failing = (outcome: Partial<InvokeOutcome>): Promise<PoolUnderTest> =>
  PoolUnderTest.open({ preTokenGeneration: { functionArn: TRIGGER, version: 'V2_0' } }, {
    ok: false,
    errorType: 'Error',
    errorMessage: 'no such member',
    reason: 'handled',
    payload: null,
    ...outcome,
  } as never);

describe('the trigger before token generation', () => {
  it('is told the user, the groups, the client and the occasion', async () => {
    const pool = await poolWith('V2_0', {});
    const { RefreshToken } = await pool.tokens();
    await pool.call('GetTokensFromRefreshToken', { ClientId: 'web', RefreshToken });

    expect(pool.invoked[0]).toMatchObject({
      function: TRIGGER,
      timeoutMs: 5000,
      payload: {
        version: '2',
        triggerSource: 'TokenGeneration_Authentication',
        userPoolId: 'eu-west-1_AbCdEf',
        userName: 'giulia',
        callerContext: { clientId: 'web' },
        request: {
          userAttributes: { 'cognito:user_status': 'CONFIRMED', 'custom:member_id': 'M1' },
          groupConfiguration: { groupsToOverride: ['vip'] },
          scopes: ['aws.cognito.signin.user.admin'],
        },
        response: { claimsAndScopeOverrideDetails: null },
      },
    });
    expect(pool.invoked[1]?.payload).toMatchObject({ triggerSource: 'TokenGeneration_RefreshTokens' });
  });

  it('adds to and takes from both tokens, scopes and groups in version 2', async () => {
    const pool = await poolWith('V2_0', {
      claimsAndScopeOverrideDetails: {
        accessTokenGeneration: {
          claimsToAddOrOverride: { 'custom:member_id': 'M1' },
          scopesToAdd: ['points/read'],
          scopesToSuppress: ['aws.cognito.signin.user.admin'],
        },
        idTokenGeneration: { claimsToAddOrOverride: { level: 3 }, claimsToSuppress: ['email'] },
        groupOverrideDetails: { groupsToOverride: ['staff'] },
      },
    });
    const { AccessToken, IdToken } = await pool.tokens();

    expect(claimsOf(AccessToken)).toMatchObject({
      'custom:member_id': 'M1',
      scope: 'points/read',
      'cognito:groups': ['staff'],
    });
    expect(claimsOf(IdToken)).toMatchObject({ level: 3, 'cognito:groups': ['staff'] });
    expect(claimsOf(IdToken)).not.toHaveProperty('email');
  });

  it('changes the id token alone in version 1', async () => {
    const pool = await poolWith('V1_0', { claimsOverrideDetails: { claimsToAddOrOverride: { level: '3' } } });
    const { AccessToken, IdToken } = await pool.tokens();

    expect(claimsOf(IdToken).level).toBe('3');
    expect(claimsOf(AccessToken)).not.toHaveProperty('level');
    expect(pool.invoked[0]?.payload).toMatchObject({ version: '1', response: { claimsOverrideDetails: null } });
  });

  it('cannot say who the user is, nor when a token ends', async () => {
    const forged = { claimsToAddOrOverride: { sub: 'x', exp: 9e9, iss: 'x' }, claimsToSuppress: ['exp', 'sub'] };
    const pool = await poolWith('V2_0', {
      claimsAndScopeOverrideDetails: { accessTokenGeneration: forged, idTokenGeneration: forged },
    });
    const tokens = await pool.tokens();

    for (const token of [tokens.AccessToken, tokens.IdToken]) {
      expect(claimsOf(token).iss).toBe(pool.pool.issuer);
      expect(claimsOf(token).sub).not.toBe('x');
      expect(claimsOf(token).exp).toBeLessThan(2e9);
    }
  });

  it.each([
    [{}, 'UserLambdaValidationException', 'PreTokenGeneration failed with error no such member.'],
    [{ reason: 'timeout' as const }, 'UnexpectedLambdaException', /^PreTokenGeneration invocation failed/],
    [{ ok: true as const, payload: 'text' }, 'InvalidLambdaResponseException', /Invalid JSON/],
  ])('fails the sign-in when it fails: %j', async (outcome, name, message) => {
    const told = await (await failing(outcome)).byPassword();

    expect(told).toMatchObject(refused(name));
    expect(told.body.message).toMatch(message);
  });

  it('leaves tokens alone when the template names none', async () => {
    const pool = await PoolUnderTest.open();
    const { body } = await pool.byPassword();

    expect(pool.invoked).toEqual([]);
    expect((body.AuthenticationResult as Tokens).IdToken).toBeDefined();
  });
});
