/** What e2e suites share: the running gateway, its personas, and a plain GraphQL client. */
import { SignatureV4 } from '@smithy/signature-v4';
import { Sha256 } from '@aws-crypto/sha256-js';

export interface Persona {
  readonly name: string;
  readonly authMode: string;
  readonly token?: string;
  readonly accessKeyId?: string;
  readonly secretAccessKey?: string;
}

export interface Outputs {
  readonly data: { readonly url: string; readonly aws_region: string; readonly api_key: string };
  readonly custom: {
    readonly realtimeUrl: string;
    readonly stack: Readonly<Record<string, string>>;
    readonly personas: readonly Persona[];
  };
}

export interface GraphqlError {
  readonly message: string;
  readonly errorType?: string | null;
  readonly path?: readonly (string | number)[] | null;
}

export interface Answer<Data> {
  readonly status: number;
  readonly data: Data;
  readonly errors?: readonly GraphqlError[];
  readonly extensions?: { readonly cost?: Readonly<Record<string, number>> };
}

export interface Gateway {
  readonly url: string;
  readonly outputs: Outputs;
  persona(name: string): Persona;
  /** The member id in a persona's token. */
  memberId(name: string): string;
  /** Headers that a persona's client sends with a body; the API key without a name. A socket's handshake signs a path of its own. */
  headersFor(name: string | null, body: string, path?: string): Promise<Record<string, string>>;
  /** @param as - a persona's name; null for the API key */
  query<Data = unknown>(
    as: string | null,
    query: string,
    variables?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Answer<Data>>;
}

/** The gateway that this run started, or the one that `API_URL` names. */
export function runningGateway(): Promise<Gateway> {
  const url = process.env.API_URL;
  if (url === undefined) throw new Error('No gateway runs: the e2e project starts one, or set API_URL.');
  return gatewayAt(url);
}

export async function gatewayAt(url: string): Promise<Gateway> {
  const outputs = (await (await fetch(`${url}/outputs.json`)).json()) as Outputs;
  const persona = (name: string): Persona => {
    const found = outputs.custom.personas.find((each) => each.name === name);
    if (found === undefined) throw new Error(`no persona ${name}`);
    return found;
  };
  const headersFor = async (name: string | null, body: string, path?: string): Promise<Record<string, string>> => {
    const plain = { 'content-type': 'application/json' };
    if (name === null) return { ...plain, 'x-api-key': outputs.data.api_key };
    const { authMode, token, accessKeyId, secretAccessKey } = persona(name);
    if (authMode !== 'AWS_IAM') return { ...plain, authorization: token ?? '' };
    const signer = new SignatureV4({
      service: 'appsync',
      region: outputs.data.aws_region,
      credentials: { accessKeyId: accessKeyId ?? '', secretAccessKey: secretAccessKey ?? '' },
      sha256: Sha256,
    });
    const { hostname, port, pathname, host } = new URL(outputs.data.url);
    const signed = await signer.sign({
      method: 'POST',
      protocol: 'http:',
      hostname,
      port: Number(port),
      path: path ?? pathname,
      headers: { ...plain, host },
      body,
    });
    return signed.headers;
  };
  return {
    url,
    outputs,
    persona,
    headersFor,
    memberId: (name) => {
      const [, payload = ''] = (persona(name).token ?? '').split('.');
      const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
      return String(claims['custom:member_id']);
    },
    async query<Data>(
      as: string | null,
      query: string,
      variables: object = {},
      headers: Readonly<Record<string, string>> = {},
    ) {
      const body = JSON.stringify({ query, variables });
      const answer = await fetch(outputs.data.url, {
        method: 'POST',
        headers: { ...(await headersFor(as, body)), ...headers },
        body,
      });
      return { status: answer.status, ...((await answer.json()) as Omit<Answer<Data>, 'status'>) };
    },
  };
}
