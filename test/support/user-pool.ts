import type { UserPoolBlueprint, UserPoolClientBlueprint } from '../../engine/template/index.ts';

/** A client of an app, as a template without settings makes it. */
export function poolClient(change: Partial<UserPoolClientBlueprint> = {}): UserPoolClientBlueprint {
  return {
    logicalId: 'Web',
    clientId: 'web',
    authFlows: ['USER_SRP_AUTH', 'USER_PASSWORD_AUTH', 'REFRESH_TOKEN_AUTH'],
    hidesUnknownUsers: true,
    hasSecret: false,
    tokenSeconds: { access: 3600, id: 3600, refresh: 30 * 86_400 },
    ...change,
  };
}

export function poolBlueprint(change: Partial<UserPoolBlueprint> = {}): UserPoolBlueprint {
  return {
    logicalId: 'Members',
    userPoolId: 'eu-west-1_AbCdEf',
    clients: [poolClient()],
    groups: [],
    signInAttributes: [],
    preTokenGeneration: null,
    ...change,
  };
}
