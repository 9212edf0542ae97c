/** A peer that keeps no rule of the protocol: it says which bytes it sends, and answers no ping. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { encode, HEADER, type Engine } from './realtime-under-test.ts';

const OPCODE = { text: 0x1, close: 0x8 } as const;

interface Frame {
  readonly opcode: number;
  readonly body: Buffer;
}

/** Server frames: short or 16-bit lengths, never masked. */
function readFrames(bytes: Buffer): readonly Frame[] {
  const frames: Frame[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const short = bytes.readUInt8(at + 1);
    const from = at + (short === 126 ? 4 : 2);
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    frames.push({ opcode: bytes.readUInt8(at) & 0x0f, body: bytes.subarray(from, from + length) });
    at = from + length;
  }
  return frames;
}

/** A client frame, masked with zeros. */
export function frame(first: number, body: Buffer | string): Buffer {
  const bytes = Buffer.from(body);
  const length = bytes.length < 126 ? [0x80 | bytes.length] : [0x80 | 126, bytes.length >> 8, bytes.length & 0xff];
  return Buffer.concat([Buffer.from([first, ...length, 0, 0, 0, 0]), bytes]);
}

const peers: RawPeer[] = [];

export function destroyPeers(): void {
  for (const { socket } of peers.splice(0)) socket.destroy();
}

export class RawPeer {
  readonly socket: Socket;
  readonly ended: Promise<unknown>;
  #received = Buffer.alloc(0);
  #wake: () => void = () => undefined;

  private constructor(socket: Socket) {
    this.socket = socket;
    peers.push(this);
    this.ended = once(socket, 'close');
    socket.on('error', () => undefined);
    socket.on('data', (part: Buffer) => {
      this.#received = Buffer.concat([this.#received, part]);
      this.#wake();
    });
    socket.on('close', () => this.#wake());
  }

  /** Resolves when the answer to the upgrade is there. */
  static async open(
    { server }: Engine,
    protocols = `graphql-ws, ${encode(HEADER)}`,
    path = '/graphql',
  ): Promise<RawPeer> {
    const socket = connect(server.port, '127.0.0.1');
    const peer = new RawPeer(socket);
    await once(socket, 'connect');
    socket.write(
      `GET ${path} HTTP/1.1\r\nhost: localhost\r\nconnection: Upgrade\r\nupgrade: websocket\r\nsec-websocket-version: 13\r\n` +
        `sec-websocket-key: ${Buffer.alloc(16).toString('base64')}\r\nsec-websocket-protocol: ${protocols}\r\n\r\n`,
    );
    while (!peer.#received.includes('\r\n\r\n') && !socket.destroyed) await peer.#more();
    return peer;
  }

  get head(): string {
    return this.#received.toString('latin1', 0, this.#received.indexOf('\r\n\r\n'));
  }

  /** The messages of the server so far. */
  get messages(): readonly unknown[] {
    return this.#frames()
      .filter(({ opcode }) => opcode === OPCODE.text)
      .map(({ body }) => JSON.parse(body.toString('utf8')) as unknown);
  }

  get closeCode(): number | undefined {
    return this.#frames()
      .find(({ opcode }) => opcode === OPCODE.close)
      ?.body.readUInt16BE(0);
  }

  send(message: object): void {
    this.socket.write(frame(0x81, JSON.stringify(message)));
  }

  async untilMessages(count: number): Promise<readonly unknown[]> {
    while (this.messages.length < count && !this.socket.destroyed) await this.#more();
    return this.messages;
  }

  #frames(): readonly Frame[] {
    const from = this.#received.indexOf('\r\n\r\n') + 4;
    return readFrames(this.#received.subarray(from));
  }

  #more(): Promise<void> {
    return new Promise((resolve) => (this.#wake = resolve));
  }
}
