/** `/graphql`: credential, operation, answer, one log line. Authentication comes before the document is looked at. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { CostMeter, messageOf, REFUSALS } from '../kernel/index.ts';
import type { Caller, Clock, Log, Random, RequestScope } from '../kernel/index.ts';
import { sendGraphql, toAnswer } from './answer.ts';
import type { Answer } from './answer.ts';
import type { AuthenticatePort, GraphqlPort, HttpCredentials } from './ports.ts';
import { readBody } from './read-body.ts';
import { isRefusal, readGetOperation, readPostOperation } from './read-operation.ts';
import { toText } from './answer-text.ts';
import { toRequestHeaders } from './request-headers.ts';

export interface GraphqlRouteOptions {
  readonly graphql: GraphqlPort;
  readonly authenticate: AuthenticatePort;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}

export type Route = (request: IncomingMessage, response: ServerResponse, path: string, query: string) => Promise<void>;

const NO_BODY = Buffer.alloc(0);

export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  const { clock, random, log } = options;

  return async (request, response, path, query) => {
    if (request.method === 'OPTIONS') {
      sendPreflight(request, response, random.uuid());
      return;
    }
    const startedAt = clock.now();
    const requestId = random.uuid();
    const cost = new CostMeter();
    const body = request.method === 'POST' ? await readBody(request) : NO_BODY;
    if (body === 'aborted') return;
    let answer: Answer;
    if (body === 'too-large') {
      response.shouldKeepAlive = false;
      answer = toAnswer(REFUSALS.bodyTooLarge);
    } else if (request.method !== 'POST' && request.method !== 'GET') {
      answer = toAnswer(REFUSALS.methodNotAllowed);
    } else {
      const headers = toRequestHeaders(request.rawHeaders);
      const sourceIp = request.socket.remoteAddress ?? '';
      const credentials = { method: request.method, path, query, headers, body, sourceIp, requestId };
      answer = await answerSafely(options, credentials, body, cost);
    }
    await sendGraphql(request, response, requestId, answer);
    if (log.isEnabled('info')) {
      log.info('request', {
        requestId,
        method: request.method,
        status: answer.status,
        ms: clock.now() - startedAt,
        ...cost.counts(),
      });
    }
  };
}

async function answerSafely(
  options: GraphqlRouteOptions,
  credentials: HttpCredentials,
  body: Buffer,
  cost: CostMeter,
): Promise<Answer> {
  try {
    return await answerGraphql(options, credentials, body, cost);
  } catch (cause) {
    const stack = cause instanceof Error ? cause.stack : undefined;
    options.log.error('request failed', { requestId: credentials.requestId, cause: messageOf(cause), stack });
    const { message } = REFUSALS.internal;
    return toAnswer({ ...REFUSALS.internal, message: `${message} (request ${credentials.requestId})` });
  }
}

async function answerGraphql(
  options: GraphqlRouteOptions,
  credentials: HttpCredentials,
  body: Buffer,
  cost: CostMeter,
): Promise<Answer> {
  const identified = await options.authenticate(credentials);
  if (!identified.ok) return toAnswer(identified);
  const operation = credentials.method === 'GET' ? readGetOperation(credentials.query) : readPostOperation(body);
  if (isRefusal(operation)) return toAnswer(operation);
  const scope = toScope(credentials, identified.caller, cost);
  const answer = await options.graphql(operation, scope);
  const text = typeof answer.body === 'string' ? answer.body : toText(withCost(answer.body, scope));
  // A refusal of the executor comes laid out, with its own headers.
  if (answer.status !== 200)
    return { status: answer.status, body: text, headers: Object.entries(answer.headers ?? {}) };
  const tokens: readonly [string, string] = ['x-amzn-appsync-tokensconsumed', '1'];
  return {
    status: 200,
    body: text,
    headers: scope.responseHeaders.size === 0 ? [tokens] : [tokens, ...scope.responseHeaders],
  };
}

function toScope({ requestId, headers }: HttpCredentials, caller: Caller, cost: CostMeter): RequestScope {
  return { requestId, caller, headers, domainName: null, cost, responseHeaders: new Map(), invalidations: [] };
}

/** `extensions.cost` for who asks with `x-gateway-cost: 1`, and for nobody else. */
function withCost(body: object, { headers, cost }: RequestScope): object {
  if (headers['x-gateway-cost'] !== '1') return body;
  const extensions = 'extensions' in body && typeof body.extensions === 'object' ? body.extensions : {};
  return { ...body, extensions: { ...extensions, cost: cost.counts() } };
}

/** CORS (1.4): any origin, the headers that the page asks for, no credential needed. */
function sendPreflight(request: IncomingMessage, response: ServerResponse, requestId: string): void {
  const asked = request.headers['access-control-request-headers'];
  response.writeHead(200, {
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'POST',
    ...(asked !== undefined && { 'access-control-allow-headers': asked }),
    'x-amzn-requestid': requestId,
    'content-length': 0,
  });
  response.end();
}
