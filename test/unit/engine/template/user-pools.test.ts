import { describe, expect, it } from '@jest/globals';
import type { UserPoolBlueprint } from '../../../../engine/template/index.ts';
import { anApi, of, readTemplateOf, ref } from './given-template.ts';

const UserPoolId = ref('Pool');
const poolOf = (pool: object, client: object = {}): UserPoolBlueprint | undefined =>
  readTemplateOf({
    Resources: anApi(
      {},
      {
        Pool: of('AWS::Cognito::UserPool', pool),
        Client: of('AWS::Cognito::UserPoolClient', { UserPoolId, ...client }),
      },
    ),
  }).userPools[0];

describe('a user pool', () => {
  it('has Cognito’s defaults', () => {
    expect(poolOf({})).toMatchObject({
      signInAttributes: [],
      preTokenGeneration: null,
      clients: [
        {
          authFlows: ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'],
          hidesUnknownUsers: false,
          hasSecret: false,
          tokenSeconds: { access: 3600, id: 3600, refresh: 2_592_000 },
        },
      ],
    });
  });

  it('reads flows in both spellings, lifetimes in their units, and what hides users', () => {
    const pool = poolOf(
      { AliasAttributes: ['email'] },
      {
        ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'USER_PASSWORD_AUTH'],
        PreventUserExistenceErrors: 'ENABLED',
        GenerateSecret: true,
        AccessTokenValidity: 5,
        IdTokenValidity: 2,
        RefreshTokenValidity: '90',
        TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
      },
    );

    expect(pool).toMatchObject({
      signInAttributes: ['email'],
      clients: [
        {
          authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH'],
          hidesUnknownUsers: true,
          hasSecret: true,
          tokenSeconds: { access: 300, id: 7200, refresh: 5400 },
        },
      ],
    });
  });

  it.each([
    [{ PreTokenGeneration: 'arn:f' }, 'V1_0'],
    [{ PreTokenGenerationConfig: { LambdaArn: 'arn:f', LambdaVersion: 'V2_0' } }, 'V2_0'],
    [{ PreTokenGeneration: 'arn:f', PreTokenGenerationConfig: { LambdaArn: 'arn:f', LambdaVersion: 'V3_0' } }, 'V3_0'],
  ])('reads its trigger: %j', (LambdaConfig, version) => {
    expect(poolOf({ LambdaConfig })?.preTokenGeneration).toEqual({ functionArn: 'arn:f', version });
  });

  it('refuses a unit that is none, and says where', () => {
    expect(() => poolOf({}, { AccessTokenValidity: 5, TokenValidityUnits: { AccessToken: 'weeks' } })).toThrow(
      /TokenValidityUnits\.AccessToken/,
    );
  });
});
