import { createHash, hkdfSync } from 'node:crypto';
import type { Clock, Invoke, Random } from '../kernel/index.ts';
import type { UserPoolBlueprint } from '../template/index.ts';
import { createProtocol } from './protocol.ts';
import type { ProtocolAnswer, ProtocolRequest } from './protocol.ts';
import { openSigningKey } from './signing-key.ts';
import type { PublicJwk } from './signing-key.ts';
import { createTokenSigner } from './tokens.ts';
import type { PoolUser } from './users.ts';

export interface UserPoolOptions {
  readonly pool: UserPoolBlueprint;
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Keeps the private key in this folder. @default a new key at each start */
  readonly keyDirectory?: string | undefined;
  /** Who may sign in. @default nobody */
  readonly users?: readonly PoolUser[];
  /** Calls the trigger that the template names. @default tokens are never changed */
  readonly invoke?: Invoke;
}

export interface MintRequest {
  readonly username: string;
  /** @default a UUID that follows from the pool and the user name, so that it is the same at each start */
  readonly sub?: string;
  readonly groups?: readonly string[];
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default the pool's first client */
  readonly clientId?: string;
  readonly use: 'access' | 'id';
  /** @default 3600 */
  readonly ttlSeconds?: number;
}

export interface UserPool {
  readonly userPoolId: string;
  /** `https://cognito-idp.<region>.amazonaws.com/<pool id>`, as in every token's `iss`. */
  readonly issuer: string;
  readonly jwks: { readonly keys: readonly PublicJwk[] };
  /** Signs a token that starts now. The user needs no registration: whoever can mint is trusted. */
  mint(request: MintRequest): string;
  /** Cognito's JSON protocol: what Amplify and the AWS SDKs send to `cognito-idp`. Failures are answers, never thrown. */
  answer(request: ProtocolRequest): Promise<ProtocolAnswer>;
}

/** Resolves when the key is there; see `UserPoolOptions.keyDirectory` for how long it lives. */
export async function createUserPool(options: UserPoolOptions): Promise<UserPool> {
  const { pool, region, clock, random } = options;
  const key = await openSigningKey(pool.userPoolId, options.keyDirectory);
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}`;
  const signer = createTokenSigner(key);
  const subOf = (username: string): string => toStableUuid(`${pool.userPoolId}/${username}`);
  // What the pool seals lives as long as the key does: refresh tokens survive a restart when the key is kept.
  const der = key.privateKey.export({ type: 'pkcs8', format: 'der' });
  const secret = Buffer.from(hkdfSync('sha256', der, '', 'user pool seal', 32));

  const mint = (request: MintRequest): string => {
    const now = Math.floor(clock.now() / 1000);
    return signer.sign(request.use, {
      issuer,
      sub: request.sub ?? subOf(request.username),
      username: request.username,
      groups: request.groups ?? [],
      clientId: request.clientId ?? firstClientOf(pool),
      issuedAtSeconds: now,
      signedInAtSeconds: now,
      expiresAtSeconds: now + (request.ttlSeconds ?? 3600),
      tokenId: random.uuid(),
      originTokenId: random.uuid(),
      eventId: random.uuid(),
      claims: request.claims ?? {},
    });
  };

  const protocol = createProtocol({ ...options, users: options.users ?? [], issuer, signer, secret, subOf });
  return {
    userPoolId: pool.userPoolId,
    issuer,
    jwks: { keys: [key.jwk] },
    mint,
    answer: (request) => protocol.answer(request),
  };
}

/** A pool without an app client lets nobody sign in; a token that is handed out still names one. */
function firstClientOf({ clients, userPoolId }: UserPoolBlueprint): string {
  return clients[0]?.clientId ?? toStableUuid(`${userPoolId}/client`).replaceAll('-', '').slice(0, 26);
}

/** A version 4 UUID in form, made of a hash. */
function toStableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
