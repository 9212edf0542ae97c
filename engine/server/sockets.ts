/** WebSocket upgrades on the realtime paths. The upgrade itself always succeeds (spec/appsync-edge 0.4); the protocol says the rest. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { RealtimePort } from './ports.ts';
import { toRequestHeaders } from './request-headers.ts';

const SUBPROTOCOL = 'graphql-ws';
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** A trailing slash in a client's endpoint leaves a double one here (7.1). */
const PATHS = new Set(['/graphql', '/graphql/', '/graphql/realtime', '/graphql//realtime', '/graphql/realtime/']);

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Drops what is still open. */
  terminate(): void;
}

export function createSockets(realtime: RealtimePort): Sockets {
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });

  return {
    upgrade(request, socket, head) {
      const [path = '', query = ''] = (request.url ?? '').split('?', 2);
      if (!PATHS.has(path)) {
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (webSocket) => adopt(realtime, request, webSocket, query));
    },
    terminate() {
      for (const client of server.clients) client.terminate();
    },
  };
}

function adopt(realtime: RealtimePort, request: IncomingMessage, webSocket: WebSocket, query: string): void {
  const protocols = protocolsOf(request);
  // `ws` reports a broken frame or a reset here and then closes; without a listener it would end the process.
  webSocket.on('error', () => webSocket.terminate());
  const isForeign = protocols.some((protocol) => !protocol.startsWith('header-')) && !protocols.includes(SUBPROTOCOL);
  if (isForeign) {
    webSocket.terminate();
    return;
  }
  const session = realtime.connect(
    {
      protocols,
      query,
      headers: toRequestHeaders(request.rawHeaders),
      sourceIp: request.socket.remoteAddress ?? '',
    },
    {
      send: (text) => webSocket.send(text),
      close: (code, reason) => webSocket.close(code, reason),
      terminate: () => webSocket.terminate(),
      bufferedBytes: () => webSocket.bufferedAmount,
    },
  );
  webSocket.on('message', (data, isBinary) => {
    if (!isBinary) session.receive(toText(data));
  });
  webSocket.on('close', () => session.closed());
}

function protocolsOf(request: IncomingMessage): readonly string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
