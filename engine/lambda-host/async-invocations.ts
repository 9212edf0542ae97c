/** `Event` invocations: answered at once, run behind, tried again as Lambda's asynchronous queue does. */
import type { Clock, InvokeOutcome, Log } from '../kernel/index.ts';

/** Lambda waits a minute before the first retry and two before the second. */
const RETRY_DELAYS_MS: readonly number[] = [60_000, 120_000];
/** A throttled event goes back to the queue: from 1 s up to 5 min between attempts, for up to 6 hours. */
const MAX_THROTTLE_DELAY_MS = 300_000;
const MAX_AGE_MS = 21_600_000;

export interface AsyncInvocationsOptions {
  readonly clock: Clock;
  readonly log: Log;
}

interface Pending {
  readonly functionName: string;
  readonly run: () => Promise<InvokeOutcome>;
  readonly acceptedAt: number;
}

export class AsyncInvocations {
  readonly #options: AsyncInvocationsOptions;
  readonly #cancels = new Set<() => void>();

  constructor(options: AsyncInvocationsOptions) {
    this.#options = options;
  }

  /** @param run - one attempt; called again for each retry, with the same request id */
  accept(functionName: string, run: () => Promise<InvokeOutcome>): void {
    void this.#attempt({ functionName, run, acceptedAt: this.#options.clock.now() }, 0, 0);
  }

  /** Drops what waits for a retry. */
  stop(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  async #attempt(pending: Pending, retries: number, throttles: number): Promise<void> {
    const outcome = await pending.run();
    if (outcome.ok) return;
    const { log, clock } = this.#options;
    const { functionName } = pending;
    const isThrottled = outcome.reason === 'throttled';
    const delayMs = isThrottled ? Math.min(1000 * 2 ** throttles, MAX_THROTTLE_DELAY_MS) : RETRY_DELAYS_MS[retries];
    if (delayMs === undefined || clock.now() + delayMs - pending.acceptedAt > MAX_AGE_MS) {
      log.error('an asynchronous invocation is dropped', { functionName, retries, ...describe(outcome) });
      return;
    }
    log.warn('an asynchronous invocation will be tried again', { functionName, delayMs, ...describe(outcome) });
    const cancel = clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      void this.#attempt(pending, isThrottled ? retries : retries + 1, isThrottled ? throttles + 1 : throttles);
    });
    this.#cancels.add(cancel);
  }
}

function describe({ errorType, errorMessage }: Extract<InvokeOutcome, { ok: false }>) {
  return { errorType, errorMessage };
}
