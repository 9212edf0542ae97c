/**
 * DynamoDB's JSON protocol over kept connections. Not the SDK, not `fetch` and not `node:http`: each of them costs more than DynamoDB
 * Local itself needs for a small read.
 */
import { Pool, type Dispatcher } from 'undici';
import { DynamoDbFailure, fault, isEngineError, messageOf, userError } from '../kernel/index.ts';

/** DynamoDB Local wants a signature's shape and never checks it. The access key names the database; `-sharedDb` makes it one. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20000101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

const HEADERS: readonly string[] = ['content-type', 'application/x-amz-json-1.0', 'authorization', AUTHORIZATION];
/** A connection that says nothing for so long is dead. */
const SILENCE_MS = 30_000;
/** One that nobody uses is let go before the other side does. */
const IDLE_MS = 10_000;
const MAX_CONNECTIONS = 256;

export interface Wire {
  readonly endpoint: string;
  /** @param target - `DynamoDB_20120810.GetItem`. @param repeatable - sent once more when the connection breaks */
  send(target: string, input: Readonly<Record<string, unknown>>, repeatable: boolean): Promise<Record<string, unknown>>;
  /** Closes the kept sockets. */
  close(): void;
}

export function createWire(endpoint: string): Wire {
  const { origin, protocol } = new URL(endpoint);
  if (protocol !== 'http:') {
    const fix = 'Give an address such as http://127.0.0.1:8000: a DynamoDB on this machine or network.';
    throw userError('DYNAMODB_ENDPOINT', `${endpoint} is ${protocol}; only http: is spoken`, fix);
  }
  const pool = new Pool(origin, {
    connections: MAX_CONNECTIONS,
    pipelining: 1,
    keepAliveTimeout: IDLE_MS,
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });

  const once = (target: string, body: string): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const headers = [...HEADERS, 'x-amz-target', target];
      pool.dispatch({ path: '/', method: 'POST', headers, body }, new AnswerReader(target, resolve, reject));
    });

  return {
    endpoint,
    async send(name, input, repeatable) {
      const body = JSON.stringify(input);
      try {
        return await once(name, body);
      } catch (cause) {
        if (isAnswer(cause)) throw cause;
        if (!repeatable || !isBrokenConnection(cause)) throw unreachable(endpoint, name, cause);
      }
      return once(name, body).catch((cause: unknown) => {
        throw isAnswer(cause) ? cause : unreachable(endpoint, name, cause);
      });
    },
    close: () => void pool.destroy(),
  };
}

/** Gathers one answer. A class: functions made for each call would show on the hot path. */
class AnswerReader implements Dispatcher.DispatchHandler {
  readonly #target: string;
  readonly #resolve: (answer: Record<string, unknown>) => void;
  readonly #reject: (cause: Error) => void;
  readonly #chunks: Buffer[] = [];
  #statusCode = 0;

  constructor(target: string, resolve: (answer: Record<string, unknown>) => void, reject: (cause: Error) => void) {
    this.#target = target;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  onRequestStart(): void {
    // Its presence tells undici which of its two kinds of handlers this is.
  }

  onResponseStart(_controller: Dispatcher.DispatchController, statusCode: number): void {
    this.#statusCode = statusCode;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [only] = this.#chunks;
    const text = (this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks)).toString();
    try {
      this.#resolve(parseAnswer(this.#statusCode, text));
    } catch (cause) {
      this.#reject(cause instanceof DynamoDbFailure ? cause : badAnswer(this.#target, text, cause));
    }
  }

  onResponseError(_controller: Dispatcher.DispatchController, cause: Error): void {
    this.#reject(cause);
  }
}

/** A kept connection may have been closed by the other side just before we wrote to it. */
function isBrokenConnection(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE' || code === 'UND_ERR_SOCKET';
}

/** Something came back, so that trying again would change nothing. */
function isAnswer(cause: unknown): boolean {
  return cause instanceof DynamoDbFailure || isEngineError(cause);
}

function badAnswer(name: string, text: string, cause: unknown): Error {
  return fault('DYNAMODB_BAD_ANSWER', `${name} got an answer that is no JSON: ${text.slice(0, 80)}`, cause);
}

function unreachable(endpoint: string, name: string, cause: unknown): Error {
  return fault('DYNAMODB_UNREACHABLE', `${name} got no answer from ${endpoint}: ${messageOf(cause)}`, cause);
}

function parseAnswer(statusCode: number, text: string): Record<string, unknown> {
  const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (statusCode < 400) return body;
  const type = typeof body.__type === 'string' ? body.__type : 'InternalServerError';
  const message = body.message ?? body.Message;
  throw new DynamoDbFailure(
    type.slice(type.lastIndexOf('#') + 1),
    typeof message === 'string' ? message : `DynamoDB answered ${statusCode}`,
    statusCode,
    body,
  );
}
