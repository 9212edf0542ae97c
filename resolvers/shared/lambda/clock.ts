/** The only source of time in functions, so that tests can pin it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after `ms`; a test's clock resolves at once and remembers. */
  pause(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
