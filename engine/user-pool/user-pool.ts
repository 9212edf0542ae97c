import { createHash, sign } from 'node:crypto';
import { userError } from '../kernel/index.ts';
import type { Clock, Random } from '../kernel/index.ts';
import type { UserPoolBlueprint } from '../template/index.ts';
import { toAccessClaims, toIdClaims } from './claims.ts';
import { openSigningKey } from './signing-key.ts';
import type { PublicJwk } from './signing-key.ts';

export interface UserPoolOptions {
  readonly pool: UserPoolBlueprint;
  readonly region: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Keeps the private key in this folder. @default a new key at each start */
  readonly keyDirectory?: string | undefined;
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
}

/** Resolves when the key is there; see `UserPoolOptions.keyDirectory` for how long it lives. */
export async function createUserPool(options: UserPoolOptions): Promise<UserPool> {
  const { pool, region, clock, random } = options;
  const key = await openSigningKey(pool.userPoolId, options.keyDirectory);
  const issuer = `https://cognito-idp.${region}.amazonaws.com/${pool.userPoolId}`;
  const header = encode({ kid: key.jwk.kid, alg: 'RS256' });

  const mint = (request: MintRequest): string => {
    const now = Math.floor(clock.now() / 1000);
    const facts = {
      issuer,
      sub: request.sub ?? toStableUuid(`${pool.userPoolId}/${request.username}`),
      username: request.username,
      groups: request.groups ?? [],
      clientId: request.clientId ?? firstClientOf(pool),
      issuedAtSeconds: now,
      expiresAtSeconds: now + (request.ttlSeconds ?? 3600),
      tokenId: random.uuid(),
      originTokenId: random.uuid(),
      eventId: random.uuid(),
      claims: request.claims ?? {},
    };
    const claims = request.use === 'access' ? toAccessClaims(facts) : toIdClaims(facts);
    const signingInput = `${header}.${encode(claims)}`;
    return `${signingInput}.${sign('sha256', Buffer.from(signingInput), key.privateKey).toString('base64url')}`;
  };

  return { userPoolId: pool.userPoolId, issuer, jwks: { keys: [key.jwk] }, mint };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function firstClientOf(pool: UserPoolBlueprint): string {
  const client = pool.clients[0];
  if (client !== undefined) return client.clientId;
  throw userError(
    'USER_POOL_NO_CLIENT',
    `The user pool ${pool.logicalId} has no app client, so no token can be made for it.`,
    'Add an AWS::Cognito::UserPoolClient to the template, or name a client id.',
  );
}

/** A version 4 UUID in form, made of a hash. */
function toStableUuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
