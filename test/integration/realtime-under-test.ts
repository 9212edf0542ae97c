/** Authentication, protocol and transport on a real port, and a client that reads message by message. */
import { expect } from '@jest/globals';
import { once } from 'node:events';
import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import { createAuthenticator, createCredentialStore } from '../../engine/auth/index.ts';
import type { Credential, CredentialStore } from '../../engine/auth/index.ts';
import { createLog, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { createRealtime } from '../../engine/realtime/index.ts';
import type { Realtime, RealtimeLimits, SubscribePort } from '../../engine/realtime/index.ts';
import { createServer } from '../../engine/server/index.ts';
import type { Server } from '../../engine/server/index.ts';
import { createUserPool } from '../../engine/user-pool/index.ts';
import type { UserPool } from '../../engine/user-pool/index.ts';
import { poolBlueprint } from '../support/user-pool.ts';

export const HEADER = { host: 'localhost', 'x-api-key': 'da2-good' };
export const encode = (header: object): string => `header-${Buffer.from(JSON.stringify(header)).toString('base64url')}`;
export const SUBSCRIPTION = '{"query":"subscription { onChange { id } }"}';

export interface Engine {
  readonly server: Server;
  readonly realtime: Realtime;
  readonly credentials: CredentialStore;
  readonly pool: UserPool;
}

const engines: Engine[] = [];
const clients: WebSocket[] = [];

/** Drops every client and ends every engine of the test. */
export async function closeAll(): Promise<void> {
  for (const client of clients.splice(0)) client.terminate();
  await Promise.all(engines.splice(0).map(({ server }) => server.close()));
}

/** The GraphQL side: played, or an API. */
export interface GraphqlSide {
  readonly triggers: ReadonlyMap<string, readonly string[]>;
  readonly subscribe: SubscribePort;
  readonly execute: Parameters<typeof createServer>[0]['graphql'];
}

const PLAYED: GraphqlSide = {
  triggers: new Map([['publishChange', ['onChange']]]),
  execute: () => Promise.resolve({ status: 200, body: {} }),
  subscribe: (_operation, scope) =>
    Promise.resolve({
      ok: true,
      subscription: {
        fieldName: 'onChange',
        arguments: {},
        filter: null,
        invalidationFilter: { filterGroup: [] },
        view: scope.caller.mode,
        select: (payload) => ({ data: { onChange: payload, mode: scope.caller.mode } }),
      },
    }),
};

/** Authentication, protocol and transport as the engine joins them. */
export async function serve(
  limits: Partial<RealtimeLimits> = {},
  sideFor: (realtime: () => Realtime) => GraphqlSide = () => PLAYED,
): Promise<Engine> {
  const credentials = createCredentialStore(systemRandom);
  const pool = await createUserPool({
    pool: poolBlueprint({ userPoolId: 'eu-west-1_P' }),
    region: 'eu-west-1',
    clock: systemClock,
    random: systemRandom,
  });
  const { authenticate } = createAuthenticator({
    log: createLog('silent'),
    invoke: () => Promise.reject(new Error('no functions here')),
    api: {
      apiId: 'api',
      arn: '',
      name: '',
      sdl: '',
      authProviders: [
        { mode: 'AWS_IAM' },
        { mode: 'API_KEY' },
        {
          mode: 'AMAZON_COGNITO_USER_POOLS',
          userPoolId: 'eu-west-1_P',
          region: 'eu-west-1',
          appIdClientRegex: null,
          defaultAction: 'ALLOW',
        },
      ],
      apiKeys: [{ logicalId: 'K', description: null, expires: null, value: 'da2-good' }],
      dataSources: [],
      functions: [],
      resolvers: [],
      environment: {},
      queryDepthLimit: 0,
      resolverCountLimit: 0,
      introspection: true,
      fieldLogLevel: 'NONE',
      excludeVerboseContent: true,
      cache: null,
    },
    pools: [pool],
    credentials,
    region: 'eu-west-1',
    accountId: '111122223333',
    clock: systemClock,
  });
  const shared = { clock: systemClock, random: systemRandom, log: createLog('silent'), authenticate };
  const side = sideFor(() => realtime);
  const realtime: Realtime = createRealtime({
    ...shared,
    limits,
    fieldsByMutation: side.triggers,
    subscribe: side.subscribe,
  });
  const server = await createServer({
    ...shared,
    host: '127.0.0.1',
    port: 0,
    graphql: side.execute,
    realtime,
    routes: {},
  });
  const engine = { server, realtime, credentials, pool };
  engines.push(engine);
  return engine;
}

export class Client {
  readonly socket: WebSocket;
  readonly #queue: unknown[] = [];
  #wake: () => void = () => undefined;

  constructor({ server }: Engine, protocols: string[], path = '/graphql/realtime', headers = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${server.port}${path}`, protocols, { headers });
    clients.push(this.socket);
    this.socket.on('error', () => undefined);
    this.socket.on('message', (data: Buffer) => {
      this.#queue.push(JSON.parse(data.toString()));
      this.#wake();
    });
  }

  send(message: object): void {
    this.socket.send(JSON.stringify(message));
  }

  async next(): Promise<unknown> {
    while (this.#queue.length === 0) await new Promise<void>((resolve) => (this.#wake = resolve));
    return this.#queue.shift();
  }

  /** Resolves with the close code. */
  closed(): Promise<number> {
    return new Promise((resolve) => {
      this.socket.once('close', resolve);
    });
  }
}

export async function open(engine: Engine, header: object = HEADER): Promise<Client> {
  const client = new Client(engine, ['graphql-ws', encode(header)]);
  await once(client.socket, 'open');
  client.send({ type: 'connection_init' });
  expect(await client.next()).toEqual({ type: 'connection_ack', payload: { connectionTimeoutMs: 300000 } });
  expect(await client.next()).toEqual({ type: 'ka' });
  return client;
}

export const start = (id: string, authorization: object = HEADER, data = SUBSCRIPTION): object => ({
  id,
  type: 'start',
  payload: { data, extensions: { authorization } },
});

/** As Amplify signs: a handshake for `/graphql/connect`, a start for `/graphql`. */
export async function sign(credential: Credential, path: string, body: string): Promise<object> {
  const { accessKeyId, secretAccessKey, sessionToken } = credential;
  const signer = new SignatureV4({
    service: 'appsync',
    region: 'eu-west-1',
    sha256: Sha256,
    credentials: { accessKeyId, secretAccessKey, ...(sessionToken !== null && { sessionToken }) },
  });
  const headers = {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
    host: 'localhost:4000',
  };
  return (await signer.sign({ method: 'POST', protocol: 'http:', hostname: 'localhost', path, headers, body })).headers;
}
