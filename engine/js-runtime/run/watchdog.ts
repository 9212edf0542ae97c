/** Ends work that does not end by itself. Takes a thread for each call: only for what may need it. */
import { createContext, Script, type Context } from 'node:vm';
import { LibraryError } from './interruption.ts';

const RUN = new Script('work()');
const TIMED_OUT = 'ERR_SCRIPT_EXECUTION_TIMEOUT';

export class Watchdog {
  readonly #timeoutMs: number;
  #context: Context | undefined;

  constructor(timeoutMs: number) {
    this.#timeoutMs = timeoutMs;
  }

  /** @throws {LibraryError} with `message` when the work takes too long */
  run<T>(work: () => T, message: string): T {
    this.#context ??= createContext({});
    this.#context.work = work;
    try {
      return RUN.runInContext(this.#context, { timeout: this.#timeoutMs }) as T;
    } catch (cause) {
      // Made in the other context: `instanceof` says nothing about it.
      const isTimeout = typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === TIMED_OUT;
      throw isTimeout ? new LibraryError(message) : cause;
    } finally {
      this.#context.work = undefined;
    }
  }
}
