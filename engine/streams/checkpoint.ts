/** Follows which records of a shard are handled, although lanes finish out of order. */
export class Checkpoint {
  readonly #open: { readonly sequenceNumber: string; isDone: boolean }[] = [];
  readonly #byNumber = new Map<string, { isDone: boolean }>();
  readonly #advance: (sequenceNumber: string) => void;

  /** @param advance - told the last record before which nothing is open */
  constructor(advance: (sequenceNumber: string) => void) {
    this.#advance = advance;
  }

  /** Records that are read and not yet handled. */
  get openCount(): number {
    return this.#byNumber.size;
  }

  /** In stream order. */
  opened(sequenceNumber: string): void {
    const entry = { sequenceNumber, isDone: false };
    this.#open.push(entry);
    this.#byNumber.set(sequenceNumber, entry);
  }

  /** Handled, filtered out, or sent to the failure destination. */
  done(sequenceNumbers: readonly string[]): void {
    for (const sequenceNumber of sequenceNumbers) {
      const entry = this.#byNumber.get(sequenceNumber);
      if (entry !== undefined) entry.isDone = true;
      this.#byNumber.delete(sequenceNumber);
    }
    const stillOpen = this.#open.findIndex((entry) => !entry.isDone);
    const passed = this.#open.splice(0, stillOpen < 0 ? this.#open.length : stillOpen);
    const last = passed.at(-1);
    if (last !== undefined) this.#advance(last.sequenceNumber);
  }
}
