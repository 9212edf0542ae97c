/** Everything that is not GraphQL: health, outputs, further JSON documents, and the static folder. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { FOREIGN_NAME, isOwnName } from './own-name.ts';
import { LOOPBACK_ORIGIN, createServiceRoute } from './service-route.ts';
import type { ServicePort } from './service-route.ts';
import { createFileRoute } from './static-files.ts';

export interface ServerRoutes {
  /** Asked at each `GET /outputs.json`, so that tokens in it are fresh. */
  readonly outputs?: () => unknown;
  /** Further documents by path, such as a user pool's key set. */
  readonly documents?: Readonly<Record<string, () => unknown>>;
  /** Plain texts by path, such as a certificate. Everybody may read them. */
  readonly texts?: Readonly<Record<string, { readonly type: string; readonly text: string }>>;
  /** What takes a POST beside GraphQL, by path, such as a user pool. A slash at the end of the path makes no difference. */
  readonly services?: Readonly<Record<string, ServicePort>>;
  /** Served at `/`. @default one line of text */
  readonly siteFolder?: string | undefined;
}

export type PlainRoute = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;

/** Hands out tokens and keys of every persona. */
const OUTPUTS = '/outputs.json';

const NO_SITE = 'GraphQL is served by POST /graphql.\n';

export function createPlainRoutes(routes: ServerRoutes, host: string, isReady: () => boolean): PlainRoute {
  const serveFile = routes.siteFolder === undefined ? null : createFileRoute(routes.siteFolder);
  const documents = new Map(Object.entries(routes.documents ?? {}));
  if (routes.outputs !== undefined) documents.set(OUTPUTS, routes.outputs);

  const services = createServiceRoute(routes.services ?? {});
  const texts = new Map(Object.entries(routes.texts ?? {}));

  return async (request, response, path) => {
    const isGuarded = path === OUTPUTS || services.has(path);
    if (isGuarded && !isOwnName(request.headers.host, host)) {
      sendJson(request, response, 403, FOREIGN_NAME);
      return;
    }
    if (await services.serve(request, response, path)) return;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      sendJson(request, response, 405, { message: 'Method not allowed' });
      return;
    }
    const document = documents.get(path);
    const text = texts.get(path);
    if (path === '/health') sendHealth(request, response, isReady());
    else if (document !== undefined) sendJson(request, response, 200, await document());
    else if (text !== undefined) sendText(response, text.text, text.type);
    else if (serveFile !== null && (await serveFile(request, response, path))) return;
    else if (serveFile === null && path === '/') sendText(response, NO_SITE);
    else sendJson(request, response, 404, { message: `Nothing is served at ${path}` });
  };
}

function sendHealth(request: IncomingMessage, response: ServerResponse, isReady: boolean): void {
  sendJson(request, response, isReady ? 200 : 503, { status: isReady ? 'ready' : 'starting' });
}

function sendJson(request: IncomingMessage, response: ServerResponse, status: number, value: unknown): void {
  const text = JSON.stringify(value);
  const { origin } = request.headers;
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    // Outputs hold tokens: pages of this machine may read them, a page from elsewhere may not.
    ...(origin !== undefined && LOOPBACK_ORIGIN.test(origin) && { 'access-control-allow-origin': origin }),
    vary: 'origin',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

function sendText(response: ServerResponse, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(200, { 'content-type': type });
  response.end(text);
}
