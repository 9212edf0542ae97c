/** Counts of one mapping since its start. */
export interface MappingStats {
  /** Age of the oldest record that is read and not handled; 0 when there is none. */
  readonly iteratorAgeMs: number;
  readonly open: number;
  readonly handled: number;
  readonly filtered: number;
  readonly invocations: number;
  /** Invocations that failed, in full or in part, or were throttled. */
  readonly setbacks: number;
  /** Records given up, whether or not there is a destination. */
  readonly failed: number;
}

export interface Counters {
  handled: number;
  filtered: number;
  invocations: number;
  setbacks: number;
  failed: number;
}

export function newCounters(): Counters {
  return { handled: 0, filtered: 0, invocations: 0, setbacks: 0, failed: 0 };
}
