/** What a signed-in person asks, and how a sign-in ends. */
import type { UserPoolBlueprint } from '../template/index.ts';
import { FAILURES } from './failures.ts';
import type { Issuer } from './issuer.ts';
import { requiredText } from './input.ts';
import type { Operation } from './input.ts';

export function createAccount(pool: UserPoolBlueprint, issuer: Issuer): Readonly<Record<string, Operation>> {
  return {
    GetUser(input) {
      const user = issuer.userOf(requiredText(input, 'AccessToken'));
      const attributes = { sub: issuer.subOf(user.username), ...user.attributes };
      return {
        Username: user.username,
        UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
      };
    },
    GlobalSignOut(input) {
      issuer.signOutEverywhere(issuer.userOf(requiredText(input, 'AccessToken')).username);
      return {};
    },
    /** A token that is none is no failure: it has ended in any case. */
    RevokeToken(input) {
      const clientId = requiredText(input, 'ClientId');
      if (!pool.clients.some((client) => client.clientId === clientId)) throw FAILURES.clientNotFound(clientId);
      issuer.revoke(requiredText(input, 'Token'), clientId);
      return {};
    },
  };
}
