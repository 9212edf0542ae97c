/** The HTTP server alone, and a client that shows every byte. */
import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { createLog, systemClock, systemRandom } from '../../engine/kernel/index.ts';
import { createServer } from '../../engine/server/index.ts';
import type { Server, ServerOptions } from '../../engine/server/index.ts';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Record<string, string | string[]>;
  readonly body?: string | Buffer;
}

const servers: Server[] = [];

/** Ends every server that `serve` started. */
export async function closeServers(): Promise<void> {
  await Promise.all(servers.splice(0).map((server) => server.close()));
}

/** A server on a port that the system picks; every port of it says yes. */
export async function serve(change: Partial<ServerOptions> = {}): Promise<Server> {
  const server = await createServer({
    host: '127.0.0.1',
    port: 0,
    graphql: () => Promise.resolve({ status: 200, body: { data: { ok: true } } }),
    authenticate: ({ headers }) =>
      Promise.resolve(
        headers['x-api-key'] === 'bad'
          ? {
              ok: false,
              status: 401,
              errorType: 'UnauthorizedException',
              message: 'You are not authorized to make this call.',
            }
          : { ok: true, caller: { mode: 'API_KEY', identity: null, groups: [] } },
      ),
    realtime: { connect: () => ({ receive: () => undefined, closed: () => undefined }), close: () => undefined },
    routes: {},
    log: createLog('silent'),
    clock: systemClock,
    random: systemRandom,
    ...change,
  });
  servers.push(server);
  return server;
}

export function ask(server: Server, path: string, { method = 'GET', headers = {}, body }: Ask = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: server.port, host: '127.0.0.1', path, method, headers, agent: false },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const bytes = Buffer.concat(chunks);
          resolve({ status: response.statusCode ?? 0, headers: response.headers, bytes, text: bytes.toString() });
        });
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

export const post = (server: Server, body: string | Buffer, headers = {}): Promise<Reply> =>
  ask(server, '/graphql', { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body });
export const QUERY = '{"query":"{ ok }"}';
