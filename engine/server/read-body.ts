import type { IncomingMessage } from 'node:http';

export const MAX_BODY_BYTES = 1024 * 1024;

/** `too-large` as soon as that is known; `aborted` when the client went away. The rest of such a body is not kept. */
export type Body = Buffer | 'too-large' | 'aborted';

/** @param done - called once */
export function takeBody(request: IncomingMessage, done: (body: Body) => void): void {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) {
    done('too-large');
    return;
  }
  const reader = new BodyReader(done);
  request.on('data', (chunk: Buffer) => reader.add(chunk));
  request.on('end', () => reader.end());
  request.on('error', () => reader.finish('aborted'));
  request.on('close', () => reader.finish('aborted'));
}

/** A class: functions made for each request would show on the hot path. */
class BodyReader {
  readonly #chunks: Buffer[] = [];
  readonly #done: (body: Body) => void;
  #length = 0;
  #isDone = false;

  constructor(done: (body: Body) => void) {
    this.#done = done;
  }

  add(chunk: Buffer): void {
    this.#length += chunk.length;
    if (this.#length > MAX_BODY_BYTES) this.finish('too-large');
    else this.#chunks.push(chunk);
  }

  end(): void {
    const [only] = this.#chunks;
    this.finish(this.#chunks.length === 1 && only !== undefined ? only : Buffer.concat(this.#chunks));
  }

  finish(body: Body): void {
    if (this.#isDone) return;
    this.#isDone = true;
    this.#done(body);
  }
}

export function readBody(request: IncomingMessage): Promise<Body> {
  return new Promise((resolve) => takeBody(request, resolve));
}
