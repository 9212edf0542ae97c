import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock, systemRandom } from '../kernel/index.ts';
import type { Clock, Log, Random, RequestHeaders } from '../kernel/index.ts';
import { errorAnswer } from './answers.ts';
import { createForwarder } from './forward.ts';
import type { Answer, Authorize, Faults, Meter, PutEvents, Verify } from './ports.ts';
import type { QueueStore } from './queue-store.ts';
import { createCallServer } from './serve-call.ts';
import type { ServeCall } from './serve-call.ts';

/** DynamoDB takes 16 MB in a batch; nothing that is served takes more. */
const MAX_REQUEST_BYTES = 17 * 1024 * 1024;
/** Longer than the SDK keeps a socket, so that we never close one that it is about to use. */
const KEEP_ALIVE_MS = 120_000;

export interface AwsEndpointOptions {
  readonly verify: Verify;
  /** Endpoint of DynamoDB Local. */
  readonly dynamodb: string;
  /** For the ARNs that permissions are asked for. */
  readonly region: string;
  readonly accountId: string;
  readonly queues: QueueStore;
  readonly log: Log;
  /** @default every signed call is allowed */
  readonly authorize?: Authorize;
  /** @default PutEvents is not served */
  readonly putEvents?: PutEvents;
  readonly meter?: Meter;
  /** For tests. */
  readonly faults?: Faults;
  /** @default systemClock */
  readonly clock?: Clock;
  /** @default systemRandom */
  readonly random?: Random;
}

export interface AwsEndpoint {
  /** `http://127.0.0.1:PORT`, for `AWS_ENDPOINT_URL`. */
  readonly url: string;
  /** Closes all sockets, also those in use. */
  stop(): Promise<void>;
}

/** Reads to the end in any case: whoever still sends does not read an answer. @returns null when the body is too large */
async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes <= MAX_REQUEST_BYTES) chunks.push(chunk as Buffer);
  }
  return bytes > MAX_REQUEST_BYTES ? null : Buffer.concat(chunks);
}

function write(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, answer.headers as Record<string, string | string[]>);
  response.end(answer.body);
}

async function handle(request: IncomingMessage, response: ServerResponse, serve: ServeCall): Promise<void> {
  const body = await readBody(request);
  if (body === null) {
    write(response, errorAnswer(413, 'RequestEntityTooLarge', `A request has at most ${MAX_REQUEST_BYTES} bytes.`, ''));
    return;
  }
  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const answer = await serve({
    method: request.method ?? 'GET',
    path,
    query,
    headers: request.headers as RequestHeaders,
    body,
  });
  if (answer === null) request.socket.destroy();
  else write(response, answer);
}

/** Listens on a free port of 127.0.0.1. Everything that a function calls by the AWS SDK comes through here. */
export async function createAwsEndpoint(options: AwsEndpointOptions): Promise<AwsEndpoint> {
  const { clock = systemClock, random = systemRandom, log, region, accountId } = options;
  const forwarder = createForwarder(options.dynamodb);
  const serve = createCallServer({ ...options, clock, random, forwarder, place: { region, accountId } });
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, (request, response) => {
    handle(request, response, serve).catch((cause: unknown) => {
      // The caller went away while it was sending: there is nobody to answer.
      log.debug('a call to the AWS endpoint broke off', { cause: String(cause) });
      response.destroy();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      forwarder.close();
      await closed;
    },
  };
}
