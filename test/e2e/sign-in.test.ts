/** The pool of the running gateway, asked as Cognito is. */
import { createPublicKey, verify } from 'node:crypto';
import type { JsonWebKey } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { runningGateway, type Gateway } from '../support/gateway.ts';

let gateway: Gateway;
let endpoint: string;

beforeAll(async () => {
  gateway = await runningGateway();
  endpoint = (gateway.outputs.custom as { readonly userPoolEndpoint?: string }).userPoolEndpoint ?? '';
});

const call = (operation: string, body: object, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `AWSCognitoIdentityProviderService.${operation}`,
      ...headers,
    },
    body: JSON.stringify(body),
  });

describe('the user pool', () => {
  it('publishes the key that signs its tokens', async () => {
    const { jwks_uri: address, issuer } = (await (
      await fetch(`${endpoint}/.well-known/openid-configuration`)
    ).json()) as { jwks_uri: string; issuer: string };
    const { keys } = (await (await fetch(address)).json()) as { keys: JsonWebKey[] };
    const [head, payload, signature = ''] = (gateway.persona('giulia').token ?? '').split('.');
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });

    expect(issuer).toBe(
      `https://cognito-idp.${gateway.outputs.data.aws_region}.amazonaws.com${new URL(endpoint).pathname}`,
    );
    expect(verify('sha256', Buffer.from(`${head}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  it('refuses by Cognito’s names', async () => {
    const { user_pool_client_id: ClientId } = (gateway.outputs as unknown as { auth: { user_pool_client_id: string } })
      .auth;
    const answer = await call('InitiateAuth', { ClientId, AuthFlow: 'USER_PASSWORD_AUTH' });

    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ __type: 'InvalidParameterException' });
  });

  it('lets pages of this machine call, and no other', async () => {
    const preflight = (origin: string): Promise<Response> =>
      fetch(endpoint, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-headers': 'content-type,x-amz-target' },
      });
    const own = await preflight('http://localhost:5173');

    expect(own.headers.get('access-control-allow-origin')).toBe('http://localhost:5173');
    expect(own.headers.get('access-control-allow-headers')).toBe('content-type,x-amz-target');
    expect((await preflight('https://elsewhere.example')).headers.get('access-control-allow-origin')).toBeNull();
  });
});
