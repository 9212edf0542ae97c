/** The only source of time in the engine, so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back once after `ms`; the returned function cancels. Pending timers never keep the process alive. */
  after(ms: number, callback: () => void): () => void;
  /** Nanoseconds since some fixed moment, for durations. A clock without it is exact to the millisecond. */
  nanos?(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  nanos: () => Math.round(performance.now() * 1_000_000),
};
