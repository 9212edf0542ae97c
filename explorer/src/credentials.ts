/** Turns a persona into the headers of one request (edge 1.1, 2.3-2.5) and of one socket (edge 3.1). */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Persona } from './outputs.ts';

/** What is signed: the exact body counts. */
export interface Target {
  readonly url: string;
  readonly body: string;
  readonly region: string;
}

type Headers = Readonly<Record<string, string>>;

/** Headers that a POST of `target.body` carries; `host` is left to the browser. */
export async function requestHeaders(persona: Persona, target: Target): Promise<Headers> {
  if (persona.authMode === 'API_KEY') return { 'x-api-key': persona.token ?? '' };
  if (persona.authMode === 'AMAZON_COGNITO_USER_POOLS') return { authorization: persona.token ?? '' };
  const { host: _host, ...headers } = await sign(persona, target, {});
  return headers;
}

/** The object in the `header-` subprotocol: it always names the GraphQL host, also on the realtime host. */
export function connectHeaders(persona: Persona, target: Omit<Target, 'body'>): Promise<Headers> {
  return socketHeaders(persona, { ...target, url: `${target.url.replace(/\/$/, '')}/connect`, body: '{}' });
}

/** `extensions.authorization` of a `start` message; `target.body` is the text in `payload.data`. */
export async function socketHeaders(persona: Persona, target: Target): Promise<Headers> {
  const { host } = new URL(target.url);
  if (persona.authMode === 'API_KEY') return { host, 'x-api-key': persona.token ?? '' };
  if (persona.authMode === 'AMAZON_COGNITO_USER_POOLS') return { host, Authorization: persona.token ?? '' };
  const { authorization = '', ...headers } = await sign(persona, target, {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
  });
  return { ...headers, Authorization: authorization };
}

async function sign(persona: Persona, target: Target, extra: Headers): Promise<Headers> {
  const url = new URL(target.url);
  const signer = new SignatureV4({
    service: 'appsync',
    region: target.region,
    sha256: Sha256,
    applyChecksum: false,
    credentials: {
      accessKeyId: persona.accessKeyId ?? '',
      secretAccessKey: persona.secretAccessKey ?? '',
      ...(persona.sessionToken === undefined ? {} : { sessionToken: persona.sessionToken }),
    },
  });
  const signed = await signer.sign({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    headers: { host: url.host, 'content-type': 'application/json; charset=UTF-8', ...extra },
    body: target.body,
  });
  return signed.headers;
}
