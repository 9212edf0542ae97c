import { describe, expect, it } from '@jest/globals';
import { anApi, caught, getAtt, of, readTemplateOf, ref, type Template } from './given-template.ts';

const FUNCTION = of('AWS::Lambda::Function', {
  Role: 'r',
  Handler: 'h.h',
  Runtime: 'nodejs24.x',
  Code: { ZipFile: 'x' },
});
const PARTS: Template = { Pool: of('AWS::Cognito::UserPool'), Other: of('AWS::Cognito::UserPool'), Fn: FUNCTION };

const pool = (name: string, more: Template = {}): Template => ({
  AuthenticationType: 'AMAZON_COGNITO_USER_POOLS',
  UserPoolConfig: { UserPoolId: ref(name), AwsRegion: 'eu-west-1', ...more },
});
const issuer = (Issuer: string): Template => ({
  AuthenticationType: 'OPENID_CONNECT',
  OpenIDConnectConfig: { Issuer },
});
const lambda: Template = {
  AuthenticationType: 'AWS_LAMBDA',
  LambdaAuthorizerConfig: { AuthorizerUri: getAtt('Fn', 'Arn') },
};

const providersOf = (first: Template, ...others: readonly Template[]) =>
  readTemplateOf({ Resources: anApi({ ...first, AdditionalAuthenticationProviders: others }, PARTS) }).api
    .authProviders;

const refusalOf = (first: Template, ...others: readonly Template[]) => caught(() => providersOf(first, ...others));

describe('auth modes that AppSync would not create (edge 2.1)', () => {
  it.each<[string, Template, Template]>([
    ['API_KEY', { AuthenticationType: 'API_KEY' }, { AuthenticationType: 'API_KEY' }],
    ['AWS_IAM', { AuthenticationType: 'AWS_IAM' }, { AuthenticationType: 'AWS_IAM' }],
    ['AWS_LAMBDA', lambda, lambda],
    ['AMAZON_COGNITO_USER_POOLS with the pool eu-west-1_', pool('Pool'), pool('Pool')],
    ['OPENID_CONNECT with the issuer https://id.example', issuer('https://id.example'), issuer('https://id.example')],
  ])('refuses %s twice, and names it', (name, one, other) => {
    const refusal = refusalOf(one, other);

    expect(refusal).toMatchObject({ code: 'TEMPLATE_BAD_VALUE', kind: 'user' });
    expect(refusal).toHaveProperty('message', expect.stringContaining(`Resources.Api: ${name}`));
    expect(refusal).toHaveProperty('message', expect.stringContaining('is configured more than once'));
  });

  it('finds twins among the additional providers alone', () => {
    expect(refusalOf({ AuthenticationType: 'AWS_IAM' }, lambda, lambda)).toHaveProperty('code', 'TEMPLATE_BAD_VALUE');
  });

  it('takes several pools and issuers that differ', () => {
    const modes = providersOf(pool('Pool'), pool('Other'), issuer('https://a.example'), issuer('https://b.example'));

    expect(modes.map(({ mode }) => mode)).toEqual([
      'AMAZON_COGNITO_USER_POOLS',
      'AMAZON_COGNITO_USER_POOLS',
      'OPENID_CONNECT',
      'OPENID_CONNECT',
    ]);
  });

  it('takes DENY as the default action of a pool that stands alone, and refuses it beside others', () => {
    const denying = pool('Pool', { DefaultAction: 'DENY' });

    expect(providersOf(denying)).toMatchObject([{ defaultAction: 'DENY' }]);
    expect(refusalOf(denying, { AuthenticationType: 'API_KEY' })).toMatchObject({
      code: 'TEMPLATE_BAD_VALUE',
      message: expect.stringContaining('only ALLOW'),
    });
  });
});
