/** Texts with an end, in bounded memory: what was used longest ago leaves first (spec/appsync-resolvers 10.1). */
import type { Clock } from '../../kernel/index.ts';

interface Entry {
  readonly text: string;
  readonly bytes: number;
  readonly expiresAt: number;
}

/** What the map itself needs for an entry, roughly. */
const OVERHEAD_BYTES = 100;

export class ByteStore {
  readonly #entries = new Map<string, Entry>();
  readonly #clock: Clock;
  readonly #maxBytes: number;
  #bytes = 0;

  constructor(clock: Clock, maxBytes: number) {
    this.#clock = clock;
    this.#maxBytes = maxBytes;
  }

  /** Never more than `maxBytes`. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Makes the entry the youngest; one whose time is over is gone. */
  get(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    if (entry.expiresAt <= this.#clock.now()) {
      this.#bytes -= entry.bytes;
      return undefined;
    }
    this.#entries.set(key, entry);
    return entry.text;
  }

  /** A text that is larger than the whole store is not kept. */
  set(key: string, text: string, ttlSeconds: number): void {
    this.delete(key);
    const bytes = Buffer.byteLength(key) + Buffer.byteLength(text) + OVERHEAD_BYTES;
    if (bytes > this.#maxBytes) return;
    this.#entries.set(key, { text, bytes, expiresAt: this.#clock.now() + ttlSeconds * 1000 });
    this.#bytes += bytes;
    for (const oldest of this.#entries.keys()) {
      if (this.#bytes <= this.#maxBytes) return;
      this.delete(oldest);
    }
  }

  /** @returns true when there was an entry that had not ended */
  delete(key: string): boolean {
    const entry = this.#entries.get(key);
    if (entry === undefined) return false;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
    return entry.expiresAt > this.#clock.now();
  }
}
