/** A quota of so many a second, with room for a burst: a bucket that fills while nobody takes. */
import type { Clock } from '../kernel/index.ts';

/** The service's bursts are not documented: ten seconds' worth lets a crowd come back at once, and stops a loop. */
const BURST_SECONDS = 10;

export class RateLimit {
  readonly #perSecond: number;
  readonly #clock: Pick<Clock, 'now'>;
  #left: number;
  #filledAt: number;

  constructor(perSecond: number, clock: Pick<Clock, 'now'>) {
    this.#perSecond = perSecond;
    this.#clock = clock;
    this.#left = perSecond * BURST_SECONDS;
    this.#filledAt = clock.now();
  }

  /** @returns false when the quota is used up */
  take(): boolean {
    const now = this.#clock.now();
    const filled = (Math.max(0, now - this.#filledAt) / 1000) * this.#perSecond;
    this.#left = Math.min(this.#perSecond * BURST_SECONDS, this.#left + filled);
    this.#filledAt = now;
    if (this.#left < 1) return false;
    this.#left -= 1;
    return true;
  }
}
