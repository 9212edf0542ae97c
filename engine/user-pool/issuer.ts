/** Makes the three tokens of a sign-in, renews two of them by the third, and knows which were revoked. */
import type { Clock, Invoke, Random } from '../kernel/index.ts';
import type { UserPoolBlueprint, UserPoolClientBlueprint } from '../template/index.ts';
import { FAILURES } from './failures.ts';
import { changesByTrigger } from './pre-token-generation.ts';
import type { TriggerSource } from './pre-token-generation.ts';
import { createSeal } from './sealed.ts';
import { createSessions } from './sessions.ts';
import type { TokenSigner } from './tokens.ts';
import type { PoolUser, Users } from './users.ts';

export interface IssuerOptions {
  readonly pool: UserPoolBlueprint;
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly invoke?: Invoke;
  readonly users: Users;
  readonly issuer: string;
  readonly signer: TokenSigner;
  /** 32 bytes. */
  readonly secret: Uint8Array;
  readonly subOf: (username: string) => string;
}

/** As `AuthenticationResult` has it. */
export interface IssuedTokens {
  readonly AccessToken: string;
  readonly ExpiresIn: number;
  readonly IdToken: string;
  readonly RefreshToken?: string;
  readonly TokenType: 'Bearer';
}

/** One sign-in, from the password on. */
interface Origin {
  readonly originId: string;
  readonly signedInAtSeconds: number;
}

export interface Issuer {
  signIn(user: PoolUser, client: UserPoolClientBlueprint): Promise<IssuedTokens>;
  refresh(token: string, client: UserPoolClientBlueprint): Promise<IssuedTokens>;
  /** The user of an access token of this pool that still holds. */
  userOf(accessToken: string): PoolUser;
  revoke(refreshToken: string, clientId: string): void;
  signOutEverywhere(username: string): void;
  readonly subOf: (username: string) => string;
}

export function createIssuer(options: IssuerOptions): Issuer {
  const { pool, region, clock, random, invoke, users, signer } = options;
  const seal = createSeal(options.secret, 'refresh token', random);
  const sessions = createSessions(clock);

  const issue = async (
    user: PoolUser,
    client: UserPoolClientBlueprint,
    { originId, signedInAtSeconds }: Origin,
    source: TriggerSource,
  ): Promise<IssuedTokens> => {
    const sub = options.subOf(user.username);
    const changes = await changesByTrigger(pool, invoke, region, { user, sub, clientId: client.clientId, source });
    const issuedAtSeconds = Math.floor(clock.now() / 1000);
    const facts = {
      issuer: options.issuer,
      sub,
      username: user.username,
      groups: changes.groups,
      clientId: client.clientId,
      issuedAtSeconds,
      signedInAtSeconds,
      originTokenId: originId,
      eventId: random.uuid(),
      scopes: changes.scopes,
    };
    const sign = (use: 'access' | 'id'): string =>
      signer.sign(
        use,
        {
          ...facts,
          expiresAtSeconds: issuedAtSeconds + client.tokenSeconds[use],
          tokenId: random.uuid(),
          claims: { ...(use === 'id' ? user.attributes : {}), ...changes[use].add },
        },
        changes[use].suppress,
      );
    return {
      AccessToken: sign('access'),
      ExpiresIn: client.tokenSeconds.access,
      IdToken: sign('id'),
      TokenType: 'Bearer',
    };
  };

  const open = (token: string) => readRefreshToken(seal.open(fromJwe(token)));

  return {
    subOf: options.subOf,
    async signIn(user, client) {
      const originId = random.uuid();
      const now = clock.now();
      const endsAtMs = now + client.tokenSeconds.refresh * 1000;
      const signedInAtSeconds = Math.floor(now / 1000);
      const tokens = await issue(user, client, { originId, signedInAtSeconds }, 'TokenGeneration_Authentication');
      sessions.begin(originId, user.username, endsAtMs);
      const { username } = user;
      const sealed = seal.seal({ username, clientId: client.clientId, originId, signedInAtSeconds, endsAtMs });
      return { ...tokens, RefreshToken: toJwe(sealed) };
    },
    async refresh(token, client) {
      const known = open(token);
      if (known?.clientId !== client.clientId) throw FAILURES.refreshTokenInvalid();
      if (sessions.isRevoked(known.originId)) throw FAILURES.refreshTokenRevoked();
      if (known.endsAtMs <= clock.now()) throw FAILURES.refreshTokenExpired();
      const user = users.find(known.username);
      if (user === undefined) throw FAILURES.refreshTokenInvalid();
      if (user.enabled === false) throw FAILURES.userDisabled();
      return issue(user, client, known, 'TokenGeneration_RefreshTokens');
    },
    userOf(accessToken) {
      const claims = signer.read(accessToken);
      if (claims?.token_use !== 'access') throw FAILURES.accessTokenInvalid();
      if (Number(claims.exp) * 1000 <= clock.now()) throw FAILURES.accessTokenExpired();
      if (sessions.isRevoked(String(claims.origin_jti))) throw FAILURES.accessTokenRevoked();
      const user = users.find(String(claims.username));
      if (user === undefined) throw FAILURES.userNotFound();
      if (user.enabled === false) throw FAILURES.userDisabled();
      return user;
    },
    revoke(refreshToken, clientId) {
      const known = open(refreshToken);
      if (known?.clientId === clientId) sessions.revoke(known.originId);
    },
    signOutEverywhere: (username) => sessions.revokeAll(username),
  };
}

function readRefreshToken(opened: Readonly<Record<string, unknown>> | null) {
  if (opened === null) return null;
  return {
    username: String(opened.username),
    clientId: String(opened.clientId),
    originId: String(opened.originId),
    signedInAtSeconds: Number(opened.signedInAtSeconds),
    endsAtMs: Number(opened.endsAtMs),
  };
}

/** Five parts, as Cognito's refresh tokens have; clients take them for opaque. */
const JWE_HEADER = Buffer.from('{"cty":"JWT","enc":"A256GCM","alg":"dir"}').toString('base64url');
const toJwe = (sealed: Buffer): string => `${JWE_HEADER}..${sealed.toString('base64url')}..`;
const fromJwe = (token: string): Buffer => Buffer.from(token.split('.')[2] ?? '', 'base64url');
