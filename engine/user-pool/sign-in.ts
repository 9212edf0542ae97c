/** `InitiateAuth`, `RespondToAuthChallenge` and the two ways to refresh. */
import type { Clock, Random } from '../kernel/index.ts';
import type { UserPoolBlueprint, UserPoolClientBlueprint } from '../template/index.ts';
import { FAILURES } from './failures.ts';
import type { Issuer } from './issuer.ts';
import { recordOf, requiredText } from './input.ts';
import type { Input, Operation } from './input.ts';
import { createSeal } from './sealed.ts';
import { isProven, isUsable, publicValue } from './srp.ts';
import type { PoolUser, Users } from './users.ts';

export interface SignInOptions {
  readonly pool: UserPoolBlueprint;
  readonly poolName: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly secret: Uint8Array;
  readonly users: Users;
  readonly issuer: Issuer;
}

/** How long Cognito waits for the answer to a challenge, unless the client says otherwise. */
const CHALLENGE_MS = 3 * 60_000;
const PASSWORD_VERIFIER = 'PASSWORD_VERIFIER';

export function createSignIn(options: SignInOptions): Readonly<Record<string, Operation>> {
  const { pool, poolName, clock, random, users, issuer } = options;
  const seal = createSeal(options.secret, 'challenge', random);

  const clientOf = (input: Input): UserPoolClientBlueprint => {
    const clientId = requiredText(input, 'ClientId');
    const client = pool.clients.find((each) => each.clientId === clientId);
    if (client === undefined) throw FAILURES.clientNotFound(clientId);
    if (client.hasSecret) throw FAILURES.secretMissing(clientId);
    return client;
  };
  const unknownUser = (client: UserPoolClientBlueprint): Error =>
    client.hidesUnknownUsers ? FAILURES.wrongPassword() : FAILURES.userNotFound();
  const finish = async (user: PoolUser, client: UserPoolClientBlueprint): Promise<object> => {
    if (user.enabled === false) throw FAILURES.userDisabled();
    return { ChallengeParameters: {}, AuthenticationResult: await issuer.signIn(user, client) };
  };

  const challenge = (input: Input, client: UserPoolClientBlueprint): object => {
    const name = requiredText(input, 'USERNAME');
    const clientValue = requiredText(input, 'SRP_A');
    if (!isUsable(clientValue)) throw FAILURES.wrongPassword();
    const user = users.find(name);
    if (user === undefined && !client.hidesUnknownUsers) throw FAILURES.userNotFound();
    const username = user?.username ?? name;
    const verifier = users.verifierOf(username);
    const secret = random.bytes(32);
    const serverValue = publicValue(verifier, secret);
    const block = seal.seal({
      username,
      clientId: client.clientId,
      clientValue,
      serverValue,
      secret: Buffer.from(secret).toString('hex'),
      endsAtMs: clock.now() + CHALLENGE_MS,
    });
    return {
      ChallengeName: PASSWORD_VERIFIER,
      ChallengeParameters: {
        SALT: verifier.salt,
        SECRET_BLOCK: block.toString('base64'),
        SRP_B: serverValue,
        USERNAME: username,
        USER_ID_FOR_SRP: username,
      },
    };
  };

  const withPassword = (input: Input, client: UserPoolClientBlueprint): Promise<object> => {
    const user = users.find(requiredText(input, 'USERNAME'));
    const password = requiredText(input, 'PASSWORD');
    if (user === undefined) throw unknownUser(client);
    if (user.password !== password) throw FAILURES.wrongPassword();
    return finish(user, client);
  };

  const prove = (answers: Input, client: UserPoolClientBlueprint): Promise<object> => {
    const block = Buffer.from(requiredText(answers, 'PASSWORD_CLAIM_SECRET_BLOCK'), 'base64');
    const signature = requiredText(answers, 'PASSWORD_CLAIM_SIGNATURE');
    const timestamp = requiredText(answers, 'TIMESTAMP');
    const state = seal.open(block);
    if (state?.clientId !== client.clientId) throw FAILURES.wrongPassword();
    if (Number(state.endsAtMs) <= clock.now()) throw FAILURES.sessionEnded();
    const username = String(state.username);
    const isRight = isProven({
      identity: { poolName, userId: username },
      verifier: users.verifierOf(username),
      clientValue: String(state.clientValue),
      serverValue: String(state.serverValue),
      secret: Buffer.from(String(state.secret), 'hex'),
      secretBlock: block,
      timestamp,
      signature,
    });
    const user = users.find(username);
    if (!isRight || user === undefined) throw FAILURES.wrongPassword();
    return finish(user, client);
  };

  const refresh = async (token: string, client: UserPoolClientBlueprint): Promise<object> => ({
    ChallengeParameters: {},
    AuthenticationResult: await issuer.refresh(token, client),
  });

  return {
    InitiateAuth(input) {
      const client = clientOf(input);
      const named = requiredText(input, 'AuthFlow');
      const flow = named === 'REFRESH_TOKEN' ? 'REFRESH_TOKEN_AUTH' : named;
      if (!client.authFlows.includes(flow)) throw FAILURES.flowNotEnabled(flow);
      const parameters = recordOf(input.AuthParameters);
      if (flow === 'USER_SRP_AUTH') return challenge(parameters, client);
      if (flow === 'USER_PASSWORD_AUTH') return withPassword(parameters, client);
      if (flow === 'REFRESH_TOKEN_AUTH') return refresh(requiredText(parameters, 'REFRESH_TOKEN'), client);
      throw FAILURES.notServed(`The flow ${flow}`);
    },
    RespondToAuthChallenge(input) {
      const client = clientOf(input);
      const name = requiredText(input, 'ChallengeName');
      if (name !== PASSWORD_VERIFIER) throw FAILURES.notServed(`The challenge ${name}`);
      return prove(recordOf(input.ChallengeResponses), client);
    },
    async GetTokensFromRefreshToken(input) {
      const client = clientOf(input);
      return { AuthenticationResult: await issuer.refresh(requiredText(input, 'RefreshToken'), client) };
    },
  };
}
