/** A map that forgets what was used longest ago, so that hostile clients cannot make a cache grow without end. */
export class Lru<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #capacity: number;
  readonly #weights: Map<string, number> | undefined;
  readonly #maxWeight: number;
  #weight = 0;

  /** @param maxWeight - of all entries together, by what `set` says each weighs. @default only their number counts */
  constructor(capacity: number, maxWeight?: number) {
    this.#capacity = capacity;
    this.#maxWeight = maxWeight ?? Number.POSITIVE_INFINITY;
    if (maxWeight !== undefined) this.#weights = new Map();
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Makes the entry the youngest. */
  get(key: string): Value | undefined {
    const value = this.#entries.get(key);
    // Most caches never fill up: reordering matters only when something can be evicted.
    if (value !== undefined && (this.#entries.size * 2 > this.#capacity || this.#weight * 2 > this.#maxWeight)) {
      this.#entries.delete(key);
      this.#entries.set(key, value);
    }
    return value;
  }

  set(key: string, value: Value, weight = 0): void {
    this.#forget(key);
    this.#entries.set(key, value);
    this.#weights?.set(key, weight);
    this.#weight += weight;
    while (this.#entries.size > this.#capacity || this.#weight > this.#maxWeight) {
      const oldest = this.#entries.keys().next();
      if (oldest.done === true) return;
      this.#forget(oldest.value);
    }
  }

  #forget(key: string): void {
    this.#entries.delete(key);
    this.#weight -= this.#weights?.get(key) ?? 0;
    this.#weights?.delete(key);
  }
}
