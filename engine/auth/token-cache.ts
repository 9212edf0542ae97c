/** Remembers what was verified, so that a client's next request costs a look-up instead of an RSA operation. */
export class TokenCache<T> {
  readonly #entries = new Map<string, T>();
  readonly #capacity: number;

  /** @param capacity - entries kept; the oldest leaves first */
  constructor(capacity = 1000) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(token: string): T | undefined {
    return this.#entries.get(token);
  }

  set(token: string, value: T): void {
    if (this.#entries.size >= this.#capacity) {
      const oldest = this.#entries.keys().next();
      if (oldest.done !== true) this.#entries.delete(oldest.value);
    }
    this.#entries.set(token, value);
  }
}
