/** Hands DynamoDB requests on, body for body, over sockets that stay open. */
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { fault, messageOf } from '../kernel/index.ts';
import type { Answer } from './ports.ts';

/**
 * DynamoDB Local wants the shape of a signature and never checks it. Without `-sharedDb` the access key names the database: all
 * callers must have the same one, which is the one that the engine itself uses.
 */
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=local/20000101/eu-west-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0';

/** Headers that belong to one connection, not to the answer. */
const OF_THE_CONNECTION = new Set(['connection', 'keep-alive', 'transfer-encoding', 'server', 'date']);

export interface Forwarder {
  /** @throws {EngineError} ENDPOINT_DYNAMODB_UNREACHABLE */
  send(target: string, contentType: string, body: Uint8Array): Promise<Answer>;
  close(): void;
}

async function toAnswer(incoming: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined && !OF_THE_CONNECTION.has(name)) headers[name] = value;
  }
  return { status: incoming.statusCode ?? 500, headers: { ...headers, 'content-length': String(body.length) }, body };
}

/** @param endpoint - of DynamoDB Local: `http://127.0.0.1:8000` */
export function createForwarder(endpoint: string): Forwarder {
  const { hostname, port } = new URL(endpoint);
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo', noDelay: true });
  return {
    send: (target, contentType, body) =>
      new Promise((resolve, reject) => {
        const fail = (cause: unknown): void => {
          reject(
            fault(
              'ENDPOINT_DYNAMODB_UNREACHABLE',
              `DynamoDB at ${endpoint} gave no answer: ${messageOf(cause)}`,
              cause,
            ),
          );
        };
        const headers = {
          'content-type': contentType,
          'content-length': body.length,
          'x-amz-target': target,
          authorization: AUTHORIZATION,
        };
        const outgoing = request({ agent, hostname, port, method: 'POST', path: '/', headers }, (incoming) => {
          toAnswer(incoming).then(resolve, fail);
        });
        outgoing.on('error', fail);
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
