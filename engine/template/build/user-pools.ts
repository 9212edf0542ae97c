import { clientIdOf, userPoolIdOf } from '../attributes/cognito.ts';
import type { UserPoolBlueprint, UserPoolClientBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';
import type { Section } from '../section.ts';

/** What a client without `ExplicitAuthFlows` may do. */
const DEFAULT_FLOWS = ['REFRESH_TOKEN_AUTH', 'USER_SRP_AUTH', 'CUSTOM_AUTH'];
const UNIT_SECONDS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof UNIT_SECONDS;
const UNITS: readonly Unit[] = ['seconds', 'minutes', 'hours', 'days'];

/** Pools with the clients and groups that name them. */
export function buildUserPools(resources: Resources): readonly UserPoolBlueprint[] {
  return resources.ofType('AWS::Cognito::UserPool').map((pool) => {
    const userPoolId = userPoolIdOf(pool);
    const own = (type: string): readonly Resource[] =>
      resources.ofType(type).filter((resource) => resource.properties.text('UserPoolId') === userPoolId);
    return {
      logicalId: resources.labelOf(pool),
      userPoolId,
      clients: own('AWS::Cognito::UserPoolClient').map((client) => ({
        logicalId: resources.labelOf(client),
        clientId: clientIdOf(client),
        ...readClient(client.properties),
      })),
      groups: own('AWS::Cognito::UserPoolGroup').map((group) => group.properties.text('GroupName')),
      signInAttributes: [...pool.properties.texts('AliasAttributes'), ...pool.properties.texts('UsernameAttributes')],
      preTokenGeneration: readTrigger(pool.properties.section('LambdaConfig')),
    };
  });
}

function readClient(client: Section): Omit<UserPoolClientBlueprint, 'logicalId' | 'clientId'> {
  const flows = client.texts('ExplicitAuthFlows').map((flow) => flow.replace(/^ALLOW_/, ''));
  const units = client.section('TokenValidityUnits');
  const secondsOf = (token: 'AccessToken' | 'IdToken' | 'RefreshToken', unit: Unit, fallback: number): number => {
    const length = client.optionalNumber(`${token}Validity`) ?? 0;
    return length === 0 ? fallback : length * UNIT_SECONDS[units?.choice(token, UNITS, unit) ?? unit];
  };
  return {
    authFlows: flows.length === 0 ? DEFAULT_FLOWS : flows,
    hidesUnknownUsers: client.choice('PreventUserExistenceErrors', ['ENABLED', 'LEGACY'], 'LEGACY') === 'ENABLED',
    hasSecret: client.flag('GenerateSecret', false),
    tokenSeconds: {
      access: secondsOf('AccessToken', 'hours', 3600),
      id: secondsOf('IdToken', 'hours', 3600),
      refresh: secondsOf('RefreshToken', 'days', 30 * UNIT_SECONDS.days),
    },
  };
}

function readTrigger(triggers: Section | null): UserPoolBlueprint['preTokenGeneration'] {
  const config = triggers?.section('PreTokenGenerationConfig') ?? null;
  if (config !== null) {
    return {
      functionArn: config.text('LambdaArn'),
      version: config.choice('LambdaVersion', ['V1_0', 'V2_0', 'V3_0'], 'V1_0'),
    };
  }
  const functionArn = triggers?.optionalText('PreTokenGeneration') ?? null;
  return functionArn === null ? null : { functionArn, version: 'V1_0' };
}
