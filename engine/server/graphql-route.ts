/** `/graphql`: credential, operation, answer, one log line. Authentication comes before the document is looked at. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { andThen, CostMeter, messageOf, openRequestScope, REFUSALS } from '../kernel/index.ts';
import type { Awaitable, Caller, Clock, Log, Random, RequestHeaders, RequestScope } from '../kernel/index.ts';
import { answerFault, sendGraphql, toAnswer } from './answer.ts';
import type { Answer, HeaderList } from './answer.ts';
import type { AuthenticatePort, GraphqlAnswer, GraphqlPort, HttpCredentials } from './ports.ts';
import { takeBody } from './read-body.ts';
import type { Body } from './read-body.ts';
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

export type Route = (request: IncomingMessage, response: ServerResponse, path: string, query: string) => void;

const NO_BODY = Buffer.alloc(0);
const TOKENS: HeaderList = ['x-amzn-appsync-tokensconsumed', '1'];

/** Promises only where something is waited for: each of their turns would cost more than most steps here. */
export function createGraphqlRoute(options: GraphqlRouteOptions): Route {
  return (request, response, path, query) => {
    if (request.method === 'OPTIONS') {
      sendPreflight(request, response, options.random.uuid());
      return;
    }
    const exchange = new Exchange(options, request, response, path, query);
    if (request.method === 'POST') takeBody(request, (body) => exchange.answer(body));
    else exchange.answer(NO_BODY);
  };
}

/** One request and its answer. */
class Exchange {
  readonly #options: GraphqlRouteOptions;
  readonly #request: IncomingMessage;
  readonly #response: ServerResponse;
  readonly #path: string;
  readonly #query: string;
  readonly #headers: RequestHeaders;
  readonly #startedAt: number;
  readonly #requestId: string;
  readonly #cost = new CostMeter();

  constructor(
    options: GraphqlRouteOptions,
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: string,
  ) {
    this.#options = options;
    this.#request = request;
    this.#response = response;
    this.#path = path;
    this.#query = query;
    this.#startedAt = options.clock.now();
    this.#requestId = options.random.uuid();
    this.#headers = toRequestHeaders(request);
  }

  answer(body: Body): void {
    if (body === 'aborted') return;
    try {
      const answer = this.#answerTo(body);
      if (answer instanceof Promise)
        answer.then((late) => this.#send(late)).catch((cause: unknown) => this.#fail(cause));
      else this.#send(answer);
    } catch (cause) {
      this.#fail(cause);
    }
  }

  #answerTo(body: Buffer | 'too-large'): Awaitable<Answer> {
    const { method = '' } = this.#request;
    if (body === 'too-large') {
      this.#response.shouldKeepAlive = false;
      return toAnswer(REFUSALS.bodyTooLarge);
    }
    if (method !== 'POST' && method !== 'GET') return toAnswer(REFUSALS.methodNotAllowed);
    const credentials = {
      method,
      path: this.#path,
      query: this.#query,
      headers: this.#headers,
      body,
      sourceIp: this.#request.socket.remoteAddress ?? '',
      requestId: this.#requestId,
    };
    return andThen(this.#options.authenticate(credentials), (identified) =>
      identified.ok ? this.#perform(credentials, body, identified.caller) : toAnswer(identified),
    );
  }

  #perform({ method, query }: HttpCredentials, body: Buffer, caller: Caller): Awaitable<Answer> {
    const operation = method === 'GET' ? readGetOperation(query) : readPostOperation(body);
    if (isRefusal(operation)) return toAnswer(operation);
    const scope = openRequestScope({
      requestId: this.#requestId,
      caller,
      headers: this.#headers,
      cost: this.#cost,
      startedAt: this.#startedAt,
    });
    return andThen(this.#options.graphql(operation, scope), (answer) => toHttp(answer, scope));
  }

  #send(answer: Answer): void {
    sendGraphql(this.#response, this.#headers, this.#requestId, answer, (cause) => this.#fail(cause));
    if (this.#options.log.isEnabled('info')) this.#log(answer.status);
  }

  /** Put together by hand, as nothing in it needs an escape: serialising an object takes three times as long. */
  #log(status: number): void {
    const ms = this.#options.clock.now() - this.#startedAt;
    const { resolvers, dynamodbCalls, readUnits, writeUnits, lambdaInvocations } = this.#cost;
    this.#options.log.line(
      'info',
      `{"level":"info","message":"request","requestId":"${this.#requestId}","method":"${this.#request.method ?? ''}",` +
        `"status":${status},"ms":${ms},"resolvers":${resolvers},"dynamodbCalls":${dynamodbCalls},` +
        `"readUnits":${readUnits},"writeUnits":${writeUnits},"lambdaInvocations":${lambdaInvocations}}`,
    );
  }

  /** Our own fault: the client learns the request's id, the log the rest. */
  #fail(cause: unknown): void {
    const stack = cause instanceof Error ? cause.stack : undefined;
    this.#options.log.error('request failed', { requestId: this.#requestId, cause: messageOf(cause), stack });
    const { message } = REFUSALS.internal;
    try {
      this.#send(toAnswer({ ...REFUSALS.internal, message: `${message} (request ${this.#requestId})` }));
    } catch (again) {
      answerFault(this.#response, again, this.#options.log);
    }
  }
}

/** A refusal of the executor comes laid out, with its own headers. */
function toHttp({ status, body, headers }: GraphqlAnswer, scope: RequestScope): Answer {
  const text = typeof body === 'string' ? body : toText(withCost(body, scope));
  if (status !== 200) return { status, body: text, headers: Object.entries(headers ?? {}).flat() };
  return {
    status,
    body: text,
    headers: scope.responseHeaders.size === 0 ? TOKENS : [...TOKENS, ...[...scope.responseHeaders].flat()],
  };
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
