/** Calls a GraphQL endpoint as the function's own role: HTTP POST, signed with SigV4 for the service `appsync`. */
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Clock } from './clock.ts';
import { requiredVariable } from './environment.ts';

export type GraphqlVariables = Readonly<Record<string, unknown>>;

/** @throws {GraphqlCallFailed} unless the endpoint answered 200 without `errors` */
export type CallGraphql = (query: string, variables: GraphqlVariables) => Promise<void>;

export class GraphqlCallFailed extends Error {
  override readonly name = 'GraphqlCallFailed';
}

export interface SignedGraphqlOptions {
  readonly url: string;
  readonly clock: Clock;
  readonly fetch: typeof fetch;
  /** One call may take this long, its answer included. */
  readonly timeoutMs: number;
}

interface Answer {
  readonly errors?: readonly { readonly message?: string; readonly errorType?: string | null }[] | null;
}

/** Region and credentials are those that Lambda sets; a session token is sent when there is one. */
function signer(): SignatureV4 {
  const sessionToken = process.env.AWS_SESSION_TOKEN;
  return new SignatureV4({
    service: 'appsync',
    region: requiredVariable('AWS_REGION'),
    sha256: Sha256,
    credentials: {
      accessKeyId: requiredVariable('AWS_ACCESS_KEY_ID'),
      secretAccessKey: requiredVariable('AWS_SECRET_ACCESS_KEY'),
      ...(sessionToken === undefined || sessionToken === '' ? {} : { sessionToken }),
    },
  });
}

async function signedHeaders({ url, clock }: SignedGraphqlOptions, body: string): Promise<Record<string, string>> {
  const { protocol, host, hostname, port, pathname } = new URL(url);
  const request = {
    method: 'POST',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: pathname,
    query: {},
    headers: { host, 'content-type': 'application/json' },
    body,
  };
  const { headers } = await signer().sign(request, { signingDate: new Date(clock.now()) });
  // `fetch` writes the host itself, from the same URL that was signed.
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'));
}

export function signedGraphql(options: SignedGraphqlOptions): CallGraphql {
  return async (query, variables) => {
    const body = JSON.stringify({ query, variables });
    const response = await options.fetch(options.url, {
      method: 'POST',
      headers: await signedHeaders(options, body),
      body,
      signal: AbortSignal.timeout(options.timeoutMs),
    });
    const text = await response.text();
    if (!response.ok) throw new GraphqlCallFailed(`The endpoint answered ${response.status}: ${text.slice(0, 300)}`);
    const [first] = (JSON.parse(text) as Answer).errors ?? [];
    if (first !== undefined)
      throw new GraphqlCallFailed(`${first.errorType ?? 'Error'}: ${first.message ?? 'no text'}`);
  };
}
