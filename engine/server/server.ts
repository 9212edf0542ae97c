/** The transport: plain `node:http`, no framework. Knows paths, headers and sockets; every answer comes through a port. */
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, Server as HttpServer, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { userError } from '../kernel/index.ts';
import { answerFault } from './answer.ts';
import { refuseConnection } from './client-error.ts';
import { acceptTlsOn } from './first-byte.ts';
import type { TlsIdentity } from './first-byte.ts';
import { Incoming } from './incoming.ts';
import { createGraphqlRoute } from './graphql-route.ts';
import type { GraphqlRouteOptions } from './graphql-route.ts';
import { createPlainRoutes } from './plain-routes.ts';
import type { ServerRoutes } from './plain-routes.ts';
import type { RealtimePort } from './ports.ts';
import { createSockets } from './sockets.ts';

export type { ServerRoutes } from './plain-routes.ts';

export interface ServerOptions extends GraphqlRouteOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly realtime: RealtimePort;
  readonly routes: ServerRoutes;
  /** @default 10 s for headers, 30 s for the whole request */
  readonly arrival?: ArrivalLimits;
  /** Serves HTTPS and WSS on the same port. @default plain HTTP and WS alone */
  readonly tls?: TlsIdentity | undefined;
}

export interface Server {
  readonly port: number;
  /** From now on `/health` answers 200. */
  ready(): void;
  /** Stops accepting, ends sockets with 1001, lets requests in flight finish for 2 s. Calling it twice is harmless. */
  close(): Promise<void>;
}

/** A Cognito token inside a base64 object inside a header outgrows Node's default of 16 kB. */
const MAX_HEADER_BYTES = 64 * 1024;
/** Longer than the 60 s after which load balancers and browsers let go, so that they close first. */
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const CLOSE_GRACE_MS = 2000;

/** Guards against clients that open a connection and send a byte now and then. */
export interface ArrivalLimits {
  /** From the first byte of a connection, or of the next request on it, to the end of its headers. */
  readonly headersMs: number;
  /** To the end of its body. */
  readonly requestMs: number;
  /** How often late ones are looked for. */
  readonly everyMs: number;
}

const ARRIVAL_LIMITS: ArrivalLimits = { headersMs: 10_000, requestMs: 30_000, everyMs: 2_000 };

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

/** Resolves once the port listens. @throws SERVER_PORT_IN_USE */
export async function createServer(options: ServerOptions): Promise<Server> {
  let isReady = false;
  const sockets = createSockets(options.realtime);
  const arrival = options.arrival ?? ARRIVAL_LIMITS;
  const http = createHttpServer(
    {
      IncomingMessage: Incoming,
      maxHeaderSize: MAX_HEADER_BYTES,
      keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
      headersTimeout: arrival.headersMs,
      requestTimeout: arrival.requestMs,
      connectionsCheckingInterval: arrival.everyMs,
      noDelay: true,
    },
    createListener(options, () => isReady),
  );
  http.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    refuseConnection(error, socket, options.random.uuid());
  });
  http.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    sockets.upgrade(request, socket, head);
  });
  const dropUndecided =
    options.tls === undefined
      ? () => undefined
      : acceptTlsOn(http, { tls: options.tls, clock: options.clock, patienceMs: arrival.headersMs });
  await listen(http, options.host, options.port);

  let closing: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    isReady = false;
    const closed = new Promise<void>((resolve) => {
      http.close(() => resolve());
    });
    options.realtime.close();
    dropUndecided();
    http.closeIdleConnections();
    const cancel = options.clock.after(CLOSE_GRACE_MS, () => {
      sockets.terminate();
      http.closeAllConnections();
    });
    await closed;
    cancel();
  };

  return {
    port: (http.address() as AddressInfo).port,
    ready: () => void (isReady = true),
    close: () => (closing ??= close()),
  };
}

function createListener(options: ServerOptions, isReady: () => boolean): Listener {
  const graphql = createGraphqlRoute(options);
  const plain = createPlainRoutes(options.routes, options.host, isReady);
  return (request, response) => {
    const url = request.url ?? '/';
    const at = url.indexOf('?');
    const path = at < 0 ? url : url.slice(0, at);
    if (path === '/graphql' || path === '/graphql/') graphql(request, response, path, at < 0 ? '' : url.slice(at + 1));
    else plain(request, response, path).catch((cause: unknown) => answerFault(response, cause, options.log));
  };
}

function listen(http: HttpServer, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (cause: Error & { readonly code?: string }) => reject(toListenError(cause, host, port)));
    http.listen(port, host, () => {
      http.removeAllListeners('error');
      resolve();
    });
  });
}

function toListenError(cause: Error & { readonly code?: string }, host: string, port: number): Error {
  if (cause.code === 'EADDRINUSE') {
    return userError(
      'SERVER_PORT_IN_USE',
      `Port ${port} on ${host} is in use by another process.`,
      `End that process, or choose another port: --port ${port + 1}.`,
      cause,
    );
  }
  return userError(
    'SERVER_CANNOT_LISTEN',
    `The server cannot listen on ${host}:${port}: ${cause.message}.`,
    'Choose an address of this machine with --host and a port above 1023 with --port.',
    cause,
  );
}
