/** Remembers what was verified, so that a client's next request costs a look-up instead of an RSA operation or a function. */
import { Lru } from '../kernel/index.ts';

/** Longer tokens are checked each time: nobody sends such, but whoever wants to fill our memory. */
const MAX_TOKEN_CHARACTERS = 16_384;
/** Of all tokens and what is kept for them. */
const MAX_BYTES = 32 * 1_048_576;

export class TokenCache<T> {
  readonly #entries: Lru<T>;

  /** @param capacity - entries kept; what was used longest ago leaves first, so that wrong tokens do not push out those in use */
  constructor(capacity = 1000, maxBytes = MAX_BYTES) {
    this.#entries = new Lru(capacity, maxBytes);
  }

  get size(): number {
    return this.#entries.size;
  }

  get(token: string): T | undefined {
    return this.#entries.get(token);
  }

  /** @param bytes - of the value, where it may be large */
  set(token: string, value: T, bytes = 0): void {
    if (token.length <= MAX_TOKEN_CHARACTERS) this.#entries.set(token, value, token.length + bytes);
  }
}
