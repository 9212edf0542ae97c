import { userError } from '../../kernel/index.ts';
import type { AuthProviderBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Section } from '../section.ts';

const MODES = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'] as const;

/**
 * The default mode, then the additional ones in the order of the template.
 * @throws EngineError TEMPLATE_BAD_VALUE for what AppSync would not create (edge 2.1)
 */
export function buildAuthProviders(api: Resource): readonly AuthProviderBlueprint[] {
  const sections = [api.properties, ...api.properties.sections('AdditionalAuthenticationProviders')];
  const providers = sections.map((section) => provider(section, api));
  refuseTwins(providers, api);
  refuseDenyBesideOthers(providers, api);
  return providers;
}

/** What tells two providers of an API apart: pools and issuers may be several, the other modes are one each. */
function nameOf(one: AuthProviderBlueprint): string {
  if (one.mode === 'AMAZON_COGNITO_USER_POOLS') return `${one.mode} with the pool ${one.userPoolId}`;
  if (one.mode === 'OPENID_CONNECT') return `${one.mode} with the issuer ${one.issuer}`;
  return one.mode;
}

function refuseTwins(providers: readonly AuthProviderBlueprint[], api: Resource): void {
  const names = providers.map(nameOf);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin === undefined) return;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${api.place}: ${twin} is configured more than once`,
    'Name it once, as AuthenticationType or among AdditionalAuthenticationProviders.',
  );
}

function refuseDenyBesideOthers(providers: readonly AuthProviderBlueprint[], api: Resource): void {
  const [first, second] = providers;
  if (second === undefined || first?.mode !== 'AMAZON_COGNITO_USER_POOLS' || first.defaultAction === 'ALLOW') return;
  throw userError(
    'TEMPLATE_BAD_VALUE',
    `${api.place}: UserPoolConfig.DefaultAction is DENY, and there are additional providers; with them only ALLOW is possible`,
    'Set it to ALLOW and withhold fields by directives in the schema.',
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
        resultTtlSeconds: config.wholeNumber('AuthorizerResultTtlInSeconds', 0, 0, 3600),
        identityValidationExpression: config.optionalText('IdentityValidationExpression'),
      };
    }
  }
}
