/** How often one request found an answer in the cache: what AppSync reports as the metrics `CacheHit` and `CacheMiss` (10.6). */
export class CacheCounts {
  readonly #hits = new Map<string, number>();
  readonly #misses = new Map<string, number>();

  /** @param of - `Type.field`, or the operation's name */
  count(of: string, isHit: boolean): void {
    const counts = isHit ? this.#hits : this.#misses;
    counts.set(of, (counts.get(of) ?? 0) + 1);
  }

  get isEmpty(): boolean {
    return this.#hits.size === 0 && this.#misses.size === 0;
  }

  toFields(): {
    readonly CacheHit: Readonly<Record<string, number>>;
    readonly CacheMiss: Readonly<Record<string, number>>;
  } {
    return { CacheHit: Object.fromEntries(this.#hits), CacheMiss: Object.fromEntries(this.#misses) };
  }
}
