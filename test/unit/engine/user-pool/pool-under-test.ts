/** A pool with three users, a clock that can be moved, and a client that speaks its protocol. */
import { systemRandom, type InvokeOutcome, type InvokeRequest } from '../../../../engine/kernel/index.ts';
import type { UserPoolBlueprint } from '../../../../engine/template/index.ts';
import { createUserPool, type PoolUser, type UserPool } from '../../../../engine/user-pool/index.ts';
import { poolBlueprint } from '../../../support/user-pool.ts';
import { SrpClient } from './srp-client.ts';

export const PASSWORD = 'Right-password-1';
export const START = Date.UTC(2026, 0, 15, 12);

const user = (username: string, more: Partial<PoolUser> = {}): PoolUser => ({
  username,
  password: PASSWORD,
  groups: [],
  attributes: {},
  ...more,
});
const USERS = [
  user('giulia', { attributes: { email: 'giulia@example.com', 'custom:member_id': 'M1' }, groups: ['vip'] }),
  user('gone', { enabled: false }),
];

export interface Told {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Record<string, unknown>;
}

export type Tokens = Readonly<Record<'AccessToken' | 'IdToken' | 'RefreshToken', string>>;

export class PoolUnderTest {
  readonly pool: UserPool;
  readonly invoked: InvokeRequest[];
  /** Lets time pass. */
  readonly move: (ms: number) => void;

  private constructor(pool: UserPool, invoked: InvokeRequest[], move: (ms: number) => void) {
    this.pool = pool;
    this.invoked = invoked;
    this.move = move;
  }

  static async open(change: Partial<UserPoolBlueprint> = {}, outcome?: InvokeOutcome): Promise<PoolUnderTest> {
    let moment = START;
    const invoked: InvokeRequest[] = [];
    const pool = await createUserPool({
      pool: poolBlueprint(change),
      region: 'eu-west-1',
      clock: { now: () => moment, after: () => () => undefined },
      random: systemRandom,
      users: USERS,
      invoke: (request) => {
        invoked.push(request);
        return Promise.resolve(outcome ?? { ok: true, payload: { response: {} } });
      },
    });
    return new PoolUnderTest(pool, invoked, (ms) => (moment += ms));
  }

  async call(operation: string, input: object | string): Promise<Told> {
    const body = Buffer.from(typeof input === 'string' ? input : JSON.stringify(input));
    const answer = await this.pool.answer({ target: `AWSCognitoIdentityProviderService.${operation}`, body });
    return { ...answer, body: JSON.parse(answer.body) as Record<string, unknown> };
  }

  /** `USER_PASSWORD_AUTH`. */
  byPassword(username = 'giulia', password = PASSWORD, ClientId = 'web'): Promise<Told> {
    const AuthParameters = { USERNAME: username, PASSWORD: password };
    return this.call('InitiateAuth', { AuthFlow: 'USER_PASSWORD_AUTH', ClientId, AuthParameters });
  }

  /** `USER_SRP_AUTH`, both steps. @param between - what happens while the person thinks */
  async bySrp(
    username = 'giulia',
    password = PASSWORD,
    between: (answers: Record<string, string>) => void = () => undefined,
  ): Promise<Told> {
    const client = new SrpClient();
    const first = await this.call('InitiateAuth', {
      AuthFlow: 'USER_SRP_AUTH',
      ClientId: 'web',
      AuthParameters: { USERNAME: username, SRP_A: client.publicValue.toString(16) },
    });
    if (first.status !== 200) return first;
    const answers = client.answer('AbCdEf', password, first.body.ChallengeParameters as Record<string, string>);
    between(answers);
    return this.call('RespondToAuthChallenge', {
      ChallengeName: first.body.ChallengeName,
      ClientId: 'web',
      ChallengeResponses: answers,
    });
  }

  async tokens(): Promise<Tokens> {
    return (await this.byPassword()).body.AuthenticationResult as Tokens;
  }
}

export const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
export const refused = (name: string, message?: string | RegExp): object => ({
  status: 400,
  body: { __type: name, ...(message === undefined ? {} : { message }) },
});
