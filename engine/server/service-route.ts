/** Services that are neither GraphQL nor files: a POST with a small body, one answer, read by pages of this machine alone. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHeaders } from '../kernel/index.ts';
import { readBody } from './read-body.ts';
import { toRequestHeaders } from './request-headers.ts';

export type ServicePort = (request: {
  readonly headers: RequestHeaders;
  readonly body: Uint8Array;
}) => Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }>;

/** What these routes hand out opens demo data, so a page from elsewhere must not read it. */
export const LOOPBACK_ORIGIN = /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/;

export interface ServiceRoute {
  has(path: string): boolean;
  /** @returns whether the path was one of a service, and is answered */
  serve(request: IncomingMessage, response: ServerResponse, path: string): Promise<boolean>;
}

export function createServiceRoute(services: Readonly<Record<string, ServicePort>>): ServiceRoute {
  const byPath = new Map(Object.entries(services));
  const find = (path: string) => byPath.get(path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path);
  const serve: ServiceRoute['serve'] = async (request, response, path) => {
    const service = find(path);
    if (service === undefined || (request.method !== 'POST' && request.method !== 'OPTIONS')) return false;
    const shared = accessHeaders(request);
    if (request.method === 'OPTIONS') {
      response.writeHead(200, shared).end();
      return true;
    }
    const body = await readBody(request);
    if (body === 'aborted') return true;
    if (body === 'too-large') {
      response.writeHead(413, { ...shared, connection: 'close' }).end();
      return true;
    }
    const answer = await service({ headers: toRequestHeaders(request), body });
    response.writeHead(answer.status, {
      ...shared,
      ...answer.headers,
      'content-length': Buffer.byteLength(answer.body),
      'cache-control': 'no-store',
    });
    response.end(answer.body);
    return true;
  };
  return { has: (path) => find(path) !== undefined, serve };
}

function accessHeaders(request: IncomingMessage): Record<string, string> {
  const { origin } = request.headers;
  if (origin === undefined || !LOOPBACK_ORIGIN.test(origin)) return { vary: 'origin' };
  return {
    vary: 'origin',
    'access-control-allow-origin': origin,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
    'access-control-expose-headers': 'x-amzn-errortype,x-amzn-errormessage,x-amzn-requestid',
  };
}
