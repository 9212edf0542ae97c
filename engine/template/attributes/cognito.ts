import { uuidOf } from '../naming.ts';
import type { Resource } from '../resource.ts';
import type { AttributeTable } from './types.ts';

/** `region_` and nine characters. */
export const userPoolIdOf = (pool: Resource): string => `${pool.region}_${pool.token(9)}`;
export const clientIdOf = (client: Resource): string => client.token(26);

const providerName = (pool: Resource): string => `cognito-idp.${pool.region}.amazonaws.com/${userPoolIdOf(pool)}`;
const identityPoolId = (pool: Resource): string => `${pool.region}:${uuidOf(pool.seed)}`;

export const COGNITO: AttributeTable = {
  'AWS::Cognito::UserPool': {
    ref: userPoolIdOf,
    attributes: {
      Arn: (pool) => pool.arn('cognito-idp', `userpool/${userPoolIdOf(pool)}`),
      UserPoolId: userPoolIdOf,
      ProviderName: providerName,
      ProviderURL: (pool) => `https://${providerName(pool)}`,
    },
  },
  'AWS::Cognito::UserPoolClient': {
    ref: clientIdOf,
    attributes: { ClientId: clientIdOf, Name: (client) => client.physicalName('ClientName', 128) },
  },
  'AWS::Cognito::UserPoolGroup': { ref: (group) => group.properties.text('GroupName'), attributes: {} },
  'AWS::Cognito::UserPoolDomain': { ref: (domain) => domain.properties.text('Domain'), attributes: {} },
  'AWS::Cognito::IdentityPool': {
    ref: identityPoolId,
    attributes: { Id: identityPoolId, Name: (pool) => pool.physicalName('IdentityPoolName', 128) },
  },
};
