/** What is started is registered here at once, and ended in reverse order, each part exactly once, whatever fails. */
export class Lifecycle {
  readonly #parts: { readonly name: string; readonly stop: () => Promise<void> | void }[] = [];
  #stopping: Promise<readonly unknown[]> | undefined;

  /** Registers how to end a part that has just been started. */
  onStop(name: string, stop: () => Promise<void> | void): void {
    this.#parts.push({ name, stop });
  }

  /** Ends all parts, last started first. @returns what failed while ending; a failure never keeps the others alive. */
  stop(): Promise<readonly unknown[]> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<readonly unknown[]> {
    const failures: unknown[] = [];
    for (const part of this.#parts.reverse()) {
      try {
        await part.stop();
      } catch (cause) {
        failures.push(cause);
      }
    }
    return failures;
  }
}
