import { clientIdOf, userPoolIdOf } from '../attributes/cognito.ts';
import type { UserPoolBlueprint } from '../blueprint.ts';
import type { Resource } from '../resource.ts';
import type { Resources } from '../resources.ts';

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
      })),
      groups: own('AWS::Cognito::UserPoolGroup').map((group) => group.properties.text('GroupName')),
    };
  });
}
