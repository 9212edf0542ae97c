/** WebSocket upgrades on the realtime paths. The upgrade itself always succeeds (spec/appsync-edge 0.4); the protocol says the rest. */
import type { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, ServerOptions, WebSocket } from 'ws';
import type { RealtimePort } from './ports.ts';
import { toRequestHeaders } from './request-headers.ts';
import { OutboxTurn, SocketOutbox } from './socket-outbox.ts';

type Transport = Parameters<RealtimePort['connect']>[1];

const SUBPROTOCOL = 'graphql-ws';
const MAX_MESSAGE_BYTES = 1024 * 1024;
/** How long a peer has to answer a closing handshake. */
const CLOSE_TIMEOUT_MS = 5000;
/** A trailing slash in a client's endpoint leaves a double one here (7.1). */
const PATHS = new Set(['/graphql', '/graphql/', '/graphql/realtime', '/graphql//realtime', '/graphql/realtime/']);

export interface Sockets {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Drops what is still open. */
  terminate(): void;
}

export function createSockets(realtime: RealtimePort): Sockets {
  // The typings of `ws` do not know its `closeTimeout` yet.
  const options: ServerOptions & { readonly closeTimeout: number } = {
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    closeTimeout: CLOSE_TIMEOUT_MS,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  };
  const server = new WebSocketServer(options);
  const turn = new OutboxTurn();
  // Node forgets a socket once it is upgraded: neither its time limits nor its close know of it any more.
  const upgraded = new Set<Duplex>();

  return {
    upgrade(request, socket, head) {
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      const [path = '', query = ''] = (request.url ?? '').split('?', 2);
      if (!PATHS.has(path)) {
        // A peer that does not close its end shall not keep the socket.
        socket.once('finish', () => socket.destroy());
        socket.end('HTTP/1.1 404 Not Found\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      const offered = protocolsOf(request);
      namePlainProtocols(request, offered);
      const handshake = {
        protocols: offered,
        query,
        headers: toRequestHeaders(request),
        sourceIp: request.socket.remoteAddress ?? '',
      };
      server.handleUpgrade(request, socket, head, (webSocket) => adopt(realtime, handshake, webSocket, socket, turn));
    },
    terminate() {
      for (const client of server.clients) client.terminate();
      for (const socket of upgraded) socket.destroy();
    },
  };
}

type Handshake = Parameters<RealtimePort['connect']>[0];

function adopt(
  realtime: RealtimePort,
  handshake: Handshake,
  webSocket: WebSocket,
  socket: Duplex,
  turn: OutboxTurn,
): void {
  const { protocols } = handshake;
  const isForeign = protocols.some((protocol) => !protocol.startsWith('header-')) && !protocols.includes(SUBPROTOCOL);
  if (isForeign) {
    webSocket.on('error', () => undefined);
    webSocket.terminate();
    return;
  }
  const session = realtime.connect(handshake, toTransport(webSocket, socket, new SocketOutbox(socket, turn)));
  webSocket.on('message', (data, isBinary) => {
    if (!isBinary) session.receive(toText(data));
  });
  // `ws` reports a broken frame or a reset here, and has answered it with its close code: nothing more is sent to such a peer.
  webSocket.on('error', () => session.closed());
  webSocket.on('close', () => session.closed());
}

function toTransport(webSocket: WebSocket, socket: Duplex, outbox: SocketOutbox): Transport {
  return {
    send(bytes) {
      if (webSocket.readyState === webSocket.OPEN) outbox.push(bytes);
    },
    close(code, reason) {
      if (webSocket.readyState === webSocket.OPEN) outbox.flush();
      webSocket.close(code, reason);
    },
    terminate: () => webSocket.terminate(),
    bufferedBytes: () => outbox.bytes,
    ping() {
      if (webSocket.readyState === webSocket.OPEN) webSocket.ping();
    },
    bytesRead: () => (socket instanceof Socket ? socket.bytesRead : 0),
  };
}

function protocolsOf(request: IncomingMessage): readonly string[] {
  const header = request.headers['sec-websocket-protocol'] ?? '';
  return header
    .split(',')
    .map((protocol) => protocol.trim())
    .filter((protocol) => protocol !== '');
}

/** `ws` answers 400 to an entry that is no token, as plain base64 with its `/` and `=` is, and to one that comes twice. */
function namePlainProtocols({ headers }: IncomingMessage, offered: readonly string[]): void {
  const plain = new Set(offered.filter((protocol) => !protocol.startsWith('header-')));
  if (plain.size === 0) delete headers['sec-websocket-protocol'];
  else headers['sec-websocket-protocol'] = [...plain].join();
}

function toText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return (data instanceof ArrayBuffer ? Buffer.from(data) : data).toString('utf8');
}
