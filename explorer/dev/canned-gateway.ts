/**
 * Serves a build of the page beside canned answers, so that the look can be worked on alone:
 * `node --import tsx explorer/dev/canned-gateway.ts`. It speaks the wire of the API and checks nothing of its rules.
 */
import { readdir, readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildSchema, getOperationAST, graphql, OperationTypeNode, parse, type GraphQLSchema } from 'graphql';
import { WebSocketServer, type WebSocket } from 'ws';
import { buildExplorer } from '../build.ts';
import { account, cards, content, member, page, place, placesNear, program, rewards } from './canned-data.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const API_KEY = 'da2-cannedcannedcannedcanned00';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};
const POLICY = [
  "default-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "worker-src 'self' blob:",
  "font-src 'self' data:",
  "img-src 'self' data:",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

type Json = Readonly<Record<string, unknown>>;

interface Caller {
  readonly memberId: string;
  readonly isMember: boolean;
  readonly mayAdjust: boolean;
}

interface Subscriber {
  readonly socket: WebSocket;
  readonly id: string;
  readonly memberId: string;
}

export interface CannedGateway {
  readonly url: string;
  readonly outputs: Json;
  readonly stop: () => Promise<void>;
}

/** @param port 0 takes a free one */
export async function startCannedGateway(port = 0): Promise<CannedGateway> {
  const site = join(tmpdir(), 'experience-explorer');
  const [schema] = await Promise.all([readSchema(), buildExplorer(site)]);
  const world = new World(schema);
  const server = createServer((request, response) => {
    handle(request, response, world, site).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  const sockets = new WebSocketServer({ server, handleProtocols: () => 'graphql-ws' });
  sockets.on('connection', (socket, request) => world.connect(socket, request.headers['sec-websocket-protocol'] ?? ''));
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  world.outputs = outputsOf(url);
  return {
    url,
    outputs: world.outputs,
    stop: async () => {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

class World {
  outputs: Json = {};
  readonly #schema: GraphQLSchema;
  readonly #subscribers = new Set<Subscriber>();
  #available = 1840;
  #version = 12;

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  async answer(caller: Caller, body: Json): Promise<unknown> {
    const source = String(body.query);
    const variableValues = body.variables as Record<string, unknown> | undefined;
    return graphql({ schema: this.#schema, source, variableValues, rootValue: this.#rootOf(caller) });
  }

  #rootOf(caller: Caller): Json {
    return {
      program: () => program,
      rewards: ({ first, maxPoints }: { first: number; maxPoints?: number }) => ({
        nodes: rewards.filter(({ costPoints }) => costPoints <= (maxPoints ?? Infinity)).slice(0, first),
        pageInfo: page,
      }),
      reward: ({ id }: { id: string }) => rewards.find((reward) => reward.id === id) ?? null,
      content: ({ id }: { id: string }) => content(id),
      contentFeed: ({ first }: { first: number }) => ({ nodes: cards.slice(0, first), pageInfo: page }),
      place: ({ id }: { id: string }) => place(id),
      placesNear: () => placesNear,
      me: () => {
        if (!caller.isMember) throw new Error('Not Authorized to access me on type Query');
        return member(caller.memberId, 'Giulia Ferri', this.#available, this.#version);
      },
      adjustPoints: ({ input }: { input: { amount: number; memberId: string } }) => {
        if (!caller.mayAdjust) throw new Error('Not Authorized to access adjustPoints on type Mutation');
        return this.#book(input.memberId, input.amount, 'ADJUST');
      },
      recordPurchase: ({ input }: { input: { totalCents: number; memberId: string } }) =>
        this.#book(input.memberId, Math.floor(input.totalCents / 100), 'EARN'),
    };
  }

  #book(memberId: string, amount: number, kind: string): Json {
    this.#available += amount;
    this.#version += 1;
    const occurredAt = new Date().toISOString();
    const change = {
      memberId,
      kind,
      amount,
      available: this.#available,
      tierId: null,
      redemptionId: null,
      version: this.#version,
      occurredAt,
    };
    for (const { socket, id, memberId: wanted } of this.#subscribers) {
      if (wanted === memberId)
        socket.send(JSON.stringify({ id, type: 'data', payload: { data: { onAccountChange: change } } }));
    }
    const entry = {
      id: `entry-${this.#version}`,
      seq: this.#version,
      kind,
      amount,
      balanceAfter: this.#available,
      reason: 'GOODWILL',
      ruleIds: [],
      occurredAt,
      recordedAt: occurredAt,
    };
    return { account: account(memberId, this.#available, this.#version), entry, replayed: false, userErrors: [] };
  }

  connect(socket: WebSocket, protocols: string): void {
    const header = protocols.split(',').find((protocol) => protocol.trim().startsWith('header-')) ?? '';
    const credentials = JSON.parse(
      Buffer.from(header.trim().slice('header-'.length), 'base64url').toString() || '{}',
    ) as Json;
    socket.on('message', (data: Buffer) => this.#receive(socket, credentials, JSON.parse(data.toString()) as Json));
    socket.on('close', () => this.#forget((subscriber) => subscriber.socket === socket));
  }

  #receive(socket: WebSocket, credentials: Json, message: Json): void {
    const send = (reply: Json): void => socket.send(JSON.stringify(reply));
    const id = String(message.id);
    if (message.type === 'connection_init') {
      if (callerOf(this.outputs, credentials) === undefined) {
        const error = {
          errorType: 'UnauthorizedException',
          message: 'You are not authorized to make this call.',
          errorCode: 401,
        };
        send({ type: 'connection_error', payload: { errors: [error] } });
        socket.close();
        return;
      }
      send({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
      send({ type: 'ka' });
      return;
    }
    if (message.type === 'stop') {
      this.#forget((subscriber) => subscriber.id === id);
      send({ id, type: 'complete' });
      return;
    }
    const { data } = message.payload as { readonly data: string };
    const { query, variables } = JSON.parse(data) as { query: string; variables?: { memberId?: string } };
    if (getOperationAST(parse(query))?.operation !== OperationTypeNode.SUBSCRIPTION) return;
    this.#subscribers.add({ socket, id, memberId: variables?.memberId ?? '' });
    send({ id, type: 'start_ack' });
  }

  #forget(isGone: (subscriber: Subscriber) => boolean): void {
    for (const subscriber of this.#subscribers) if (isGone(subscriber)) this.#subscribers.delete(subscriber);
  }
}

async function handle(request: IncomingMessage, response: ServerResponse, world: World, site: string): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://canned');
  if (pathname === '/outputs.json') {
    sendJson(response, 200, world.outputs);
    return;
  }
  if (pathname !== '/graphql')
    return sendFile(response, join(site, normalize(pathname === '/' ? '/index.html' : pathname)));
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const caller = callerOf(world.outputs, request.headers);
  const refusal = { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' };
  if (caller === undefined) {
    sendJson(response, 401, { errors: [refusal] });
    return;
  }
  const answer = (await world.answer(caller, JSON.parse(Buffer.concat(chunks).toString()) as Json)) as {
    errors?: readonly Error[];
  };
  const errors = answer.errors?.map((error) => ({
    ...(JSON.parse(JSON.stringify(error)) as Json),
    errorType: error.message.startsWith('Not Authorized') ? 'Unauthorized' : null,
  }));
  sendJson(response, 200, errors === undefined ? answer : { ...answer, errors });
}

async function sendFile(response: ServerResponse, path: string): Promise<void> {
  const body = await readFile(path).catch(() => undefined);
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  if (body === undefined) response.writeHead(404).end();
  else response.writeHead(200, { 'content-type': type, 'content-security-policy': POLICY }).end(body);
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function callerOf(outputs: Json, headers: Json): Caller | undefined {
  const personas = (outputs.custom as { personas: readonly Json[] }).personas;
  const presented = JSON.stringify([headers['x-api-key'], headers.authorization, headers.Authorization]);
  const persona = personas.find(({ token, accessKeyId }) =>
    [token, accessKeyId].some((secret) => typeof secret === 'string' && presented.includes(secret)),
  );
  if (persona === undefined) return undefined;
  return {
    memberId: 'member-giulia',
    isMember: persona.name === 'giulia',
    mayAdjust: persona.name === 'assistenza',
  };
}

function outputsOf(url: string): Json {
  const token = (claims: Json): string => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.canned`;
  const pool = 'AMAZON_COGNITO_USER_POOLS';
  return {
    version: '1.4',
    data: {
      url: `${url}/graphql`,
      api_key: API_KEY,
      aws_region: 'eu-south-1',
      default_authorization_type: 'AWS_IAM',
      authorization_types: ['API_KEY', pool],
    },
    custom: {
      personas: [
        { name: 'public', about: 'anybody, with the API key', authMode: 'API_KEY', token: API_KEY },
        {
          name: 'giulia',
          about: 'Cashmere member, standing at the Duomo',
          authMode: pool,
          token: token({ 'custom:member_id': 'member-giulia' }),
        },
        {
          name: 'assistenza',
          about: 'the support desk',
          authMode: pool,
          token: token({ 'cognito:groups': ['support'] }),
        },
        {
          name: 'pos-duomo',
          about: 'the till of the Duomo store',
          authMode: 'AWS_IAM',
          accessKeyId: 'AKIACANNED',
          secretAccessKey: 'canned',
        },
      ],
    },
  };
}

async function readSchema(): Promise<GraphQLSchema> {
  const folder = join(ROOT, 'schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.graphql'));
  const parts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return buildSchema(parts.join('\n'));
}

if (pathToFileURL(process.argv[1] ?? '').href === import.meta.url) {
  void startCannedGateway(Number(process.env.PORT ?? 4010)).then(({ url }) => process.stdout.write(`${url}\n`));
}
