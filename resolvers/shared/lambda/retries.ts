/** Retries after a conflict, spread in time so that those who met do not meet again. */
import type { Clock } from './clock.ts';
import type { Randomness } from './randomness.ts';

export interface RetryPolicy {
  /** All attempts, the first one included. */
  readonly attempts: number;
  /** Ceiling of the first wait; it doubles each time. */
  readonly baseMs: number;
}

export type Try<T> = { readonly done: true; readonly value: T } | { readonly done: false };

/**
 * Repeats until the work is done or the attempts are used up.
 * @param attempt gets 1, 2, 3 …; an error that it throws ends the retries
 * @returns null when no attempt was done
 */
export async function retried<T>(
  policy: RetryPolicy,
  time: { readonly clock: Clock; readonly randomness: Randomness },
  attempt: (number: number) => Promise<Try<T>>,
): Promise<T | null> {
  for (let number = 1; number <= policy.attempts; number += 1) {
    const outcome = await attempt(number);
    if (outcome.done) return outcome.value;
    // "Full jitter": anything from nothing to the ceiling keeps callers apart better than a fixed wait.
    const ceilingMs = policy.baseMs * 2 ** (number - 1);
    if (number < policy.attempts) await time.clock.pause(Math.floor(time.randomness.number() * ceilingMs));
  }
  return null;
}
