/**
 * DynamoDB's JSON protocol over one keep-alive agent. Not the SDK and not `fetch`: both cost more than DynamoDB Local itself
 * needs for a small read.
 */
import { Agent, request, type IncomingMessage } from 'node:http';
import { DynamoDbFailure, fault, isEngineError, messageOf, userError } from '../kernel/index.ts';

/** DynamoDB Local wants a signature's shape and never checks it. The access key names the database; `-sharedDb` makes it one. */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20000101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** A socket that says nothing for so long is dead. */
const SILENCE_MS = 30_000;

export interface Wire {
  readonly endpoint: string;
  /** @param target - `DynamoDB_20120810.GetItem`. @param repeatable - sent once more when the connection breaks */
  send(target: string, input: Readonly<Record<string, unknown>>, repeatable: boolean): Promise<Record<string, unknown>>;
  /** Closes the kept sockets. */
  close(): void;
}

export function createWire(endpoint: string): Wire {
  const { hostname, port, protocol } = new URL(endpoint);
  if (protocol !== 'http:') {
    const fix = 'Give an address such as http://127.0.0.1:8000: a DynamoDB on this machine or network.';
    throw userError('DYNAMODB_ENDPOINT', `${endpoint} is ${protocol}; only http: is spoken`, fix);
  }
  // Last used, first chosen: few sockets stay warm, instead of many that go stale.
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo', noDelay: true, timeout: SILENCE_MS });
  const target = { agent, host: hostname, port: port === '' ? 80 : Number(port), method: 'POST', path: '/' };

  const once = (name: string, body: Buffer): Promise<Record<string, unknown>> =>
    new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/x-amz-json-1.0',
        'content-length': body.length,
        'x-amz-target': name,
        authorization: AUTHORIZATION,
      };
      const outgoing = request({ ...target, headers }, (incoming) => {
        readBody(incoming).then((text) => {
          try {
            resolve(parseAnswer(incoming.statusCode ?? 0, text));
          } catch (cause) {
            reject(cause instanceof DynamoDbFailure ? cause : badAnswer(name, text, cause));
          }
        }, reject);
      });
      outgoing.on('timeout', () => outgoing.destroy(new Error(`no answer in ${SILENCE_MS} ms`)));
      outgoing.on('error', reject);
      outgoing.end(body);
    });

  return {
    endpoint,
    async send(name, input, repeatable) {
      const body = Buffer.from(JSON.stringify(input));
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
    close: () => agent.destroy(),
  };
}

function readBody(incoming: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const [only] = chunks;
      resolve((chunks.length === 1 && only !== undefined ? only : Buffer.concat(chunks)).toString('utf8'));
    });
    incoming.on('error', reject);
  });
}

/** A kept socket may have been closed by the other side just before we wrote to it. */
function isBrokenConnection(cause: unknown): boolean {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
  return code === 'ECONNRESET' || code === 'EPIPE';
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
