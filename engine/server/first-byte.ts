/**
 * One port for both: the first byte of a connection tells TLS (0x16, a handshake record) from plain HTTP (spec/appsync-edge 0.1).
 * What TLS decrypts goes to the same HTTP server as plain connections, so every limit of that server holds for both.
 */
import type { Server as HttpServer } from 'node:http';
import type { Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { Clock } from '../kernel/index.ts';

export interface TlsIdentity {
  /** Both as PEM. */
  readonly key: string;
  readonly cert: string;
}

export interface FirstByteOptions {
  readonly tls: TlsIdentity;
  readonly clock: Clock;
  /** How long a client may take for its first byte, and again for its TLS handshake. */
  readonly patienceMs: number;
}

const TLS_HANDSHAKE = 0x16;

/** Puts itself before the server's own connection handler. @returns drops the connections that no handler has yet */
export function acceptTlsOn(http: HttpServer, { tls, clock, patienceMs }: FirstByteOptions): () => void {
  const [plain] = http.listeners('connection');
  http.removeAllListeners('connection');
  const undecided = new Undecided(clock, patienceMs);

  const secure = createTlsServer({
    ...tls,
    ALPNProtocols: ['http/1.1'],
    minVersion: 'TLSv1.2',
    handshakeTimeout: patienceMs,
  });
  secure.on('secureConnection', (decrypted) => {
    undecided.settle(decrypted);
    decrypted.allowHalfOpen = true;
    plain?.call(http, decrypted);
  });
  // A client that does not trust the certificate, or gives up. Nothing was asked, so there is nobody to tell.
  secure.on('tlsClientError', (_error, socket) => socket.destroy());

  http.on('connection', (socket: Socket) => {
    undecided.add(socket);
    const drop = (): void => void socket.destroy();
    socket.on('error', drop);
    socket.once('readable', () => {
      const first = socket.read() as Buffer | null;
      if (first === null) {
        // The client ended before it began: the server keeps half-open sockets, so this one is ended here.
        drop();
        return;
      }
      socket.unshift(first);
      if (first[0] === TLS_HANDSHAKE) {
        // Within the handshake an end is the end; the decrypted side may be half open again, as plain connections are.
        socket.allowHalfOpen = false;
        secure.emit('connection', socket);
        return;
      }
      socket.off('error', drop);
      undecided.settle(socket);
      plain?.call(http, socket);
    });
  });
  return () => undecided.drop();
}

/** Connections of which nobody knows yet what they will speak. Named by their peer, which TLS and the socket below it share. */
class Undecided {
  readonly #clock: Clock;
  readonly #patienceMs: number;
  readonly #byPeer = new Map<string, { readonly socket: Socket; readonly cancel: () => void }>();

  constructor(clock: Clock, patienceMs: number) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
  }

  add(socket: Socket): void {
    const peer = peerOf(socket);
    const cancel = this.#clock.after(this.#patienceMs, () => socket.destroy());
    this.#byPeer.set(peer, { socket, cancel });
    socket.once('close', () => {
      // The system may have given the peer's name to its next connection already.
      if (this.#byPeer.get(peer)?.socket === socket) this.#forget(peer);
    });
  }

  settle(socket: Socket): void {
    this.#forget(peerOf(socket));
  }

  drop(): void {
    for (const { socket } of this.#byPeer.values()) socket.destroy();
  }

  #forget(peer: string): void {
    this.#byPeer.get(peer)?.cancel();
    this.#byPeer.delete(peer);
  }
}

const peerOf = (socket: Socket): string => `${socket.remoteAddress ?? ''} ${socket.remotePort ?? 0}`;
