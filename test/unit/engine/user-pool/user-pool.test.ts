import { describe, it, expect, beforeAll } from '@jest/globals';
import { createPublicKey, verify } from 'node:crypto';
import { createUserPool } from '../../../../engine/user-pool/index.ts';
import type { UserPool } from '../../../../engine/user-pool/index.ts';
import { systemRandom } from '../../../../engine/kernel/index.ts';
import { poolBlueprint, poolClient } from '../../../support/user-pool.ts';

const NOW = Date.UTC(2026, 0, 15, 12);
const CLOCK = { now: () => NOW, after: () => () => undefined };
const POOL = poolBlueprint({ clients: [poolClient({ clientId: 'web-client' })], groups: ['Staff'] });

const partOf = (token: string, index: number): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
const claimsOf = (token: string): Record<string, unknown> => partOf(token, 1);

describe('createUserPool', () => {
  let pool: UserPool;
  beforeAll(async () => {
    pool = await createUserPool({ pool: POOL, region: 'eu-west-1', clock: CLOCK, random: systemRandom });
  });

  it('names the issuer as Cognito does', () => {
    expect(pool.issuer).toBe('https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEf');
  });

  it('signs with RS256 and the key that its key set publishes', () => {
    const token = pool.mint({ username: 'giulia', use: 'access' });
    const [head, payload, signature = ''] = token.split('.');
    const [jwk] = pool.jwks.keys;

    expect(partOf(token, 0)).toEqual({ kid: jwk?.kid, alg: 'RS256' });
    expect(jwk).toMatchObject({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB' });
    const key = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    expect(verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('publishes no private part of the key', () => {
    expect(Object.keys(pool.jwks.keys[0] ?? {}).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
  });

  it('gives an access token the claims of Cognito', () => {
    const claims = claimsOf(pool.mint({ username: 'giulia', groups: ['Staff'], use: 'access' }));

    expect(claims).toMatchObject({
      iss: pool.issuer,
      client_id: 'web-client',
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'giulia',
      'cognito:groups': ['Staff'],
      iat: NOW / 1000,
      auth_time: NOW / 1000,
      exp: NOW / 1000 + 3600,
    });
    expect(claims).not.toHaveProperty('aud');
  });

  it('gives an id token its audience and attributes', () => {
    const claims = claimsOf(
      pool.mint({ username: 'giulia', clientId: 'app', claims: { email: 'g@example.com' }, use: 'id', ttlSeconds: 60 }),
    );

    expect(claims).toMatchObject({
      aud: 'app',
      token_use: 'id',
      'cognito:username': 'giulia',
      email: 'g@example.com',
      exp: NOW / 1000 + 60,
    });
    expect(claims).not.toHaveProperty('client_id');
  });

  it('leaves cognito:groups out for a user without groups', () => {
    expect(claimsOf(pool.mint({ username: 'giulia', use: 'id' }))).not.toHaveProperty('cognito:groups');
  });

  it('gives a user the same sub each time, and another user another', () => {
    const subOf = (username: string): unknown => claimsOf(pool.mint({ username, use: 'access' })).sub;

    expect(subOf('giulia')).toBe(subOf('giulia'));
    expect(subOf('giulia')).not.toBe(subOf('marco'));
    expect(subOf('giulia')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(claimsOf(pool.mint({ username: 'giulia', sub: 'given', use: 'id' })).sub).toBe('given');
  });

  it('never lets an attribute replace a claim of the pool', () => {
    const claims = claimsOf(pool.mint({ username: 'giulia', claims: { iss: 'https://evil', exp: 9e9 }, use: 'id' }));

    expect(claims).toMatchObject({ iss: pool.issuer, exp: NOW / 1000 + 3600 });
  });

  it('invents a client for a pool that has none: nobody can sign in there, and a persona still can be tried', async () => {
    const bare = await createUserPool({
      pool: { ...POOL, clients: [] },
      region: 'eu-west-1',
      clock: CLOCK,
      random: systemRandom,
    });

    const audienceOf = (token: string): unknown =>
      (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { aud: unknown }).aud;
    const [first, second] = ['giulia', 'marco'].map((username) => audienceOf(bare.mint({ username, use: 'id' })));

    expect(first).toMatch(/^[a-z0-9]{26}$/);
    expect(second).toBe(first);
  });
});
