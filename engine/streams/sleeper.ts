import type { Clock } from '../kernel/index.ts';

/** Waits that end early: by `wake`, and for good by `stop`. */
export class Sleeper {
  readonly #clock: Clock;
  #wakeUp: (() => void) | null = null;
  #isStopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** @param ms - null waits until `wake` */
  sleep(ms: number | null): Promise<void> {
    if (this.#isStopped) return Promise.resolve();
    return new Promise((resolve) => {
      let cancel: (() => void) | null = null;
      const wakeUp = (): void => {
        this.#wakeUp = null;
        cancel?.();
        resolve();
      };
      this.#wakeUp = wakeUp;
      if (ms !== null) cancel = this.#clock.after(ms, wakeUp);
    });
  }

  wake(): void {
    this.#wakeUp?.();
  }

  stop(): void {
    this.#isStopped = true;
    this.wake();
  }
}
