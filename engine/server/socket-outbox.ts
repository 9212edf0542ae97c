/**
 * What one turn of the event loop has for one socket, written at once: a system call costs more than the rest of a delivery. Frames
 * are built here instead of by `ws`, since server frames are not masked and thousands of them differ in an id only.
 */
import type { Duplex } from 'node:stream';

/** FIN and opcode 1: a whole text message (RFC 6455, 5.2). */
const TEXT_FRAME = String.fromCharCode(0x81);
/** More than this is not held back until the end of the turn. */
const FLUSH_AT_BYTES = 64 * 1024;

/** Length bytes of a frame: one, or a mark and two or eight. */
function lengthBytes(length: number): string {
  if (length < 126) return String.fromCharCode(length);
  if (length < 65_536) return String.fromCharCode(126, length >> 8, length & 0xff);
  return String.fromCharCode(
    127,
    0,
    0,
    0,
    0,
    (length >>> 24) & 0xff,
    (length >>> 16) & 0xff,
    (length >>> 8) & 0xff,
    length & 0xff,
  );
}

/** Shared by all sockets of a server. */
export class OutboxTurn {
  #waiting: SocketOutbox[] = [];
  /** An event has the same length for most subscribers. */
  #headOf = { length: -1, head: '' };

  add(outbox: SocketOutbox): void {
    // After the poll phase: events of several requests that came together leave in one write.
    if (this.#waiting.push(outbox) === 1) setImmediate(() => this.#flush());
  }

  frameHead(length: number): string {
    if (this.#headOf.length !== length) this.#headOf = { length, head: TEXT_FRAME + lengthBytes(length) };
    return this.#headOf.head;
  }

  #flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const outbox of waiting) outbox.flush();
  }
}

export class SocketOutbox {
  readonly #socket: Duplex;
  readonly #turn: OutboxTurn;
  #pending = '';

  constructor(socket: Duplex, turn: OutboxTurn) {
    this.#socket = socket;
    this.#turn = turn;
  }

  /** Not yet taken by the system. */
  get bytes(): number {
    return this.#socket.writableLength + this.#pending.length;
  }

  /** @param bytes - UTF-8, one character a byte */
  push(bytes: string): void {
    if (this.#pending === '') this.#turn.add(this);
    this.#pending += this.#turn.frameHead(bytes.length) + bytes;
    if (this.#pending.length >= FLUSH_AT_BYTES) this.flush();
  }

  flush(): void {
    const pending = this.#pending;
    if (pending === '') return;
    this.#pending = '';
    if (this.#socket.writable) this.#socket.write(pending, 'latin1');
  }
}
