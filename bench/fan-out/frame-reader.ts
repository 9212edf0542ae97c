/**
 * Counts the text frames of one socket without reading them: a client that parses would be the limit instead of the server. All
 * sockets share one read buffer, so nothing is allocated for a frame.
 */
import { connect, type Socket } from 'node:net';

/** Acknowledgements and keep-alives are shorter, events longer. */
const EVENT_BYTES = 100;
const MAX_HEADER_BYTES = 10;
const TEXT_FRAME = 0x81;

const shared = Buffer.allocUnsafe(256 * 1024);

export interface FrameSocket {
  send(text: string): void;
  end(): void;
}

export interface FrameEvents {
  /** A frame shorter than an event. */
  onShort(): void;
  onEvent(): void;
  onBytes(count: number): void;
  onEnd(): void;
}

/** Server frames are never masked: two bytes, then a length of 0, 2 or 8 bytes. */
class FrameCounter {
  readonly #events: FrameEvents;
  readonly #header = Buffer.alloc(MAX_HEADER_BYTES);
  #headerBytes = 0;
  /** Of the frame that has begun. */
  #left = 0;

  constructor(events: FrameEvents) {
    this.#events = events;
  }

  read(bytes: Buffer, from: number, to: number): void {
    let at = from;
    while (at < to) {
      if (this.#left > 0) {
        const taken = Math.min(this.#left, to - at);
        this.#left -= taken;
        at += taken;
        continue;
      }
      this.#header[this.#headerBytes++] = bytes[at++] ?? 0;
      const length = this.#length();
      if (length === null) continue;
      this.#headerBytes = 0;
      this.#left = length;
      if (this.#header[0] !== TEXT_FRAME) continue;
      if (length >= EVENT_BYTES) this.#events.onEvent();
      else this.#events.onShort();
    }
  }

  /** Null until the header is whole. */
  #length(): number | null {
    if (this.#headerBytes < 2) return null;
    const short = this.#header[1] ?? 0;
    if (short < 126) return short;
    if (short === 126) return this.#headerBytes < 4 ? null : this.#header.readUInt16BE(2);
    return this.#headerBytes < MAX_HEADER_BYTES ? null : Number(this.#header.readBigUInt64BE(2));
  }
}

/** Resolves when the upgrade is complete. */
export function openFrameSocket(port: number, protocols: string, events: FrameEvents): Promise<FrameSocket> {
  return new Promise((resolve, reject) => {
    const counter = new FrameCounter(events);
    let isOpen = false;
    const read = (count: number): boolean => {
      events.onBytes(count);
      if (isOpen) {
        counter.read(shared, 0, count);
        return true;
      }
      const head = shared.toString('latin1', 0, count);
      const end = head.indexOf('\r\n\r\n');
      if (!head.startsWith('HTTP/1.1 101') || end < 0) reject(new Error(`no upgrade: ${head.slice(0, 200)}`));
      isOpen = true;
      resolve({ send: (text) => void socket.write(clientFrame(text)), end: () => void socket.destroy() });
      counter.read(shared, end + 4, count);
      return true;
    };
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      noDelay: true,
      onread: { buffer: shared, callback: read },
    });
    socket.on('error', reject);
    socket.on('close', () => events.onEnd());
    socket.write(
      `GET /graphql HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\nconnection: Upgrade\r\nupgrade: websocket\r\n` +
        `sec-websocket-version: 13\r\nsec-websocket-key: ${Buffer.alloc(16, 1).toString('base64')}\r\n` +
        `sec-websocket-protocol: ${protocols}\r\n\r\n`,
    );
  });
}

/** Masked with zeros, which changes nothing. */
function clientFrame(text: string): Buffer {
  const body = Buffer.from(text);
  const isShort = body.length < 126;
  const header = Buffer.alloc(isShort ? 6 : 8);
  header[0] = TEXT_FRAME;
  header[1] = 0x80 | (isShort ? body.length : 126);
  if (!isShort) header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, body]);
}
