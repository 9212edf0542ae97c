import type { AuthProviderBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Section } from '../section.ts';

const MODES = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'] as const;

/** The default mode, then the additional ones in the order of the template. */
export function buildAuthProviders(api: Resource): readonly AuthProviderBlueprint[] {
  return [api.properties, ...api.properties.sections('AdditionalAuthenticationProviders')].map((section) =>
    provider(section, api),
  );
}

function provider(section: Section, api: Resource): AuthProviderBlueprint {
  const mode = section.choice('AuthenticationType', MODES);
  switch (mode) {
    case 'API_KEY':
    case 'AWS_IAM':
      return { mode };
    case 'AMAZON_COGNITO_USER_POOLS': {
      const config = section.requiredSection('UserPoolConfig');
      return {
        mode,
        userPoolId: config.text('UserPoolId'),
        region: config.optionalText('AwsRegion') ?? api.region,
        appIdClientRegex: config.optionalText('AppIdClientRegex'),
        defaultAction: config.choice('DefaultAction', ['ALLOW', 'DENY'], 'ALLOW'),
      };
    }
    case 'OPENID_CONNECT': {
      const config = section.requiredSection('OpenIDConnectConfig');
      return {
        mode,
        issuer: config.text('Issuer'),
        clientIdRegex: config.optionalText('ClientId'),
        iatTtlMs: config.optionalNumber('IatTTL'),
        authTtlMs: config.optionalNumber('AuthTTL'),
      };
    }
    case 'AWS_LAMBDA': {
      const config = section.requiredSection('LambdaAuthorizerConfig');
      return {
        mode,
        authorizerArn: config.text('AuthorizerUri'),
        resultTtlSeconds: config.number('AuthorizerResultTtlInSeconds', 0),
        identityValidationExpression: config.optionalText('IdentityValidationExpression'),
      };
    }
  }
}
