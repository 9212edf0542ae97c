/** What a connection carries, as Node hands it out. */
import { IncomingMessage } from 'node:http';

const UPGRADE = Symbol('upgrade');

/**
 * Only a WebSocket leaves HTTP. Any other `Upgrade` is an offer that a server may pass over (RFC 9110 7.8): `curl --http2` and Java's
 * client make one with every first request, and want their answer. Node asks this member once the headers are read.
 */
export class Incoming extends IncomingMessage {
  [UPGRADE]?: boolean | null;

  get upgrade(): boolean {
    if (this[UPGRADE] !== true) return false;
    return this.method === 'CONNECT' || (this.method === 'GET' && /\bwebsocket\b/i.test(this.headers.upgrade ?? ''));
  }

  set upgrade(asked: boolean | null) {
    this[UPGRADE] = asked;
  }
}
